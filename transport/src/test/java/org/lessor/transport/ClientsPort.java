package org.lessor.transport;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/// A port with clients behind a relay at its other end, for measuring what a server costs without a
/// kernel: each DHCPOFFER sent is followed by a DHCPREQUEST received, each DHCPACK by the next
/// client's DHCPDISCOVER. One thread uses it.
public final class ClientsPort implements PacketPort {
  private final byte[][] slots;
  private final ArrayDeque<Integer> ready = new ArrayDeque<>();
  private final RelayedClients messages;
  private int nextClient;
  private int clients = Integer.MAX_VALUE;
  private boolean starting = true;
  private long offers;
  private long acks;
  private long others;

  /// `inFlight` clients at a time; the server is reached at `serverBits`, the relay's address is
  /// `relayBits`.
  public ClientsPort(int inFlight, int serverBits, int relayBits) {
    this(inFlight, serverBits, relayBits, 0);
  }

  /// The same with clients from number `firstClient` on.
  public ClientsPort(int inFlight, int serverBits, int relayBits, int firstClient) {
    this.nextClient = firstClient;
    this.slots = new byte[inFlight][RelayedClients.PAYLOAD];
    this.messages = new RelayedClients(serverBits, relayBits);
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
    messages.discover(slots[slot], slot, nextClient++);
    ready.add(slot);
  }

  @Override
  public int receive(InboundBatch batch) {
    batch.clear();
    while (!batch.full() && !ready.isEmpty()) {
      messages.deliver(slots[ready.remove()], batch.add());
    }
    return batch.count();
  }

  @Override
  public int send(OutboundBatch batch) {
    for (int i = 0; i < batch.count(); i++) {
      ByteBuffer reply = ByteBuffer.wrap(batch.packet(i).buffer());
      int slot = RelayedClients.xid(reply);
      switch (RelayedClients.type(reply)) {
        case RelayedClients.OFFER -> {
          offers++;
          messages.request(slots[slot], reply);
          ready.add(slot);
        }
        case RelayedClients.ACK -> {
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
