package org.lessor.transport;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/// The messages of many clients behind one relay, written in place. Number `n` has the hardware
/// address 02:00 and then `n`, and a client identifier made of it.
final class RelayedClients {
  /// The size of each message in bytes.
  static final int PAYLOAD = 320;

  static final byte OFFER = 2;
  static final byte ACK = 5;

  private static final byte DISCOVER = 1;
  private static final byte REQUEST = 3;
  private static final int XID = 4;
  private static final int YIADDR = 16;
  private static final int GIADDR = 24;
  private static final int CHADDR = 28;
  private static final int COOKIE = 236;
  private static final int MESSAGE_TYPE = 242;
  private static final int BEHIND_CLIENT_ID = 252;
  // Parameter request list, relay agent information, end.
  private static final byte[] TAIL = HexFormat.of().parseHex("37060103060f33365206010430303a31ff");

  private final int serverBits;
  private final int relayBits;

  RelayedClients(int serverBits, int relayBits) {
    this.serverBits = serverBits;
    this.relayBits = relayBits;
  }

  /// Writes the DHCPDISCOVER of that client.
  void discover(byte[] payload, int xid, int client) {
    Arrays.fill(payload, (byte) 0);
    ByteBuffer packet = ByteBuffer.wrap(payload);
    packet.put(0, (byte) 1).put(1, (byte) 1).put(2, (byte) 6).put(3, (byte) 1);
    packet.putInt(XID, xid);
    packet.putInt(GIADDR, relayBits);
    packet.putShort(CHADDR, (short) 0x0200).putInt(CHADDR + 2, client);
    packet.position(COOKIE);
    packet.putInt(0x63825363);
    packet.put((byte) 53).put((byte) 1).put(DISCOVER);
    packet.put((byte) 61).put((byte) 7).put((byte) 1).putShort((short) 0x0200).putInt(client);
    packet.put(TAIL);
  }

  /// Makes of a DHCPDISCOVER the DHCPREQUEST that takes up this offer.
  void request(byte[] payload, ByteBuffer offer) {
    ByteBuffer packet = ByteBuffer.wrap(payload);
    packet.put(MESSAGE_TYPE, REQUEST);
    packet.position(BEHIND_CLIENT_ID);
    packet.put((byte) 50).put((byte) 4).putInt(offer.getInt(YIADDR));
    packet.put((byte) 54).put((byte) 4).putInt(serverBits);
    packet.put(TAIL);
  }

  /// The message type of a reply of a server that puts it first, as all do.
  static byte type(ByteBuffer reply) {
    return reply.get(MESSAGE_TYPE);
  }

  static int xid(ByteBuffer message) {
    return message.getInt(XID);
  }

  /// Hands a message over as it would come in.
  void deliver(byte[] payload, InboundPacket packet) {
    packet.setPayload(payload, 0, PAYLOAD);
    packet.setInterface(1);
    packet.setSource(relayBits, 67);
    packet.setDestination(serverBits, 67);
    packet.setLocalAddress(serverBits);
  }
}
