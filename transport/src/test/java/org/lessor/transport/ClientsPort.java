package org.lessor.transport;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HexFormat;

/// A port with clients behind a relay at its other end, for measuring what a server costs without
/// a kernel: each DHCPOFFER sent is followed by a DHCPREQUEST received, each DHCPACK by the next
/// client's DHCPDISCOVER. One thread uses it.
public final class ClientsPort implements PacketPort {
  private static final int GIADDR = 24;
  private static final int CHADDR = 28;
  private static final int YIADDR = 16;
  private static final int XID = 4;
  private static final int MESSAGE_TYPE = 242;
  private static final byte DISCOVER = 1;
  private static final byte OFFER = 2;
  private static final byte REQUEST = 3;
  private static final byte ACK = 5;
  private static final int REQUESTED = 252;
  private static final byte[] TAIL = HexFormat.of().parseHex("37060103060f33365206010430303a31ff");
  private static final int PAYLOAD = 320;

  private final byte[][] slots;
  private final ArrayDeque<Integer> ready = new ArrayDeque<>();
  private final int serverBits;
  private final int relayBits;
  private int nextClient;
  private int clients = Integer.MAX_VALUE;
  private boolean starting = true;
  private long offers;
  private long acks;
  private long others;

  /// `inFlight` clients at a time; the server is reached at `serverBits`, the relay's address is
  /// `relayBits`.
  public ClientsPort(int inFlight, int serverBits, int relayBits) {
    this.slots = new byte[inFlight][PAYLOAD];
    this.serverBits = serverBits;
    this.relayBits = relayBits;
    for (int slot = 0; slot < inFlight; slot++) {
      discover(slot);
    }
  }

  /// Clients from this number on come again from number 0 on.
  public void clients(int count) {
    clients = count;
  }

  /// Whether clients go on coming; without, those begun are served to their end.
  public void starting(boolean on) {
    starting = on;
  }

  /// DHCPOFFERs sent so far.
  public long offers() {
    return offers;
  }

  /// DHCPACKs sent so far.
  public long acks() {
    return acks;
  }

  /// All else sent so far.
  public long others() {
    return others;
  }

  private void discover(int slot) {
    if (nextClient >= clients) {
      nextClient = 0;
    }
    int client = nextClient++;
    byte[] payload = slots[slot];
    Arrays.fill(payload, (byte) 0);
    ByteBuffer packet = ByteBuffer.wrap(payload);
    packet.put(0, (byte) 1).put(1, (byte) 1).put(2, (byte) 6).put(3, (byte) 1);
    packet.putInt(XID, slot);
    packet.putInt(GIADDR, relayBits);
    packet.putShort(CHADDR, (short) 0x0200).putInt(CHADDR + 2, client);
    packet.position(236);
    packet.putInt(0x63825363);
    packet.put((byte) 53).put((byte) 1).put(DISCOVER);
    packet.put((byte) 61).put((byte) 7).put((byte) 1);
    packet.putShort((short) 0x0200).putInt(client);
    packet.put(TAIL);
    ready.add(slot);
  }

  private void request(int slot, ByteBuffer offer) {
    ByteBuffer packet = ByteBuffer.wrap(slots[slot]);
    packet.put(MESSAGE_TYPE, REQUEST);
    packet.position(REQUESTED);
    packet.put((byte) 50).put((byte) 4).putInt(offer.getInt(YIADDR));
    packet.put((byte) 54).put((byte) 4);
    packet.putInt(serverBits);
    packet.put(TAIL);
    ready.add(slot);
  }

  @Override
  public int receive(InboundBatch batch) {
    batch.clear();
    while (!batch.full() && !ready.isEmpty()) {
      byte[] payload = slots[ready.remove()];
      InboundPacket packet = batch.add();
      packet.setPayload(payload, 0, PAYLOAD);
      packet.setInterface(1);
      packet.setSource(relayBits, 67);
      packet.setDestination(serverBits, 67);
      packet.setLocalAddress(serverBits);
    }
    return batch.count();
  }

  @Override
  public int send(OutboundBatch batch) {
    for (int i = 0; i < batch.count(); i++) {
      ByteBuffer reply = ByteBuffer.wrap(batch.packet(i).buffer());
      int slot = reply.getInt(XID);
      switch (reply.get(MESSAGE_TYPE)) {
        case OFFER -> {
          offers++;
          request(slot, reply);
        }
        case ACK -> {
          acks++;
          if (starting) {
            discover(slot);
          }
        }
        default -> others++;
      }
    }
    return batch.count();
  }

  @Override
  public PortCounts counts() {
    return new PortCounts(0, 0, 0, 0, 0, 0, 0, 0);
  }

  @Override
  public boolean await(long timeoutNanos) {
    return !ready.isEmpty();
  }

  @Override
  public void wakeUp() {}

  @Override
  public void close() {}
}
