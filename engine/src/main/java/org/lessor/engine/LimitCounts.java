package org.lessor.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// How many records count against each limit of addresses. A record counts from the offer until it
/// is put back: against the limit of its subnet, and of the classes that its client had when it was
/// written ([UserContext#classes]).
///
/// Called only by [LeaseTable], which says what protects it.
final class LimitCounts {
  private final Limits limits;
  private final boolean counting;
  private final Map<Limit.Of, Integer> counts = new HashMap<>();

  /// Of no records. Without limits nothing is ever counted.
  LimitCounts(Optional<Limits> limits) {
    this.limits = limits.orElse(new Limits(Map.of(), Map.of(), List.of()));
    this.counting = this.limits.ofAddresses();
  }

  /// Whether there is any limit that records count against.
  boolean counting() {
    return counting;
  }

  /// Counts that record `difference` times more.
  void add(Lease lease, int difference) {
    add(counts, lease, difference);
  }

  private void add(Map<Limit.Of, Integer> to, Lease lease, int difference) {
    if (lease.state() != LeaseState.OFFERED && lease.state() != LeaseState.ASSIGNED) {
      return;
    }
    for (Limit.Of whose : countsAgainst(lease)) {
      to.merge(whose, difference, Integer::sum);
      to.remove(whose, 0);
    }
  }

  private List<Limit.Of> countsAgainst(Lease lease) {
    List<Limit.Of> found = new ArrayList<>(2);
    addLimited(found, new Limit.Of.SubnetOf(lease.subnetId()));
    for (Limit.Of whose : limits.ofClasses(UserContext.classes(lease.userContext()))) {
      addLimited(found, whose);
    }
    return found;
  }

  private void addLimited(List<Limit.Of> found, Limit.Of whose) {
    if (addresses(whose).isPresent() && !found.contains(whose)) {
      found.add(whose);
    }
  }

  private OptionalLong addresses(Limit.Of whose) {
    return limits.of(whose).map(Limit::addresses).orElse(OptionalLong.empty());
  }

  /// A limit that these changes would pass; empty where there is room for them. Who has a lease
  /// renews it, also where a limit has become less or the client has come into another class.
  Optional<Limit.Reached> reached(List<LeaseChange> changes) {
    Map<Limit.Of, Integer> more = new HashMap<>();
    for (LeaseChange change : changes) {
      if (renews(change)) {
        continue;
      }
      change.wanted().ifPresent(lease -> add(more, lease, 1));
      change.believed().ifPresent(lease -> add(more, lease, -1));
    }
    for (Map.Entry<Limit.Of, Integer> entry : more.entrySet()) {
      long limit = addresses(entry.getKey()).orElseThrow();
      if (entry.getValue() > 0
          && counts.getOrDefault(entry.getKey(), 0) + entry.getValue() > limit) {
        return Optional.of(new Limit.Reached(entry.getKey(), limit));
      }
    }
    return Optional.empty();
  }

  private static boolean renews(LeaseChange change) {
    return change.believed().isPresent()
        && change.wanted().isPresent()
        && change.believed().get().state() == LeaseState.ASSIGNED
        && change.believed().get().client().equals(change.wanted().get().client());
  }
}
