package org.lessor.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lessor.config.ExpiredLeases;

/// When ended leases are put back and forgotten (Kea: expired-leases-processing).
class RoundsTest {
  private static final long SECOND = 1_000_000_000L;

  private final Rounds rounds = new Rounds();

  @Test
  void aRoundIsDueAtFirstAndAfterThePause() {
    long now = Long.MAX_VALUE - SECOND; // a monotonic clock may pass its largest value
    assertThat(rounds.begin(10, now)).isTrue();
    assertThat(rounds.begin(10, now + 1)).as("also where the round failed").isFalse();
    rounds.end(3, 100);
    assertThat(rounds.begin(10, now + 9 * SECOND)).isFalse();
    assertThat(rounds.deadlineNanos(10)).isEqualTo(now + 10 * SECOND);
    assertThat(rounds.begin(10, now + 10 * SECOND)).isTrue();
  }

  @Test
  void whatIsLeftOverIsDoneAtOnce() {
    assertThat(rounds.begin(10, 0)).isTrue();
    rounds.end(100, 100);
    assertThat(rounds.begin(10, 1)).isTrue();
    rounds.end(99, 100);
    assertThat(rounds.begin(10, 2)).isFalse();
  }

  @Test
  void withoutAPauseThereAreNoRounds() {
    assertThat(rounds.begin(0, 5)).isFalse();
    assertThat(rounds.deadlineNanos(0)).isEqualTo(Long.MAX_VALUE);
    assertThat(Rounds.earlier(Long.MAX_VALUE, 7)).isEqualTo(7);
    assertThat(Rounds.earlier(Long.MAX_VALUE - 1, Long.MIN_VALUE + 5))
        .isEqualTo(Long.MAX_VALUE - 1);
  }

  @Test
  void thePausesAreThoseOfTheConfiguration() {
    assertThat(Reclaiming.of(new ExpiredLeases(3, 3600, 4, 0)))
        .isEqualTo(new Reclaiming(3, 1000, 4));
    assertThat(Reclaiming.of(new ExpiredLeases(0, 3600, 0, 5))).isEqualTo(new Reclaiming(0, 5, 0));
  }
}
