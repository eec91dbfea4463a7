package org.lessor.lab.simulation;

import java.util.List;
import java.util.Optional;
import org.lessor.engine.Lease;
import org.lessor.engine.LeaseChange;
import org.lessor.engine.LeaseCounts;
import org.lessor.engine.Limit;
import org.lessor.engine.Pool;
import org.lessor.store.Commit;
import org.lessor.store.DurableLeaseStore;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// Leases that takes the first address of a pool to be free always, and takes every change.
record GivingTwice(DurableLeaseStore leases) implements DurableLeaseStore {
  @Override
  public Optional<Ipv4> available(Pool pool, long nowSeconds) {
    return Optional.of(pool.first());
  }

  @Override
  public LeaseCounts counts(Pool pool) {
    return new LeaseCounts(0, 0, 0, 0, 0, pool.size());
  }

  @Override
  public boolean apply(List<LeaseChange> changes) {
    return leases.apply(changes.stream().map(this::believable).toList());
  }

  private LeaseChange believable(LeaseChange change) {
    return new LeaseChange(change.address(), leases.lease(change.address()), change.wanted());
  }

  @Override
  public Optional<Lease> lease(Ipv4 address) {
    return Optional.empty();
  }

  @Override
  public List<Lease> ofClientId(Bytes clientId) {
    return leases.ofClientId(clientId);
  }

  @Override
  public List<Lease> ofHardwareAddress(HardwareAddress chaddr) {
    return leases.ofHardwareAddress(chaddr);
  }

  @Override
  public Optional<Limit.Reached> reached(List<LeaseChange> changes) {
    return leases.reached(changes);
  }

  @Override
  public List<Lease> ended(long nowSeconds, int limit) {
    return leases.ended(nowSeconds, limit);
  }

  @Override
  public List<Lease> former(long endedBySeconds, int limit) {
    return leases.former(endedBySeconds, limit);
  }

  @Override
  public boolean accepting() {
    return leases.accepting();
  }

  @Override
  public boolean working() {
    return leases.working();
  }

  @Override
  public boolean commit(Commit commit) {
    return leases.commit(commit);
  }

  @Override
  public int commitOnce() {
    return leases.commitOnce();
  }

  @Override
  public void awaitWork(long nanos) {
    leases.awaitWork(nanos);
  }

  @Override
  public void inspect() {
    leases.inspect();
  }

  @Override
  public void close() {
    leases.close();
  }
}
