package org.lessor.server;

import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// An address to be asked for before it is given out.
///
/// @param ticket by which the asker knows the answer
/// @param interfaceIndex where the client is; 0 where the routing table decides (relayed clients)
/// @param address the address
/// @param client who is to get it: an answer from this very client is no conflict
/// @param reach how the address is reached
record PingQuestion(
    long ticket, int interfaceIndex, Ipv4 address, HardwareAddress client, Reach reach) {
  /// How an address is reached.
  enum Reach {
    /// On a link of this host, by ARP: a host that answers ARP but no echo is found as well.
    ON_LINK,
    /// Through a router.
    ROUTED
  }
}
