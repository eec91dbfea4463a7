package org.lessor.linux.netlink;

import org.lessor.linux.Ip4;

/// An IPv4 route.
///
/// Make one with [#to] or [#defaultVia], and change what should differ. Of a route with several
/// next hops, the first is told.
///
/// @param destination the first address of the subnet that it leads to
/// @param prefixLength 0 to 32; 0 is the default route
/// @param gateway the router; 0.0.0.0 where the destination is on the link itself
/// @param interfaceIndex of the interface that packets leave by; 0 where the kernel finds it
/// @param table [#RT_TABLE_MAIN], [#RT_TABLE_LOCAL], or any other number
/// @param protocol who made it: one of the `RTPROT_*` constants
/// @param metric the route with the lowest is taken; 0 to 4294967295
/// @param preferredSource our address that packets leave with; 0.0.0.0 where the kernel chooses
/// @param scope how far away the destination is: one of the `RT_SCOPE_*` constants
/// @param type what happens to packets: one of the `RTN_*` constants
/// @param flags `RTNH_F_*` of the next hop
/// @param mtu the largest packet for this destination; 0 for that of the interface
public record Route(
    Ip4 destination,
    int prefixLength,
    Ip4 gateway,
    int interfaceIndex,
    int table,
    int protocol,
    long metric,
    Ip4 preferredSource,
    int scope,
    int type,
    int flags,
    int mtu) {
  /// Made by the kernel, for an address of ours.
  public static final int RTPROT_KERNEL = 2;

  /// Made at start-up.
  public static final int RTPROT_BOOT = 3;

  /// Made by hand.
  public static final int RTPROT_STATIC = 4;

  /// Learnt by DHCP.
  public static final int RTPROT_DHCP = 16;

  /// Anywhere: through a router.
  public static final int RT_SCOPE_UNIVERSE = 0;

  /// On this link.
  public static final int RT_SCOPE_LINK = 253;

  /// This host itself.
  public static final int RT_SCOPE_HOST = 254;

  /// The table that packets are routed by unless rules say otherwise.
  public static final int RT_TABLE_MAIN = 254;

  /// The kernel's table of addresses of ours and broadcast addresses.
  public static final int RT_TABLE_LOCAL = 255;

  /// To another host.
  public static final int RTN_UNICAST = 1;

  /// To this host.
  public static final int RTN_LOCAL = 2;

  /// To everyone on a subnet.
  public static final int RTN_BROADCAST = 3;

  /// Thrown away.
  public static final int RTN_BLACKHOLE = 6;

  /// Thrown away, and the sender is told.
  public static final int RTN_UNREACHABLE = 7;

  /// The gateway is on the link, even if no subnet of ours holds it.
  public static final int RTNH_F_ONLINK = 4;

  /// The link below the interface does not work now: no cable, for example.
  public static final int RTNH_F_LINKDOWN = 16;

  /// Checks the ranges.
  public Route {
    if (prefixLength < 0 || prefixLength > 32) {
      throw new IllegalArgumentException("a prefix length is 0 to 32, not " + prefixLength);
    }
    if (metric < 0 || metric > 0xffff_ffffL) {
      throw new IllegalArgumentException("a metric is 0 to 4294967295, not " + metric);
    }
  }

  /// A route to a subnet on the link of an interface, made by hand, in the main table.
  public static Route to(Ip4 destination, int prefixLength, int interfaceIndex) {
    return new Route(
        destination,
        prefixLength,
        Ip4.ANY,
        interfaceIndex,
        RT_TABLE_MAIN,
        RTPROT_STATIC,
        0,
        Ip4.ANY,
        RT_SCOPE_LINK,
        RTN_UNICAST,
        0,
        0);
  }

  /// The default route by a router, made by hand, in the main table.
  public static Route defaultVia(Ip4 gateway, int interfaceIndex) {
    return to(Ip4.ANY, 0, interfaceIndex).withGateway(gateway);
  }

  /// The same by a router.
  public Route withGateway(Ip4 router) {
    return new Route(
        destination,
        prefixLength,
        router,
        interfaceIndex,
        table,
        protocol,
        metric,
        preferredSource,
        RT_SCOPE_UNIVERSE,
        type,
        flags,
        mtu);
  }

  /// The same with the gateway taken to be on the link, even if no subnet of ours holds it.
  public Route withGatewayOnLink() {
    return new Route(
        destination,
        prefixLength,
        gateway,
        interfaceIndex,
        table,
        protocol,
        metric,
        preferredSource,
        scope,
        type,
        flags | RTNH_F_ONLINK,
        mtu);
  }

  /// The same in another table.
  public Route withTable(int number) {
    return new Route(
        destination,
        prefixLength,
        gateway,
        interfaceIndex,
        number,
        protocol,
        metric,
        preferredSource,
        scope,
        type,
        flags,
        mtu);
  }

  /// The same with another maker.
  public Route withProtocol(int number) {
    return new Route(
        destination,
        prefixLength,
        gateway,
        interfaceIndex,
        table,
        number,
        metric,
        preferredSource,
        scope,
        type,
        flags,
        mtu);
  }

  /// The same with another metric.
  public Route withMetric(long number) {
    return new Route(
        destination,
        prefixLength,
        gateway,
        interfaceIndex,
        table,
        protocol,
        number,
        preferredSource,
        scope,
        type,
        flags,
        mtu);
  }

  /// The same with our address that packets leave with.
  public Route withPreferredSource(Ip4 address) {
    return new Route(
        destination,
        prefixLength,
        gateway,
        interfaceIndex,
        table,
        protocol,
        metric,
        address,
        scope,
        type,
        flags,
        mtu);
  }

  /// The same with another scope.
  public Route withScope(int number) {
    return new Route(
        destination,
        prefixLength,
        gateway,
        interfaceIndex,
        table,
        protocol,
        metric,
        preferredSource,
        number,
        type,
        flags,
        mtu);
  }

  /// The same with another type.
  public Route withType(int number) {
    return new Route(
        destination,
        prefixLength,
        gateway,
        interfaceIndex,
        table,
        protocol,
        metric,
        preferredSource,
        scope,
        number,
        flags,
        mtu);
  }

  /// The same with a largest packet in bytes.
  public Route withMtu(int sizeBytes) {
    return new Route(
        destination,
        prefixLength,
        gateway,
        interfaceIndex,
        table,
        protocol,
        metric,
        preferredSource,
        scope,
        type,
        flags,
        sizeBytes);
  }

  /// Whether it leads by a router.
  public boolean hasGateway() {
    return !gateway.equals(Ip4.ANY);
  }

  /// `192.0.2.0/24`, `0.0.0.0/0`.
  public String cidr() {
    return destination + "/" + prefixLength;
  }
}
