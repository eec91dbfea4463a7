package org.lessor.linux.internal;

import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/// A time, or a time span.
///
/// ```c
/// struct timespec {
///     time_t tv_sec;
///     long   tv_nsec;
/// };
/// ```
public final class Timespec {
  static final StructLayout LAYOUT =
      structLayout(JAVA_LONG.withName("tv_sec"), JAVA_LONG.withName("tv_nsec"));

  public static final int SIZE = (int) LAYOUT.byteSize();
  public static final long TV_SEC = Layouts.offset(LAYOUT, "tv_sec");
  public static final long TV_NSEC = Layouts.offset(LAYOUT, "tv_nsec");

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private Timespec() {}

  /// Writes a time span of 0 or more nanoseconds at the start of `memory`.
  public static void setNanos(MemorySegment memory, long nanos) {
    memory.set(JAVA_LONG, TV_SEC, nanos / NANOS_PER_SECOND);
    memory.set(JAVA_LONG, TV_NSEC, nanos % NANOS_PER_SECOND);
  }

  /// The time at the start of `memory`, in nanoseconds.
  public static long nanos(MemorySegment memory) {
    return memory.get(JAVA_LONG, TV_SEC) * NANOS_PER_SECOND + memory.get(JAVA_LONG, TV_NSEC);
  }
}
