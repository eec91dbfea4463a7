package org.lessor.linux.internal;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.lessor.linux.internal.CFunction.pointer;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.BitSet;

/// Which processors threads may run on (sched(7)). Each method returns a value, or `-errno`. By
/// itself, so that starts that never ask do not look these functions up.
public final class AffinityCalls {
  private static final CFunction SETAFFINITY = CFunction.of("sched_setaffinity");
  private static final CFunction GETAFFINITY = CFunction.of("sched_getaffinity");

  /// The most processors that a kernel for any of our platforms is built for (NR_CPUS).
  private static final int MOST_PROCESSORS = 8192;

  private static final int MASK_BYTES = MOST_PROCESSORS / Byte.SIZE;

  private AffinityCalls() {}

  /// sched_setaffinity(2): which processors a thread may run on, 0 for the calling thread.
  ///
  /// @throws IllegalArgumentException for a processor that no kernel has a number for
  public static int setaffinity(CallState state, int thread, BitSet processors) {
    if (processors.length() > MOST_PROCESSORS) {
      throw new IllegalArgumentException("no kernel has a processor " + (processors.length() - 1));
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment mask = arena.allocate(MASK_BYTES, Long.BYTES);
      long[] words = processors.toLongArray();
      MemorySegment.copy(words, 0, mask, JAVA_LONG, 0, words.length);
      try {
        return SETAFFINITY.call(state, thread, MASK_BYTES, pointer(mask));
      } finally {
        Reference.reachabilityFence(mask);
      }
    }
  }

  /// sched_getaffinity(2): adds those that a thread may run on to `processors`.
  public static int getaffinity(CallState state, int thread, BitSet processors) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment mask = arena.allocate(MASK_BYTES, Long.BYTES);
      try {
        int result = GETAFFINITY.call(state, thread, MASK_BYTES, pointer(mask));
        if (result >= 0) {
          processors.or(BitSet.valueOf(mask.toArray(JAVA_LONG)));
        }
        return result;
      } finally {
        Reference.reachabilityFence(mask);
      }
    }
  }
}
