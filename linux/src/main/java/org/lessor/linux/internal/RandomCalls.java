package org.lessor.linux.internal;

import static org.lessor.linux.internal.CFunction.pointer;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/// Calls for random numbers. Each returns a value, or `-errno`.
public final class RandomCalls {
  private static final CFunction GETRANDOM = CFunction.of("getrandom");

  private RandomCalls() {}

  /// getrandom(2) from the urandom source: bytes written.
  public static int getrandom(CallState state, MemorySegment buffer, int sizeBytes) {
    try {
      return GETRANDOM.call(state, pointer(buffer), sizeBytes, 0);
    } finally {
      Reference.reachabilityFence(buffer);
    }
  }
}
