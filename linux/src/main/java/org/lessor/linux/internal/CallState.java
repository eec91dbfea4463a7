package org.lessor.linux.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;

/// Where one thread's calls leave their `errno`. Each thread has its own: a value of one thread is
/// never read by another.
public final class CallState {
  private static final StructLayout LAYOUT = Linker.Option.captureStateLayout();
  private static final long ERRNO = Layouts.offset(LAYOUT, "errno");
  private static final ThreadLocal<CallState> OF_THREAD = ThreadLocal.withInitial(CallState::new);

  private final MemorySegment segment = Arena.ofAuto().allocate(LAYOUT);
  private final MemorySegment time = Arena.ofAuto().allocate(Timespec.LAYOUT);

  private CallState() {}

  /// The calling thread's own state.
  public static CallState ofThread() {
    return OF_THREAD.get();
  }

  MemorySegment segment() {
    return segment;
  }

  /// Room for a [Timespec] that this thread reads a clock into.
  MemorySegment time() {
    return time;
  }

  /// The `errno` of this thread's last failed call.
  int errno() {
    return segment.get(ValueLayout.JAVA_INT, ERRNO);
  }

  /// The C library's -1 turned into `-errno`, everything else unchanged.
  int resultOf(int returned) {
    return returned >= 0 ? returned : -errno();
  }
}
