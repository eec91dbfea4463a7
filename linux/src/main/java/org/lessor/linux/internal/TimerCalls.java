package org.lessor.linux.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// timerfd_create(2) and timerfd_settime(2).
public final class TimerCalls {
  public static final int CLOCK_REALTIME = 0;

  public static final int TFD_NONBLOCK = 0x800;
  public static final int TFD_CLOEXEC = 0x80000;
  public static final int TFD_TIMER_ABSTIME = 1;
  public static final int TFD_TIMER_CANCEL_ON_SET = 2;

  private static final MethodHandle TIMERFD_CREATE =
      Libc.link("timerfd_create", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle TIMERFD_SETTIME =
      Libc.link(
          "timerfd_settime", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));

  private TimerCalls() {}

  /// timerfd_create(2): a new descriptor.
  public static int create(CallState state, int clock, int flags) {
    try {
      return state.resultOf((int) TIMERFD_CREATE.invokeExact(state.segment(), clock, flags));
    } catch (Throwable impossible) {
      throw new AssertionError("timerfd_create", impossible);
    }
  }

  /// timerfd_settime(2): 0. `value` is a [Itimerspec].
  public static int set(CallState state, int fd, int flags, MemorySegment value) {
    try {
      return state.resultOf(
          (int) TIMERFD_SETTIME.invokeExact(state.segment(), fd, flags, value, MemorySegment.NULL));
    } catch (Throwable impossible) {
      throw new AssertionError("timerfd_settime", impossible);
    }
  }
}
