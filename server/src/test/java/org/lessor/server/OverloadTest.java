package org.lessor.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.lessor.engine.LeaseTable;
import org.lessor.engine.Settings;
import org.lessor.store.MemoryLeaseStore;
import org.lessor.transport.OfferedLoad;

/// More clients than can be served, at virtual time.
class OverloadTest {
  private static final long SECOND_NANOS = 1_000_000_000L;

  /// What a datagram costs that is received and looked at, and what an answer costs.
  private static final long RECEIVE_NANOS = 1_000;

  private static final long ANSWER_NANOS = 6_000;

  /// What an exchange costs of which nothing is lost.
  private static final long EXCHANGE_NANOS = 2 * (RECEIVE_NANOS + ANSWER_NANOS);

  private final Statistics statistics = new Statistics();
  private final Settings settings = RelayedSite.settings();
  private final MemoryLeaseStore leases = new MemoryLeaseStore(new LeaseTable(settings, 1));

  /// The clients served in a second when one comes every `betweenNanos`.
  private OfferedLoad served(long betweenNanos) {
    OfferedLoad load =
        new OfferedLoad(
            RelayedSite.SERVER.bits(),
            RelayedSite.RELAY.bits(),
            betweenNanos,
            RECEIVE_NANOS,
            ANSWER_NANOS);
    ServerCore core =
        RelayedSite.core(
            load,
            leases,
            settings,
            () -> Instant.ofEpochSecond(1_700_000_000, load.nanoTime()),
            load::nanoTime,
            statistics);
    while (load.nanoTime() < SECOND_NANOS) {
      if (core.worker().doWork(load.nanoTime()) + leases.commitOnce() == 0) {
        load.await(SECOND_NANOS);
      }
    }
    // Once more after a second, so that the last losses are counted too.
    core.worker().doWork(load.nanoTime() + SECOND_NANOS);
    return load;
  }

  private long counted(Statistic statistic) {
    return statistics.value(statistic);
  }

  @Test
  void everyoneIsServedWhileThereIsTimeForAll() {
    OfferedLoad load = served(EXCHANGE_NANOS * 100 / 95);
    assertThat(load.completed()).isGreaterThan(load.begun() * 99 / 100);
    assertThat(counted(Statistic.PKT4_RECEIVE_DROP)).isZero();
  }

  @Test
  void nineInTenOfThePeakAreServedWhenTwiceAsManyCome() {
    long peak = SECOND_NANOS / EXCHANGE_NANOS;
    OfferedLoad load = served(EXCHANGE_NANOS / 2);
    assertThat(load.begun()).isGreaterThan(2 * peak * 99 / 100);
    assertThat(load.completed()).isGreaterThan(peak * 9 / 10);
  }

  @Test
  void whoeverHasAnOfferIsServedEvenWhenTenTimesAsManyCome() {
    OfferedLoad load = served(EXCHANGE_NANOS / 10);
    long offers = counted(Statistic.PKT4_OFFER_SENT);
    assertThat(offers).isPositive();
    assertThat(counted(Statistic.PKT4_ACK_SENT))
        .isGreaterThan((offers - load.counts().droppedByKernel()) * 95 / 100)
        .isLessThanOrEqualTo(offers);
  }

  @Test
  void everyDatagramIsAccountedFor() {
    OfferedLoad load = served(EXCHANGE_NANOS / 10);
    long arrived = load.begun() + counted(Statistic.PKT4_OFFER_SENT);
    long received = counted(Statistic.PKT4_RECEIVED);
    assertThat(received + counted(Statistic.PKT4_DROPPED_BY_KERNEL) + load.waiting())
        .isEqualTo(arrived);
    long waiting = received - counted(Statistic.PKT4_SENT) - counted(Statistic.PKT4_RECEIVE_DROP);
    assertThat(waiting).isBetween(0L, (long) Worker.BACKLOG);
    assertThat(counted(Statistic.PKT4_RECEIVE_DROP)).isEqualTo(counted(Statistic.PKT4_OVERLOAD));
    assertThat(counted(Statistic.PKT4_OVERLOAD)).isPositive();
    assertThat(counted(Statistic.PKT4_DROPPED_BY_KERNEL)).isPositive();
  }
}
