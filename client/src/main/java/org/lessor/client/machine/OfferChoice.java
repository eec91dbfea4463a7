package org.lessor.client.machine;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/// Which of several acceptable offers is the best, and why.
final class OfferChoice {
  /// One thing to compare offers by.
  ///
  /// @param order the better offer first
  /// @param reason why the other was not taken
  private record Criterion(Comparator<Terms> order, String reason) {}

  private final List<Criterion> criteria;

  OfferChoice(OfferPolicy policy, Past past) {
    this.criteria =
        List.of(
            new Criterion(
                Comparator.comparingInt(offer -> rank(policy, offer)),
                "a preferred server made another offer"),
            new Criterion(
                first(offer -> past.networks().knows(offer.serverId())),
                "a server that gave a lease before made another offer"),
            new Criterion(
                first(offer -> offer.address().equals(past.hint())),
                "another offer is of the address that was asked for"),
            new Criterion(
                Comparator.comparingLong(Terms::leaseSeconds).reversed(),
                "another offer has a longer lease"));
  }

  private static int rank(OfferPolicy policy, Terms offer) {
    int index = policy.preferredServers().indexOf(offer.serverId());
    return index < 0 ? Integer.MAX_VALUE : index;
  }

  private static Comparator<Terms> first(Predicate<Terms> property) {
    return Comparator.comparingInt(offer -> property.test(offer) ? 0 : 1);
  }

  /// The best; of equals the one that came first.
  Terms best(List<Terms> offers) {
    Comparator<Terms> order =
        criteria.stream().map(Criterion::order).reduce(Comparator::thenComparing).orElseThrow();
    return offers.stream().min(order).orElseThrow();
  }

  /// Why `other` is not the best.
  String reason(Terms best, Terms other) {
    return criteria.stream()
        .filter(criterion -> criterion.order().compare(best, other) < 0)
        .findFirst()
        .map(Criterion::reason)
        .orElse("another offer as good came first");
  }
}
