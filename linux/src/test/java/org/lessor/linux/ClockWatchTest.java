package org.lessor.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// A test cannot set the clock of the machine that it runs on, nor suspend it: it shows that the
/// kernel takes the timer, and that nothing wakes up without a reason.
class ClockWatchTest {
  @Test
  void whileTheClockRunsOnNothingIsReported() throws ErrnoException {
    try (ClockWatch watch = ClockWatch.open();
        Poller poller = Poller.open()) {
      poller.add(watch, Poller.Interest.READ);
      assertThat(poller.await(20_000_000L)).isZero();
      assertThat(poller.readable(watch)).isFalse();
      assertThat(watch.takeChange()).isFalse();
    }
  }
}
