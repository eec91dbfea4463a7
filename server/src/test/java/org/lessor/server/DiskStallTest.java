package org.lessor.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lessor.engine.LeaseTable;
import org.lessor.engine.Settings;
import org.lessor.store.MemoryLeaseStore;
import org.lessor.transport.NarrowPort;
import org.lessor.transport.OfferedLoad;
import org.lessor.wire.Ipv4;

/// A disk that stands still for a moment, as those of virtual machines do, at virtual time.
class DiskStallTest {
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long END_NANOS = 6 * SECOND_NANOS;

  /// One client in 100 µs, of which a server needs 14.
  private static OfferedLoad load(Ipv4 relay) {
    return new OfferedLoad(
        RelayedSite.SERVER.bits(), relay.bits(), SECOND_NANOS / 10_000, 1000, 6000);
  }

  private final Statistics statistics = new Statistics();
  private final Settings settings = RelayedSite.settings();
  private final MemoryLeaseStore leases = new MemoryLeaseStore(new LeaseTable(settings, 1));

  /// Takes fewer at once than the disk sets free when it goes on.
  private static NarrowPort narrow(OfferedLoad load) {
    return new NarrowPort(load, 200);
  }

  /// Serves until `END_NANOS`, with a disk that does nothing from the first second on for so long.
  private void serve(OfferedLoad load, NarrowPort port, long stallNanos) {
    ServerCore core =
        RelayedSite.core(
            port,
            leases,
            settings,
            () -> Instant.ofEpochSecond(1_700_000_000, load.nanoTime()),
            load::nanoTime,
            statistics);
    while (load.nanoTime() < END_NANOS) {
      long now = load.nanoTime();
      boolean stands = now >= SECOND_NANOS && now < SECOND_NANOS + stallNanos;
      int done =
          core.worker().doWork(now)
              + (stands ? 0 : leases.commitOnce())
              + core.directReplies().doWork(now);
      if (done == 0) {
        load.await(END_NANOS);
      }
    }
  }

  /// Behind a relay agent, and without one.
  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.2", "0.0.0.0"})
  void whoeverComesMeanwhileIsAnsweredWhenItGoesOn(String relay) {
    OfferedLoad load = load(Ipv4.of(relay));
    NarrowPort port = narrow(load);
    serve(load, port, SECOND_NANOS * 5 / 2);
    assertThat(load.completed()).isGreaterThan(load.begun() * 999 / 1000);
    assertThat(statistics.value(Statistic.PKT4_RECEIVE_DROP)).isZero();
    assertThat(load.counts().droppedByKernel()).isZero();
    assertThat(port.refused()).as("replies that found no room at first").isPositive();
    assertThat(statistics.value(Statistic.PKT4_SEND_FAILED)).isZero();
    assertThat(statistics.value(Statistic.PKT4_ACK_SENT)).isEqualTo(load.completed());
    assertThat(statistics.value(Statistic.PKT4_REPLY_QUEUE_FULL)).isZero();
  }

  @Test
  void whenItTakesTooLongOthersAreDroppedAndCountedUntilItGoesOn() {
    OfferedLoad load = load(RelayedSite.RELAY);
    serve(load, narrow(load), SECOND_NANOS * 4);
    long dropped = statistics.value(Statistic.PKT4_NOT_DURABLE);
    assertThat(dropped).isPositive();
    assertThat(statistics.value(Statistic.PKT4_RECEIVE_DROP)).isEqualTo(dropped);
    assertThat(load.begun() - load.completed())
        .isBetween(dropped / 2, dropped + load.begun() / 1000);
  }
}
