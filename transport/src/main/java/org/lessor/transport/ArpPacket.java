package org.lessor.transport;

import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// An ARP packet for IPv4 on Ethernet (RFC 826).
///
/// @param senderHardware the link address that the sender states (`ar$sha`)
/// @param sender the IP address that the sender states (`ar$spa`), 0.0.0.0 in a probe
/// @param targetHardware `ar$tha`, all zero in a question
/// @param target the IP address asked for or announced (`ar$tpa`)
public record ArpPacket(
    Operation operation,
    HardwareAddress senderHardware,
    Ipv4 sender,
    HardwareAddress targetHardware,
    Ipv4 target) {
  /// What an ARP packet is.
  public enum Operation {
    /// A question: who has the target address?
    REQUEST,
    /// An answer: the sender has the sender address.
    REPLY
  }

  private static final HardwareAddress NOBODY = HardwareAddress.ethernet("00:00:00:00:00:00");

  /// The question whether anyone uses `target`, by one who does not claim it yet (RFC 5227 section
  /// 2.1.1).
  public static ArpPacket probe(HardwareAddress own, Ipv4 target) {
    return new ArpPacket(Operation.REQUEST, own, Ipv4.UNSPECIFIED, NOBODY, target);
  }

  /// The statement that `address` is at `own` from now on (RFC 5227 section 2.3).
  public static ArpPacket announcement(HardwareAddress own, Ipv4 address) {
    return new ArpPacket(Operation.REQUEST, own, address, NOBODY, address);
  }

  /// Whether this asks for an address without claiming one (RFC 5227 section 1.1).
  public boolean isProbe() {
    return operation == Operation.REQUEST && sender.isUnspecified();
  }
}
