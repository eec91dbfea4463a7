package org.lessor.store;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lessor.engine.ClientIdentity;
import org.lessor.engine.ExpectedClients;
import org.lessor.engine.Lease;
import org.lessor.engine.LeaseChange;
import org.lessor.engine.LeaseCounts;
import org.lessor.engine.LeaseTable;
import org.lessor.engine.Limit;
import org.lessor.engine.Pool;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// Leases in memory only (Kea: memfile with `persist` false): they end with the process, and all
/// changes count as durable at once. Threads are as for [LeaseFileStore].
public final class MemoryLeaseStore implements DurableLeaseStore {
  private final LeaseTable table;
  private final ArrayBlockingQueue<Commit> waiting =
      new ArrayBlockingQueue<>(LeaseJournal.MAX_COMMITS);
  private volatile boolean closed;
  // Taken out by awaitWork(): of the thread that commits.
  private @Nullable Commit next;

  /// A store of the leases of this table.
  public MemoryLeaseStore(LeaseTable table) {
    this.table = table;
  }

  /// The leases.
  public LeaseTable table() {
    return table;
  }

  @Override
  public boolean accepting() {
    return !closed && waiting.remainingCapacity() > 0;
  }

  @Override
  public boolean working() {
    return !closed;
  }

  @Override
  public boolean commit(Commit commit) {
    return !closed && waiting.offer(commit);
  }

  @Override
  public int commitOnce() {
    int done = 0;
    for (Commit commit = take(); commit != null; commit = take()) {
      commit.durable();
      done++;
    }
    return done;
  }

  private @Nullable Commit take() {
    Commit taken = next;
    next = null;
    return taken == null ? waiting.poll() : taken;
  }

  @Override
  public void awaitWork(long nanos) {
    if (next == null) {
      try {
        next = waiting.poll(nanos, TimeUnit.NANOSECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void expect(ExpectedClients clients) {
    table.expect(clients);
  }

  @Override
  public boolean apply(List<LeaseChange> changes) {
    return table.apply(changes);
  }

  @Override
  public Optional<Lease> lease(Ipv4 address) {
    return table.lease(address);
  }

  @Override
  public List<Lease> ofClientId(Bytes clientId) {
    return table.ofClientId(clientId);
  }

  @Override
  public List<Lease> ofHardwareAddress(HardwareAddress chaddr) {
    return table.ofHardwareAddress(chaddr);
  }

  @Override
  public List<Lease> ofClient(ClientIdentity client) {
    return table.ofClient(client);
  }

  @Override
  public Optional<Ipv4> available(Pool pool, long nowSeconds) {
    return table.available(pool, nowSeconds);
  }

  @Override
  public LeaseCounts counts(Pool pool) {
    return table.counts(pool);
  }

  @Override
  public Optional<Limit.Reached> reached(List<LeaseChange> changes) {
    return table.reached(changes);
  }

  @Override
  public List<Lease> ended(long nowSeconds, int limit) {
    return table.ended(nowSeconds, limit);
  }

  @Override
  public List<Lease> former(long endedBySeconds, int limit) {
    return table.former(endedBySeconds, limit);
  }

  @Override
  public void inspect() {
    // Nothing is to outlive the process.
  }

  @Override
  public void close() {
    closed = true;
    commitOnce();
  }
}
