package org.lessor.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.StampedLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// All leases, in memory.
///
/// Any thread may call any method. Readers never wait for one another, and for a writer only in the
/// rare case that several attempts in a row were disturbed. What a call returns was true at one
/// moment between its beginning and its end. Time comes in with each call; callers whose clocks
/// differ, or a clock that steps back, cost some time but no correctness.
///
/// Every operation takes as many steps whatever the number of leases and the fill of the pools,
/// except [#settings(Settings)], [#forEach] and [#outside], which look at every lease, and the
/// [LeaseCounts] of everything, which look at every pool. Memory grows in steps that stay small: a
/// million leases with a client identifier of 7 bytes and a host name of 12 take about 105 bytes
/// each.
public final class LeaseTable implements LeaseStore {
  // Writers hold the lock. Readers run without it and check afterwards that no writer came between
  // (StampedLock's optimistic mode): until then they may see rows half changed, follow links to
  // other lists and meet any RuntimeException, all of which is thrown away. No walk can run for
  // ever: each counts its steps.

  private static final int OPTIMISTIC_ATTEMPTS = 8;

  /// So few changes are compared with one another sooner than a set of their addresses is made.
  private static final int FEW_CHANGES = 8;

  private final StampedLock lock = new StampedLock();
  private final LeaseIndexes indexes;

  /// A table without leases.
  ///
  /// `hashSecret` should be a random number that nobody knows outside the process: with it a client
  /// could choose identifiers that are slow to find.
  public LeaseTable(Settings settings, long hashSecret) {
    this.indexes = new LeaseIndexes(settings, new KeyHash(hashSecret));
  }

  // What is read on behalf of packets gets what it needs as an argument: a lambda that captures it
  // would have to be made for each call, which costs more than the look itself where the compiler
  // leaves that as it is.

  private <T extends @Nullable Object> T read(Function<LeaseIndexes, T> reading) {
    return read((all, apply) -> apply.apply(all), reading);
  }

  private <A, T extends @Nullable Object> T read(
      BiFunction<LeaseIndexes, A, T> reading, A argument) {
    for (int attempt = 0; attempt < OPTIMISTIC_ATTEMPTS; attempt++) {
      long stamp = lock.tryOptimisticRead();
      if (stamp == 0) {
        continue;
      }
      try {
        T result = reading.apply(indexes, argument);
        if (lock.validate(stamp)) {
          return result;
        }
      } catch (RuntimeException torn) {
        // A row half changed can lead anywhere. If none was being changed, it is a fault of ours.
        if (lock.validate(stamp)) {
          throw torn;
        }
      }
    }
    return readLocked(all -> reading.apply(all, argument));
  }

  private <T extends @Nullable Object> T readLocked(Function<LeaseIndexes, T> reading) {
    long stamp = lock.readLock();
    try {
      return reading.apply(indexes);
    } finally {
      lock.unlockRead(stamp);
    }
  }

  @Override
  public Optional<Lease> lease(Ipv4 address) {
    return Optional.ofNullable(read(LeaseIndexes::lease, address));
  }

  @Override
  public List<Lease> ofClientId(Bytes clientId) {
    return read((all, id) -> all.clients().ofClientId(id), clientId);
  }

  @Override
  public List<Lease> ofHardwareAddress(HardwareAddress chaddr) {
    return chaddr.isEmpty()
        ? List.of()
        : read((all, address) -> all.clients().ofHardwareAddress(address), chaddr);
  }

  @Override
  public List<Lease> ofClient(ClientIdentity client) {
    return read((all, identity) -> all.clients().ofClient(identity), client);
  }

  @Override
  public void expect(ExpectedClients clients) {
    read(LeaseIndexes::expect, clients);
  }

  private record Search(Pool pool, long lastEnded) {
    static long in(LeaseIndexes indexes, Search search) {
      return indexes.candidate(search.pool, search.lastEnded);
    }
  }

  @Override
  public Optional<Ipv4> available(Pool pool, long nowSeconds) {
    long lastEnded = lastEndedAt(nowSeconds);
    long found = read(Search::in, new Search(pool, lastEnded));
    if (found == LeaseIndexes.UNSETTLED) {
      long stamp = lock.writeLock();
      try {
        indexes.settle(lastEnded);
        found = indexes.candidate(pool, lastEnded);
      } finally {
        lock.unlockWrite(stamp);
      }
    }
    return found < 0 ? Optional.empty() : Optional.of(new Ipv4((int) found));
  }

  /// The last second of records that have ended at `nowSeconds`, as [Lease#expiredAt] has it.
  private static long lastEndedAt(long nowSeconds) {
    return nowSeconds - 1;
  }

  @Override
  public List<Lease> ended(long nowSeconds, int limit) {
    return readLocked(all -> all.ended(lastEndedAt(nowSeconds), limit));
  }

  @Override
  public List<Lease> former(long endedBySeconds, int limit) {
    return readLocked(all -> all.former(endedBySeconds, limit));
  }

  /// The last second of the next record that ends that is offered, assigned or declined, which may
  /// be past; [Long#MAX_VALUE] where there is none.
  public long nextEndSeconds() {
    return read(LeaseIndexes::nextEndSeconds);
  }

  /// The number of records, whatever their state.
  public long size() {
    return read(LeaseIndexes::size);
  }

  /// How many entries lead from clients to records.
  int indexEntries() {
    return read(all -> all.clients().entries());
  }

  /// The number of all records by state, also of those outside any subnet of the settings, and of
  /// the free addresses of all pools.
  public LeaseCounts counts() {
    return read(LeaseIndexes::counts);
  }

  /// The number of records that name this subnet, by state, and of free addresses of its pools.
  public LeaseCounts counts(Subnet subnet) {
    return read(all -> all.counts(subnet));
  }

  @Override
  public LeaseCounts counts(Pool pool) {
    return read(all -> all.counts(pool));
  }

  @Override
  public Optional<Limit.Reached> reached(List<LeaseChange> changes) {
    return read(LeaseIndexes::limiting)
        ? readLocked(all -> all.reached(changes))
        : Optional.empty();
  }

  /// Hands over every record that is there all the while, and perhaps such as come or go meanwhile.
  /// Each is as it was at some moment during the call. Holds no lock while `consumer` runs.
  public void forEach(Consumer<Lease> consumer) {
    scan(0, Integer.MAX_VALUE, LeaseIndexes::at, consumer);
  }

  /// What [#scanDurable] returns when all records have been handed over.
  public static final long SCANNED = -1;

  /// Hands over a part of all records as they would be after a restart: without offers, and with
  /// what lies under them. Begins at `position`, 0 for the first part, and looks at `limit` records
  /// at most. Over all parts holds what [#forEach] says; one address may come twice, where its
  /// record changes meanwhile, and in any order.
  ///
  /// @return the position of the next part, or [#SCANNED]
  public long scanDurable(long position, int limit, Consumer<Lease> consumer) {
    return scan(position, limit, LeaseIndexes::durableAt, consumer);
  }

  private interface Look {
    @Nullable Lease at(LeaseIndexes indexes, int slot);
  }

  private long scan(long position, int limit, Look look, Consumer<Lease> consumer) {
    int end = read(LeaseIndexes::end);
    long stop = Math.min(end, position + limit);
    for (int i = (int) position; i < stop; i++) {
      int slot = i;
      Lease lease = read(all -> look.at(all, slot));
      if (lease != null) {
        consumer.accept(lease);
      }
    }
    return stop == end ? SCANNED : stop;
  }

  /// Records that no subnet of the settings claims: none has their subnet id, or not with a prefix
  /// that their address lies in. They are kept, but nobody gets such an address anew.
  public List<Lease> outside() {
    LeaseHomes homes = LeaseHomes.of(settings());
    return where((state, subnetId, address) -> !homes.claim(subnetId, address));
  }

  /// Leases that a subnet of the settings claims, but none of its pools and no reservation: their
  /// clients cannot renew them.
  public List<Lease> outsidePools() {
    LeaseHomes homes = LeaseHomes.of(settings());
    return where((state, subnetId, address) ->
        state == LeaseState.ASSIGNED
            && homes.claim(subnetId, address)
            && !homes.give(subnetId, address));
  }

  private List<Lease> where(LeaseIndexes.Condition condition) {
    List<Lease> found = new ArrayList<>();
    scan(0, Integer.MAX_VALUE, (all, slot) -> all.at(slot, condition), found::add);
    return found;
  }

  /// The settings whose pools addresses are taken from.
  public Settings settings() {
    return read(LeaseIndexes::settings);
  }

  /// Takes addresses from the pools of these settings from now on. All leases stay, also those that
  /// no pool and no subnet claims any more: see [#outside()]. Other calls wait until it is done.
  public void settings(Settings next) {
    long stamp = lock.writeLock();
    try {
      indexes.settings(next);
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  @Override
  public boolean apply(List<LeaseChange> changes) {
    return apply(changes, change -> {});
  }

  /// As [#apply(List)], and hands each change to `applied` if all were taken, in the order given.
  /// That happens before any other change is made, so that what `applied` writes down has the order
  /// of the changes; it must be quick, must not fail and must not call this table.
  public boolean apply(List<LeaseChange> changes, Consumer<LeaseChange> applied) {
    check(changes);
    long stamp = lock.writeLock();
    try {
      for (LeaseChange change : changes) {
        if (!indexes.isAsBelieved(change)) {
          return false;
        }
      }
      if (indexes.limiting() && indexes.reached(changes).isPresent()) {
        return false;
      }
      for (LeaseChange change : changes) {
        if (change.wanted().isPresent()) {
          indexes.put(change.wanted().get());
        } else {
          indexes.remove(change.address());
        }
        applied.accept(change);
      }
      return true;
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  private static void check(List<LeaseChange> changes) {
    Set<Ipv4> seen = changes.size() > FEW_CHANGES ? HashSet.newHashSet(changes.size()) : Set.of();
    for (int i = 0; i < changes.size(); i++) {
      changes.get(i).wanted().ifPresent(LeaseRecords::check);
      Ipv4 address = changes.get(i).address();
      boolean twice = changes.size() > FEW_CHANGES && !seen.add(address);
      for (int j = 0; j < i && changes.size() <= FEW_CHANGES; j++) {
        twice |= changes.get(j).address().equals(address);
      }
      if (twice) {
        throw new IllegalArgumentException("two changes of " + address);
      }
    }
  }

  /// Makes memory ready for some ten thousand further leases, so that none of them has to wait for
  /// it. May take milliseconds, which no other call waits for; some other thread than those that
  /// serve packets should call it again and again.
  ///
  /// @return whether there was any to make
  public boolean makeRoom() {
    return indexes.room().make();
  }

  /// A table to be filled from stable storage before anybody else sees it.
  public static Restoring restore(Settings settings, long hashSecret) {
    return new Restoring(new LeaseTable(settings, hashSecret));
  }

  /// A table being filled. For one thread.
  public static final class Restoring {
    private @Nullable LeaseTable table;

    private Restoring(LeaseTable table) {
      this.table = table;
      table.indexes.beginRestoring();
    }

    /// What [#put] returns for an address that had no record.
    public static final long NO_SUBNET = -1;

    /// Puts this in the place of any record that its address had; where it is none, removes that.
    /// Throws [IllegalArgumentException] for one whose time lies before 1970 or some ten thousand
    /// years ahead, or that [Lease] or [HardwareAddress] would not take.
    ///
    /// @return the subnet id that the record before named, or [#NO_SUBNET]
    public long put(StoredLease lease) {
      if (lease.isRecord()) {
        LeaseRecords.check(lease);
      }
      return open().indexes.restore(lease);
    }

    /// The table, ready for use: what had ended by `nowSeconds` is in the order of time. This
    /// object is of no use afterwards.
    ///
    /// @param all runs what it is given, at the same time or in turn, and returns when all of it
    ///   has been done
    public LeaseTable finish(long nowSeconds, Consumer<List<Runnable>> all) {
      LeaseTable finished = open();
      table = null;
      all.accept(finished.indexes.restoringParts());
      finished.indexes.finishRestoring(lastEndedAt(nowSeconds));
      return finished;
    }

    private LeaseTable open() {
      if (table == null) {
        throw new IllegalStateException("finished already");
      }
      return table;
    }
  }
}
