package org.lessor.client.machine;

import org.lessor.transport.ArpPacket;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// Which ARP packets of others are a conflict (RFC 5227 sections 2.1.1 and 2.4). Our own packets,
/// which come back through bridges and bonds, are none.
final class Conflicts {
  private Conflicts() {}

  /// Whether somebody else says that it uses `address`.
  static boolean claims(ArpPacket packet, Ipv4 address, HardwareAddress own) {
    return packet.sender().equals(address) && !packet.senderHardware().equals(own);
  }

  /// Whether somebody else is about to use `address`: a probe for it.
  static boolean probes(ArpPacket packet, Ipv4 address, HardwareAddress own) {
    return packet.isProbe()
        && packet.target().equals(address)
        && !packet.senderHardware().equals(own);
  }
}
