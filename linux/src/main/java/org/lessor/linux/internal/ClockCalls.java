package org.lessor.linux.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// clock_gettime(2).
public final class ClockCalls {
  /// Critical: it only reads memory that the kernel shares, and cannot block.
  private static final MethodHandle CLOCK_GETTIME =
      Libc.linkCritical("clock_gettime", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));

  private ClockCalls() {}

  /// The time of a clock that exists, in nanoseconds.
  public static long nanos(CallState state, int clock) {
    MemorySegment time = state.time();
    int result;
    try {
      result = (int) CLOCK_GETTIME.invokeExact(clock, time);
    } catch (Throwable impossible) {
      throw new AssertionError("clock_gettime", impossible);
    }
    if (result != 0) {
      throw new AssertionError("clock_gettime(" + clock + ") failed");
    }
    return Timespec.nanos(time);
  }
}
