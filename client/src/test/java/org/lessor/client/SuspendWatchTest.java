package org.lessor.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SuspendWatchTest {
  private long boottimeNanos = 500;
  private long monotonicNanos = 100;
  private final SuspendWatch watch = new SuspendWatch(() -> boottimeNanos, () -> monotonicNanos);

  private void awake(Duration time) {
    boottimeNanos += time.toNanos();
    monotonicNanos += time.toNanos();
  }

  private void asleep(Duration time) {
    boottimeNanos += time.toNanos();
  }

  @Test
  void aSuspendIsNoticedOnce() {
    awake(Duration.ofHours(5));
    assertThat(watch.takeResumed()).isFalse();
    asleep(Duration.ofMinutes(1));
    awake(Duration.ofSeconds(10));
    assertThat(watch.takeResumed()).isTrue();
    awake(Duration.ofHours(5));
    assertThat(watch.takeResumed()).isFalse();
  }

  @Test
  void theTimeBetweenTwoReadingsIsNoSuspend() {
    asleep(Duration.ofMillis(20));
    assertThat(watch.takeResumed()).isFalse();
  }
}
