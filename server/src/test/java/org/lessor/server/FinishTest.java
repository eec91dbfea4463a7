package org.lessor.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lessor.engine.LeaseTable;
import org.lessor.engine.Settings;
import org.lessor.store.MemoryLeaseStore;
import org.lessor.transport.OfferedLoad;
import org.lessor.wire.Ipv4;

/// What a server still does when it is told to end, at virtual time.
class FinishTest {
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final Statistics statistics = new Statistics();
  private final Settings settings = RelayedSite.settings();
  private final MemoryLeaseStore leases = new MemoryLeaseStore(new LeaseTable(settings, 1));

  /// Behind a relay agent, and without one.
  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.2", "0.0.0.0"})
  void whoeverWaitsForTheDiskIsAnsweredBeforeItEnds(String relay) {
    OfferedLoad load =
        new OfferedLoad(
            RelayedSite.SERVER.bits(), Ipv4.of(relay).bits(), SECOND_NANOS / 10_000, 1000, 6000);
    ServerCore core =
        RelayedSite.core(
            load,
            leases,
            settings,
            () -> Instant.ofEpochSecond(1_700_000_000, load.nanoTime()),
            load::nanoTime,
            statistics);
    while (load.nanoTime() < SECOND_NANOS) {
      long now = load.nanoTime();
      if (core.worker().doWork(now) + core.directReplies().doWork(now) == 0) {
        load.await(SECOND_NANOS);
      }
    }
    assertThat(load.completed()).as("the disk has not moved").isZero();
    long wanted = statistics.value(Statistic.PKT4_REQUEST_RECEIVED);
    assertThat(wanted).isGreaterThan(9000);

    core.finish(leases::close);

    assertThat(load.completed()).isEqualTo(wanted);
  }
}
