package org.lessor.engine;

import java.util.Optional;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// What becomes of an address after its lease: the records of states that give it to nobody.
final class Aftermath {
  private static final ClientIdentity NOBODY =
      new ClientIdentity(new HardwareAddress(0, Bytes.EMPTY), Optional.empty());

  private Aftermath() {}

  /// Nobody gets the address for so long: it was found in use.
  static LeaseChange setAside(
      Ipv4 address,
      long subnetId,
      long poolId,
      Optional<Lease> believed,
      long probationSeconds,
      long nowSeconds) {
    Lease declined =
        new Lease(
            address,
            NOBODY,
            LeaseState.DECLINED,
            nowSeconds,
            probationSeconds,
            subnetId,
            poolId,
            LeaseNames.NONE,
            "");
    return new LeaseChange(address, believed, Optional.of(declined));
  }

  /// The record of a lease that the client gave back now.
  static Lease released(Lease held, long nowSeconds) {
    return ended(held, LeaseState.RELEASED, nowSeconds, 0);
  }

  /// The record of a lease that ran out, with its times as they were.
  static Lease reclaimed(Lease ended) {
    return ended(
        ended, LeaseState.EXPIRED_RECLAIMED, ended.clttSeconds(), ended.validLifetimeSeconds());
  }

  private static Lease ended(
      Lease lease, LeaseState state, long clttSeconds, long validLifetimeSeconds) {
    return new Lease(
        lease.address(),
        lease.client(),
        state,
        clttSeconds,
        validLifetimeSeconds,
        lease.subnetId(),
        lease.poolId(),
        LeaseNames.NONE,
        lease.userContext());
  }
}
