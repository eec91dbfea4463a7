package org.lessor.linux.internal;

import static org.lessor.linux.internal.CFunction.pointer;

/// clock_gettime(2).
public final class ClockCalls {
  private static final CFunction CLOCK_GETTIME = CFunction.of("clock_gettime");

  private ClockCalls() {}

  /// The time of a clock that exists, in nanoseconds.
  public static long nanos(CallState state, int clock) {
    if (CLOCK_GETTIME.call(state, clock, pointer(state.time())) != 0) {
      throw new AssertionError("clock_gettime(" + clock + ") failed");
    }
    return Timespec.nanos(state.time());
  }
}
