package org.lessor.linux.packet;

/// What [ArpMessage#read] found.
public sealed interface ArpReading permits ArpMessage, ArpReading.Malformed {
  /// Not an ARP message for IPv4 on Ethernet.
  record Malformed(Reason reason) implements ArpReading {}

  /// Why not.
  enum Reason {
    /// Fewer than 28 bytes.
    TOO_SHORT,
    /// Not about Ethernet (or IEEE 802) addresses of 6 octets.
    OTHER_HARDWARE,
    /// Not about IPv4 addresses.
    OTHER_PROTOCOL,
    /// Neither request nor reply.
    OTHER_OPERATION
  }
}
