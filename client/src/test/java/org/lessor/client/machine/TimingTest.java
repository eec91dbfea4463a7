package org.lessor.client.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Waits drawn by real chance.
class TimingTest {
  private static final int DRAWS = 2000;

  private final RandomGenerator random = new Random(11);

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }

  @Test
  void everyRetryIsWithinASecondOfItsNominalWait() {
    int[] nominal = {4, 8, 16, 32, 64, 64, 64};
    for (int tries = 1; tries <= nominal.length; tries++) {
      Set<Long> drawn = new HashSet<>();
      for (int i = 0; i < DRAWS; i++) {
        long wait = Timing.USUAL.retryNanos(tries, random);
        assertThat(seconds(wait)).isBetween(nominal[tries - 1] - 1.0, nominal[tries - 1] + 1.0);
        drawn.add(wait);
      }
      assertThat(drawn).hasSizeGreaterThan(DRAWS / 2);
    }
  }

  @Test
  void theDelayOfTheRfcIsOneToTenSecondsAndThatOfFastIsNone() {
    for (int i = 0; i < DRAWS; i++) {
      assertThat(seconds(Timing.RFC.initialDelayNanos(random))).isBetween(1.0, 10.0);
      assertThat(Timing.USUAL.initialDelayNanos(random)).isZero();
      assertThat(seconds(Timing.USUAL.expiryDelayNanos(random))).isBetween(0.0, 1.0);
    }
  }

  @Test
  void afterNaksTheWaitDoublesUpToFiveMinutes() {
    assertThat(Timing.USUAL.nakWaitNanos(1, random)).isZero();
    assertThat(seconds(Timing.USUAL.nakWaitNanos(2, random))).isBetween(2.0, 2.2);
    assertThat(seconds(Timing.USUAL.nakWaitNanos(5, random))).isBetween(16.0, 17.6);
    assertThat(seconds(Timing.USUAL.nakWaitNanos(1_000_000, random))).isBetween(300.0, 330.0);
  }

  @Test
  void probesKeepToTheConstantsOfRfc5227() {
    for (int i = 0; i < DRAWS; i++) {
      assertThat(seconds(ProbeTiming.FULL.firstProbeDelayNanos(random))).isBetween(0.0, 1.0);
      assertThat(seconds(ProbeTiming.FULL.delayAfterProbeNanos(1, random))).isBetween(1.0, 2.0);
      assertThat(seconds(ProbeTiming.FULL.delayAfterProbeNanos(2, random))).isBetween(1.0, 2.0);
      assertThat(seconds(ProbeTiming.FULL.delayAfterProbeNanos(3, random))).isEqualTo(2.0);
    }
  }

  @Test
  void timersAreSpreadButStayInOrder() {
    for (long lease : new long[] {1, 2, 10, 60, 3600, 86_400, 0xffff_fffeL}) {
      Terms terms = Leases.of("192.0.2.10", lease, m -> m).terms();
      Set<Long> drawn = new HashSet<>();
      for (int i = 0; i < DRAWS; i++) {
        Lease granted = Lease.granted(terms, 0, random);
        assertThat(granted.renewNanos()).isPositive().isLessThan(granted.rebindNanos());
        assertThat(granted.rebindNanos()).isLessThan(granted.expiryNanos());
        assertThat(granted.expiryNanos()).isEqualTo(lease * 1_000_000_000L);
        drawn.add(granted.renewNanos());
      }
      assertThat(drawn).hasSizeGreaterThan(DRAWS / 2);
    }
  }

  @Test
  void waitsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> with(Duration.ofSeconds(1), Duration.ofSeconds(1)))
        .hasMessageContaining("jitter");
    assertThatThrownBy(() -> with(Duration.ofSeconds(100), Duration.ofSeconds(1)))
        .hasMessageContaining("last retry");
    assertThatThrownBy(() ->
            new ProbeTiming(
                Duration.ZERO,
                3,
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                Duration.ZERO,
                2,
                Duration.ZERO))
        .hasMessageContaining("PROBE_MAX");
  }

  private static Timing with(Duration firstRetry, Duration jitter) {
    Timing fast = Timing.USUAL;
    return new Timing(
        fast.initialDelayLeast(),
        fast.initialDelayMost(),
        fast.expiryDelayMost(),
        firstRetry,
        fast.lastRetry(),
        jitter,
        fast.requestTries(),
        fast.rebootRetry(),
        fast.rebootTries(),
        fast.renewalFloor(),
        fast.persistence(),
        fast.declineWait(),
        fast.conflictWait(),
        fast.nakWait(),
        fast.nakWaitMost(),
        fast.releaseLinger());
  }
}
