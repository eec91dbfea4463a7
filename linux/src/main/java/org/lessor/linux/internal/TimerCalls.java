package org.lessor.linux.internal;

import static org.lessor.linux.internal.CFunction.pointer;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/// timerfd_create(2) and timerfd_settime(2).
public final class TimerCalls {
  public static final int CLOCK_REALTIME = 0;

  public static final int TFD_NONBLOCK = 0x800;
  public static final int TFD_CLOEXEC = 0x80000;
  public static final int TFD_TIMER_ABSTIME = 1;
  public static final int TFD_TIMER_CANCEL_ON_SET = 2;

  private static final CFunction TIMERFD_CREATE = CFunction.of("timerfd_create");
  private static final CFunction TIMERFD_SETTIME = CFunction.of("timerfd_settime");

  private TimerCalls() {}

  /// timerfd_create(2): a new descriptor.
  public static int create(CallState state, int clock, int flags) {
    return TIMERFD_CREATE.call(state, clock, flags);
  }

  /// timerfd_settime(2): 0. `value` is a [Itimerspec].
  public static int set(CallState state, int fd, int flags, MemorySegment value) {
    try {
      return TIMERFD_SETTIME.call(state, fd, flags, pointer(value), 0);
    } finally {
      Reference.reachabilityFence(value);
    }
  }
}
