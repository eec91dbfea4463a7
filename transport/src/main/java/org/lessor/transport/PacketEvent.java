package org.lessor.transport;

import java.time.Instant;

/// Something that happened at a port.
public sealed interface PacketEvent {
  /// When the port handed it over, or was given it.
  Instant at();

  /// A packet was received.
  record Received(Instant at, TracedPacket packet) implements PacketEvent {}

  /// A packet left.
  record Sent(Instant at, TracedPacket packet) implements PacketEvent {}

  /// A packet could not be sent.
  ///
  /// @param errno why, a positive number of [org.lessor.linux.Errno]
  record Refused(Instant at, TracedPacket packet, int errno) implements PacketEvent {}

  /// An ARP packet was received.
  record ArpReceived(Instant at, int interfaceIndex, ArpPacket packet) implements PacketEvent {}

  /// An ARP packet left, to everyone on the link.
  record ArpSent(Instant at, int interfaceIndex, ArpPacket packet) implements PacketEvent {}
}
