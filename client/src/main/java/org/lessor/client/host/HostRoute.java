package org.lessor.client.host;

import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;

/// A route that a lease asks for.
///
/// @param destination where it leads; 0.0.0.0/0 is the default route
/// @param router the next hop; 0.0.0.0 where the destination is on the link itself
/// @param reach how the next hop is reached
public record HostRoute(Ipv4Prefix destination, Ipv4 router, Reach reach) {
  /// How the next hop is reached.
  public enum Reach {
    /// There is none: the destination is on the link.
    ON_LINK,
    /// It lies in the subnet of our address.
    BY_SUBNET,
    /// It lies elsewhere, and is taken to be on the link all the same: a /32 lease, for example.
    TAKEN_TO_BE_ON_LINK
  }

  /// `default via 192.0.2.1`, `10.0.0.0/8 via 192.0.2.9 onlink`, `192.0.2.0/24 on link`.
  @Override
  public String toString() {
    String to = destination.length() == 0 ? "default" : destination.toString();
    return switch (reach) {
      case ON_LINK -> to + " on link";
      case BY_SUBNET -> to + " via " + router;
      case TAKEN_TO_BE_ON_LINK -> to + " via " + router + " onlink";
    };
  }
}
