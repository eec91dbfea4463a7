package org.lessor.server;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lessor.engine.LeaseView;
import org.lessor.engine.Limit;
import org.lessor.engine.PacketRates;
import org.lessor.engine.Policy;
import org.lessor.engine.Step;

/// Keeps limits of packets, and says which limits were reached (Kea: library limits). Any thread
/// may call.
final class Limiting {
  private final PacketRates rates = new PacketRates();
  private final Statistics statistics;
  private final EventLog log;

  Limiting(Statistics statistics, EventLog log) {
    this.statistics = statistics;
    this.log = log;
  }

  /// Counts a message against these limits. Returns false for one that is to be dropped, and says
  /// so.
  boolean admits(Exchange exchange, List<Limit.Counted> counted, long nowNanos) {
    Optional<Limit.Counted> reached = rates.take(counted, nowNanos);
    reached.ifPresent(limit -> dropped(exchange, limit));
    return reached.isEmpty();
  }

  private void dropped(Exchange exchange, Limit.Counted limit) {
    statistics.count(Statistic.PKT4_LIMIT_EXCEEDED);
    statistics.count(Statistic.PKT4_RECEIVE_DROP);
    ServerEvent event =
        switch (limit.whose()) {
          case Limit.Of.ClientsOf _ ->
              ServerEvent.LIMITS_PACKET_WITH_CLIENT_CLASSES_RATE_LIMIT_DROPPED;
          case Limit.Of.SubnetOf _ -> ServerEvent.LIMITS_PACKET_WITH_SUBNET_ID_RATE_LIMIT_DROPPED;
        };
    log.limited(event, () -> exchange.describe() + words(limit.whose(), limit.rate().text()));
  }

  /// Names the limit that left a client without an address. The decision is made once more for it.
  void tell(Exchange exchange, Policy rules, LeaseView leases, Instant now) {
    log.limited(
        ServerEvent.LIMITS_LEASE_LIMIT_EXCEEDED,
        () -> {
          for (Step step :
              rules.explain(exchange.request(), exchange.reception(), leases, now).steps()) {
            if (step instanceof Step.Limited(_, Limit.Reached limit)) {
              return exchange.describe()
                  + words(limit.whose(), limit.addresses() + " addresses at a time");
            }
          }
          return exchange.describe(); // Somebody has made room meanwhile.
        });
  }

  private static String words(Limit.Of whose, String what) {
    return " limit=\"" + whose + ": " + what + "\"";
  }
}
