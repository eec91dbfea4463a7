package org.lessor.linux.netlink;

import org.lessor.linux.Ip4;

/// An IPv4 address of an interface.
///
/// Make one with [#of], and change what should differ.
///
/// @param interfaceIndex of the interface
/// @param local the address
/// @param prefixLength 0 to 32
/// @param peer the other end of a point-to-point link; otherwise the same as `local`
/// @param broadcast the address of everyone on the subnet; 0.0.0.0 for none
/// @param label a name that begins with that of the interface; empty for that name itself
/// @param scope one of the `RT_SCOPE_*` constants of [Route]
/// @param flags `IFA_F_*`
/// @param validSeconds until the kernel removes it; [#FOREVER] for never
/// @param preferredSeconds until the kernel marks it deprecated; [#FOREVER] for never
/// @param routeMetric of the subnet's route that the kernel adds along with it; 0 for its default
/// @param protocol who made it (`IFAPROT_*`, Linux 5.18); 0 where unknown
public record InterfaceAddress(
    int interfaceIndex,
    Ip4 local,
    int prefixLength,
    Ip4 peer,
    Ip4 broadcast,
    String label,
    int scope,
    int flags,
    long validSeconds,
    long preferredSeconds,
    long routeMetric,
    int protocol) {
  /// A lifetime without end, which is also the largest value of the field.
  public static final long FOREVER = 0xffff_ffffL;

  /// The kernel adds no route to the subnet.
  public static final int IFA_F_NOPREFIXROUTE = 0x200;

  /// Its lifetime has no end.
  public static final int IFA_F_PERMANENT = 0x80;

  /// Not the first address of its subnet on the interface.
  public static final int IFA_F_SECONDARY = 0x01;

  /// Its preferred lifetime is over.
  public static final int IFA_F_DEPRECATED = 0x20;

  /// Checks the ranges.
  public InterfaceAddress {
    if (prefixLength < 0 || prefixLength > 32) {
      throw new IllegalArgumentException("a prefix length is 0 to 32, not " + prefixLength);
    }
    if (validSeconds < 0 || validSeconds > FOREVER) {
      throw new IllegalArgumentException("a lifetime is 0 to 4294967295 s, not " + validSeconds);
    }
    if (preferredSeconds < 0 || preferredSeconds > validSeconds) {
      throw new IllegalArgumentException(
          "a preferred lifetime is at most the valid one: " + preferredSeconds);
    }
  }

  /// An address without end, with the broadcast address of its subnet (none for /31 and /32).
  public static InterfaceAddress of(int interfaceIndex, Ip4 local, int prefixLength) {
    Ip4 broadcast =
        prefixLength > 30 ? Ip4.ANY : new Ip4(local.bits() | (int) (0xffff_ffffL >>> prefixLength));
    return new InterfaceAddress(
        interfaceIndex,
        local,
        prefixLength,
        local,
        broadcast,
        "",
        Route.RT_SCOPE_UNIVERSE,
        0,
        FOREVER,
        FOREVER,
        0,
        0);
  }

  /// The same with other lifetimes in seconds; valid must be more than 0 for the kernel to take it.
  public InterfaceAddress withLifetime(long valid, long preferred) {
    return new InterfaceAddress(
        interfaceIndex,
        local,
        prefixLength,
        peer,
        broadcast,
        label,
        scope,
        flags,
        valid,
        preferred,
        routeMetric,
        protocol);
  }

  /// The same with another broadcast address.
  public InterfaceAddress withBroadcast(Ip4 address) {
    return new InterfaceAddress(
        interfaceIndex,
        local,
        prefixLength,
        peer,
        address,
        label,
        scope,
        flags,
        validSeconds,
        preferredSeconds,
        routeMetric,
        protocol);
  }

  /// The same with these `IFA_F_*` flags set too.
  public InterfaceAddress withFlags(int more) {
    return new InterfaceAddress(
        interfaceIndex,
        local,
        prefixLength,
        peer,
        broadcast,
        label,
        scope,
        flags | more,
        validSeconds,
        preferredSeconds,
        routeMetric,
        protocol);
  }

  /// The same with another label.
  public InterfaceAddress withLabel(String text) {
    return new InterfaceAddress(
        interfaceIndex,
        local,
        prefixLength,
        peer,
        broadcast,
        text,
        scope,
        flags,
        validSeconds,
        preferredSeconds,
        routeMetric,
        protocol);
  }

  /// The same with another metric for the subnet's route.
  public InterfaceAddress withRouteMetric(long metric) {
    return new InterfaceAddress(
        interfaceIndex,
        local,
        prefixLength,
        peer,
        broadcast,
        label,
        scope,
        flags,
        validSeconds,
        preferredSeconds,
        metric,
        protocol);
  }

  /// The same, of use so far away: one of the `RT_SCOPE_*` constants of [Route].
  public InterfaceAddress withScope(int reach) {
    return new InterfaceAddress(
        interfaceIndex,
        local,
        prefixLength,
        peer,
        broadcast,
        label,
        reach,
        flags,
        validSeconds,
        preferredSeconds,
        routeMetric,
        protocol);
  }

  /// The same with a note of who made it (`IFAPROT_*`).
  public InterfaceAddress withProtocol(int number) {
    return new InterfaceAddress(
        interfaceIndex,
        local,
        prefixLength,
        peer,
        broadcast,
        label,
        scope,
        flags,
        validSeconds,
        preferredSeconds,
        routeMetric,
        number);
  }

  /// `192.0.2.1/24`.
  public String cidr() {
    return local + "/" + prefixLength;
  }
}
