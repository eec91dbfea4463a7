package org.lessor.linux;

import org.lessor.linux.internal.CallState;
import org.lessor.linux.internal.ClockCalls;

/// The kernel's clocks (clock_gettime(2)). Any thread may read them; a reading costs some tens of
/// nanoseconds and makes nothing.
public enum LinuxClock {
  /// Wall time since 1970, which is set now and then.
  REALTIME(0),
  /// Time since start-up, without what the machine was suspended for; the clock of
  /// [System#nanoTime].
  MONOTONIC(1),
  /// Time since start-up, with what the machine was suspended for: leases run on meanwhile.
  BOOTTIME(7);

  private final int number;

  LinuxClock(int number) {
    this.number = number;
  }

  /// The time in nanoseconds. Compare readings of one clock by subtraction.
  public long nanos() {
    return ClockCalls.nanos(CallState.ofThread(), number);
  }
}
