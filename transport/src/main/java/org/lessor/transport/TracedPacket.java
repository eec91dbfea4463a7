package org.lessor.transport;

import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;

/// A UDP packet as it went by, independent of the port's buffers.
///
/// @param interfaceIndex the interface; 0 where the port cannot tell
/// @param sourceHardware empty where unknown
/// @param destinationHardware empty where unknown: the kernel finds the next hop of a datagram
/// @param payload the UDP payload; of a truncated packet, the part that is there
public record TracedPacket(
    int interfaceIndex,
    HardwareAddress sourceHardware,
    HardwareAddress destinationHardware,
    Endpoint source,
    Endpoint destination,
    Bytes payload) {
  /// The Ethernet address of everyone on a link.
  public static final HardwareAddress EVERYONE = HardwareAddress.ethernet("ff:ff:ff:ff:ff:ff");

  /// No Ethernet address.
  public static final HardwareAddress UNKNOWN =
      new HardwareAddress(HardwareAddress.ETHERNET, Bytes.EMPTY);
}
