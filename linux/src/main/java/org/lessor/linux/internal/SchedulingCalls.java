package org.lessor.linux.internal;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.lessor.linux.internal.CFunction.pointer;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/// How the kernel shares processors among threads (sched(7)). Each method returns a value, or
/// `-errno`.
public final class SchedulingCalls {
  private static final CFunction SETPRIORITY = CFunction.of("setpriority");
  private static final CFunction SETSCHEDULER = CFunction.of("sched_setscheduler");
  private static final int PRIO_PROCESS = 0;

  private SchedulingCalls() {}

  /// setpriority(2) of one thread, 0 for the calling one.
  public static int setpriority(CallState state, int thread, int nice) {
    return SETPRIORITY.call(state, PRIO_PROCESS, thread, nice);
  }

  /// sched_setscheduler(2) with priority 0, which is the only one of policies that are not of real
  /// time.
  public static int setscheduler(CallState state, int thread, int policy) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment parameter = arena.allocate(JAVA_INT);
      try {
        return SETSCHEDULER.call(state, thread, policy, pointer(parameter));
      } finally {
        Reference.reachabilityFence(parameter);
      }
    }
  }
}
