package org.lessor.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;

/// Settings and leases for tests of lease stores, each saying only what matters to it.
public final class LeaseFixtures {
  /// Where tests that do not care let time begin.
  public static final long NOW = 1_700_000_000;

  private LeaseFixtures() {}

  /// Settings of these subnets, each a network of its own.
  public static Settings settings(Subnet... subnets) {
    return Settings.of(Arrays.stream(subnets).map(Network::of).toList());
  }

  /// A subnet with these pools, each written `first-last`.
  public static Subnet subnet(long id, String prefix, String... pools) {
    return subnet(id, prefix, List.of(), pools);
  }

  /// A subnet with these pools in which these addresses are reserved.
  public static Subnet subnet(long id, String prefix, List<String> reserved, String... pools) {
    return Subnet.of(
            id,
            Ipv4Prefix.of(prefix),
            Arrays.stream(pools).map(LeaseFixtures::pool).toList(),
            Parameters.of(Lifetimes.fixed(3600)))
        .withReservations(reserved.stream().map(LeaseFixtures::reservation).toList());
  }

  /// A pool written `first-last`.
  public static Pool pool(String range) {
    String[] ends = range.split("-");
    return Pool.of(Ipv4.of(ends[0]), Ipv4.of(ends[1]));
  }

  private static Reservation reservation(String address) {
    return Reservation.of(
            new Reservation.Key.HwAddress(HardwareAddress.ethernet("02:ff:00:00:00:01")))
        .withAddress(Optional.of(Ipv4.of(address)));
  }

  /// Client number `n`, with a hardware address of six bytes and a client identifier of seven.
  public static ClientIdentity client(int n) {
    Bytes mac = Bytes.ofUnsigned(2, 0, n >>> 24 & 0xff, n >>> 16 & 0xff, n >>> 8 & 0xff, n & 0xff);
    return new ClientIdentity(
        new HardwareAddress(HardwareAddress.ETHERNET, mac),
        Optional.of(Bytes.ofUnsigned(1).plus(mac)));
  }

  /// A lease of subnet 1 of client number `n`, touched at `clttSeconds` and valid for an hour.
  public static Lease lease(String address, int n, LeaseState state, long clttSeconds) {
    return lease(Ipv4.of(address), n, state, clttSeconds, 3600);
  }

  /// A lease of subnet 1 of client number `n`.
  public static Lease lease(
      Ipv4 address, int n, LeaseState state, long clttSeconds, long lifetimeSeconds) {
    return new Lease(
        address, client(n), state, clttSeconds, lifetimeSeconds, 1, 0, LeaseNames.NONE, "");
  }

  /// The change that gives an address its first record.
  public static LeaseChange created(Lease wanted) {
    return new LeaseChange(wanted.address(), Optional.empty(), Optional.of(wanted));
  }

  /// The change from one record to another.
  public static LeaseChange changed(Lease believed, Lease wanted) {
    return new LeaseChange(believed.address(), Optional.of(believed), Optional.of(wanted));
  }

  /// The change that removes a record.
  public static LeaseChange removed(Lease believed) {
    return new LeaseChange(believed.address(), Optional.of(believed), Optional.empty());
  }
}
