package org.lessor.server;

import java.util.List;
import java.util.Optional;
import org.lessor.config.LeaseChecks;
import org.lessor.engine.Lease;
import org.lessor.engine.LeaseChange;
import org.lessor.engine.Network;
import org.lessor.engine.Pool;
import org.lessor.engine.Settings;
import org.lessor.engine.Subnet;
import org.lessor.store.DurableLeaseStore;

/// Puts leases right that fit no subnet of the configuration, when they have just been loaded (Kea:
/// sanity-checks). For one thread, before the store is used by others.
final class LeaseSanity {
  /// How many changes gather before they are brought to stable storage.
  private static final int BATCH = 1000;

  private final DurableLeaseStore store;
  private final Settings settings;
  private final EventLog log;
  private int named;
  private int done;

  LeaseSanity(DurableLeaseStore store, Settings settings, EventLog log) {
    this.store = store;
    this.settings = settings;
    this.log = log;
  }

  /// Does to these leases what is to be done.
  void check(List<Lease> outside, LeaseChecks checks) {
    for (Lease lease : outside) {
      switch (checks) {
        case NONE, WARN -> {
          // They are named by whoever found them.
        }
        case FIX -> home(lease).ifPresent(subnet -> move(lease, subnet));
        case FIX_DEL ->
            home(lease).ifPresentOrElse(subnet -> move(lease, subnet), () -> delete(lease));
        case DEL -> delete(lease);
      }
    }
    if (named > LeaseKeeper.MAX_NAMED) {
      log.write(ServerEvent.DHCPSRV_LEASE_SANITY_FIXED, "more=" + (named - LeaseKeeper.MAX_NAMED));
    }
    store.commitOnce();
  }

  private Optional<Subnet> home(Lease lease) {
    for (Network network : settings.networks()) {
      for (Subnet subnet : network.subnets()) {
        if (subnet.prefix().contains(lease.address())) {
          return Optional.of(subnet);
        }
      }
    }
    return Optional.empty();
  }

  private void move(Lease lease, Subnet subnet) {
    Lease moved =
        new Lease(
            lease.address(),
            lease.client(),
            lease.state(),
            lease.clttSeconds(),
            lease.validLifetimeSeconds(),
            subnet.id(),
            subnet.poolOf(lease.address()).map(Pool::id).orElse(0L),
            lease.names(),
            lease.userContext());
    // Where a limit of that subnet leaves no room it stays as it is, and is named as such.
    if (apply(new LeaseChange(lease.address(), Optional.of(lease), Optional.of(moved)))) {
      tell(
          ServerEvent.DHCPSRV_LEASE_SANITY_FIXED,
          "address=" + lease.address() + " from=" + lease.subnetId() + " to=" + subnet.id());
    }
  }

  private void delete(Lease lease) {
    if (apply(new LeaseChange(lease.address(), Optional.of(lease), Optional.empty()))) {
      tell(
          ServerEvent.DHCPSRV_LEASE_SANITY_FAIL_DISCARD,
          "address=" + lease.address() + " subnet=" + lease.subnetId());
    }
  }

  private boolean apply(LeaseChange change) {
    if (++done % BATCH == 0) {
      store.commitOnce();
    }
    return store.apply(List.of(change));
  }

  private void tell(ServerEvent event, String details) {
    if (named++ < LeaseKeeper.MAX_NAMED) {
      log.write(event, details);
    }
  }
}
