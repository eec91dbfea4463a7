package org.lessor.client.host;

import java.util.List;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;

/// How an interface is to be configured for a lease.
///
/// @param address the address
/// @param prefixLength of its subnet, 1 to 32
/// @param broadcast the address of everyone on the subnet; 0.0.0.0 for none
/// @param validSeconds until the kernel is to remove the address by itself; 4294967295 for never
/// @param preferredSeconds until the kernel is to prefer another address; at most `validSeconds`
/// @param routes all routes, that of the subnet first, none twice
/// @param mtu the largest packet in bytes, 68 or more; 0 leaves it as it is
/// @param nameServers who answers questions about names
public record LinkConfiguration(
    Ipv4 address,
    int prefixLength,
    Ipv4 broadcast,
    long validSeconds,
    long preferredSeconds,
    List<HostRoute> routes,
    int mtu,
    NameServers nameServers) {

  /// A lifetime without end.
  public static final long FOREVER_SECONDS = 0xffff_ffffL;

  /// The smallest MTU that IPv4 allows (RFC 791 section 3.2).
  public static final int MIN_MTU = 68;

  /// Throws [IllegalArgumentException] if a number is out of range.
  public LinkConfiguration {
    routes = List.copyOf(routes);
    if (prefixLength < 1 || prefixLength > 32) {
      throw new IllegalArgumentException("prefix length out of range: " + prefixLength);
    }
    if (validSeconds < 1 || validSeconds > FOREVER_SECONDS) {
      throw new IllegalArgumentException("valid lifetime out of range: " + validSeconds);
    }
    if (preferredSeconds < 0 || preferredSeconds > validSeconds) {
      throw new IllegalArgumentException("preferred lifetime out of range: " + preferredSeconds);
    }
    if (mtu != 0 && mtu < MIN_MTU) {
      throw new IllegalArgumentException("MTU below 68: " + mtu);
    }
  }

  /// For an address of 169.254.0.0/16, which needs no server: nothing but the address and the link
  /// (RFC 3927 section 2.6).
  public static LinkConfiguration linkLocal(Ipv4 address) {
    Ipv4Prefix link = Ipv4Prefix.containing(address, 16);
    return new LinkConfiguration(
        address,
        link.length(),
        link.last(),
        FOREVER_SECONDS,
        FOREVER_SECONDS,
        List.of(new HostRoute(link, Ipv4.UNSPECIFIED, HostRoute.Reach.ON_LINK)),
        0,
        NameServers.NONE);
  }

  /// The subnet of the address.
  public Ipv4Prefix subnet() {
    return Ipv4Prefix.containing(address, prefixLength);
  }

  /// Whether `other` differs in nothing but lifetimes.
  public boolean sameButForTime(LinkConfiguration other) {
    return equals(
        new LinkConfiguration(
            other.address,
            other.prefixLength,
            other.broadcast,
            validSeconds,
            preferredSeconds,
            other.routes,
            other.mtu,
            other.nameServers));
  }
}
