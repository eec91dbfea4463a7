package org.lessor.bench.micro;

import java.util.List;
import java.util.Optional;
import org.lessor.engine.ClientIdentity;
import org.lessor.engine.Lease;
import org.lessor.engine.LeaseChange;
import org.lessor.engine.LeaseNames;
import org.lessor.engine.LeaseState;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// Numbered clients and their leases, the same in all benchmarks.
final class Clients {
  /// The time of day when everything begins.
  static final long NOW = 1_700_000_000;

  /// How long a lease is valid.
  static final long LIFETIME_SECONDS = 3600;

  private Clients() {}

  static HardwareAddress hardware(int n) {
    return new HardwareAddress(
        HardwareAddress.ETHERNET,
        Bytes.ofUnsigned(2, 0, n >>> 24 & 0xff, n >>> 16 & 0xff, n >>> 8 & 0xff, n & 0xff));
  }

  /// The address of [#hardware] as a number.
  static long ethernet(int n) {
    return 2L << 40 | (n & 0xffff_ffffL);
  }

  /// With a client identifier of 7 bytes.
  static ClientIdentity identity(int n) {
    HardwareAddress chaddr = hardware(n);
    return new ClientIdentity(chaddr, Optional.of(Bytes.ofUnsigned(1).plus(chaddr.address())));
  }

  /// With a host name of 12 characters.
  static Lease lease(Ipv4 address, int n, long clttSeconds, long subnetId) {
    return new Lease(
        address,
        identity(n),
        LeaseState.ASSIGNED,
        clttSeconds,
        LIFETIME_SECONDS,
        subnetId,
        0,
        new LeaseNames("host" + (10_000_000 + n), false, false),
        "");
  }

  /// The same lease, renewed.
  static Lease renewed(Lease lease, long clttSeconds) {
    return new Lease(
        lease.address(),
        lease.client(),
        lease.state(),
        clttSeconds,
        lease.validLifetimeSeconds(),
        lease.subnetId(),
        lease.poolId(),
        lease.names(),
        lease.userContext());
  }

  static List<LeaseChange> created(Lease wanted) {
    return List.of(new LeaseChange(wanted.address(), Optional.empty(), Optional.of(wanted)));
  }

  static List<LeaseChange> changed(Lease believed, Lease wanted) {
    return List.of(new LeaseChange(believed.address(), Optional.of(believed), Optional.of(wanted)));
  }

  static List<LeaseChange> removed(Lease believed) {
    return List.of(new LeaseChange(believed.address(), Optional.of(believed), Optional.empty()));
  }
}
