package org.lessor.linux.packet;

/// To whom a packet was addressed on its link, seen from here (`sll_pkttype`).
public enum PacketKind {
  /// To this interface.
  HOST,
  /// To everyone on the link.
  BROADCAST,
  /// To a group.
  MULTICAST,
  /// To another station; seen in promiscuous mode only.
  OTHERHOST,
  /// Sent by this host, and looped back to sockets that ask for it.
  OUTGOING,
  /// None of the above.
  UNKNOWN;

  private static final PacketKind[] BY_NUMBER = {HOST, BROADCAST, MULTICAST, OTHERHOST, OUTGOING};

  static PacketKind of(int number) {
    return number < BY_NUMBER.length ? BY_NUMBER[number] : UNKNOWN;
  }
}
