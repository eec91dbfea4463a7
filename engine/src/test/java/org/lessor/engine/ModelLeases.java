package org.lessor.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// The lease store said as plainly as possible: a map, and a look at every record for every
/// question. What the real table must do.
final class ModelLeases implements LeaseStore {
  private final Map<Ipv4, Lease> records = new TreeMap<>();
  private final Map<Ipv4, Deque<Lease>> covered = new HashMap<>();
  private final Set<Ipv4> reserved;
  private final Optional<Limits> limits;

  /// One that keeps these addresses out of what pools have available.
  ModelLeases(Set<Ipv4> reserved) {
    this(reserved, Optional.empty());
  }

  /// One that keeps these limits as well.
  ModelLeases(Set<Ipv4> reserved, Optional<Limits> limits) {
    this.reserved = Set.copyOf(reserved);
    this.limits = limits;
  }

  @Override
  public Optional<Limit.Reached> reached(List<LeaseChange> changes) {
    LimitCounts counts = new LimitCounts(limits);
    records.values().forEach(lease -> counts.add(lease, 1));
    return counts.reached(changes);
  }

  @Override
  public Optional<Lease> lease(Ipv4 address) {
    return Optional.ofNullable(records.get(address));
  }

  @Override
  public List<Lease> ofClientId(Bytes clientId) {
    return where(lease -> lease.client().clientId().equals(Optional.of(clientId)));
  }

  @Override
  public List<Lease> ofHardwareAddress(HardwareAddress chaddr) {
    return where(lease -> lease.client().chaddr().address().equals(chaddr.address()));
  }

  @Override
  public Optional<Ipv4> available(Pool pool, long nowSeconds) {
    Ipv4 longestEnded = null;
    for (Ipv4 address = pool.first();
        address.compareTo(pool.last()) <= 0;
        address = address.plus(1)) {
      Lease record = records.get(address);
      if (!pool.contains(address)
          || reserved.contains(address)
          || (record != null && record.isHeldAt(nowSeconds))) {
        continue;
      }
      if (record == null) {
        return Optional.of(address);
      }
      if (longestEnded == null
          || record.expiresSeconds() < records.get(longestEnded).expiresSeconds()) {
        longestEnded = address;
      }
    }
    return Optional.ofNullable(longestEnded);
  }

  @Override
  public LeaseCounts counts(Pool pool) {
    long[] byState = new long[LeaseState.values().length];
    long free = 0;
    for (Ipv4 address = pool.first();
        address.compareTo(pool.last()) <= 0;
        address = address.plus(1)) {
      if (pool.contains(address) && !reserved.contains(address)) {
        Lease record = records.get(address);
        if (record != null) {
          byState[record.state().ordinal()]++;
        }
        free += record == null || !record.state().holds() ? 1 : 0;
      }
    }
    return new LeaseCounts(byState[0], byState[1], byState[2], byState[3], byState[4], free);
  }

  @Override
  public boolean apply(List<LeaseChange> changes) {
    for (LeaseChange change : changes) {
      if (!lease(change.address()).equals(change.believed())) {
        return false;
      }
    }
    if (reached(changes).isPresent()) {
      return false;
    }
    changes.forEach(this::apply);
    return true;
  }

  private void apply(LeaseChange change) {
    Ipv4 address = change.address();
    boolean wasOffer = isOffer(change.believed());
    boolean isOffer = isOffer(change.wanted());
    if (isOffer && !wasOffer && change.believed().isPresent()) {
      covered.computeIfAbsent(address, _ -> new ArrayDeque<>()).push(change.believed().get());
    }
    if (change.wanted().isPresent()) {
      records.put(address, change.wanted().get());
    } else if (wasOffer && covered.containsKey(address)) {
      records.put(address, covered.get(address).pop());
    } else {
      records.remove(address);
    }
    if (!isOffer) {
      covered.remove(address);
    }
  }

  private static boolean isOffer(Optional<Lease> lease) {
    return lease.isPresent() && lease.get().state() == LeaseState.OFFERED;
  }

  @Override
  public List<Lease> ended(long nowSeconds, int limit) {
    return longestEnded(
        lease ->
            switch (lease.state()) {
              case OFFERED, ASSIGNED, DECLINED -> lease.expiredAt(nowSeconds);
              case EXPIRED_RECLAIMED, RELEASED -> false;
            },
        limit);
  }

  @Override
  public List<Lease> former(long endedBySeconds, int limit) {
    return longestEnded(
        lease ->
            switch (lease.state()) {
              case OFFERED, ASSIGNED, DECLINED -> false;
              case EXPIRED_RECLAIMED, RELEASED -> lease.expiresSeconds() <= endedBySeconds;
            },
        limit);
  }

  /// All records by address.
  List<Lease> all() {
    return new ArrayList<>(records.values());
  }

  private List<Lease> where(Predicate<Lease> condition) {
    return records.values().stream().filter(condition).toList();
  }

  private List<Lease> longestEnded(Predicate<Lease> condition, int limit) {
    return records.values().stream()
        .filter(condition)
        .sorted(Comparator.comparing(Lease::expiresSeconds))
        .limit(limit)
        .toList();
  }
}
