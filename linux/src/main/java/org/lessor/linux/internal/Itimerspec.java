package org.lessor.linux.internal;

import static java.lang.foreign.MemoryLayout.structLayout;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/// When a timer ends, and how often.
///
/// ```c
/// struct itimerspec {
///     struct timespec it_interval;
///     struct timespec it_value;
/// };
/// ```
public final class Itimerspec {
  static final StructLayout LAYOUT =
      structLayout(Timespec.LAYOUT.withName("it_interval"), Timespec.LAYOUT.withName("it_value"));

  public static final int SIZE = (int) LAYOUT.byteSize();
  public static final long IT_INTERVAL = Layouts.offset(LAYOUT, "it_interval");
  public static final long IT_VALUE = Layouts.offset(LAYOUT, "it_value");

  private Itimerspec() {}

  /// Writes a timer that ends once, after or at `nanos` (more than 0).
  public static void setOnce(MemorySegment memory, long nanos) {
    Timespec.setNanos(memory.asSlice(IT_INTERVAL, Timespec.SIZE), 0);
    Timespec.setNanos(memory.asSlice(IT_VALUE, Timespec.SIZE), nanos);
  }
}
