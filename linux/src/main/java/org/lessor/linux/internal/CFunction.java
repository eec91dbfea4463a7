package org.lessor.linux.internal;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// A function of the C library with up to six parameters, all whole numbers or pointers; where they
/// end in `...` that goes for what is given there too. To be kept in a `static final` field: then a
/// call costs what the function does.
///
/// Each is called with six `long`s and returns a `long`. On the 64-bit platforms that Linux and the
/// JDK have in common such parameters are extended to 64 bits and go in a place of their own, what
/// stands in places that a function does not read means nothing to it, and of a result that is
/// narrower only the lower half counts. So one shape serves for all. For each shape the JDK makes a
/// dozen classes at every start, for the first a tenth of a second long, for each other one a tenth
/// of that.
///
/// @param handle takes the segment of a [CallState] and six numbers
record CFunction(String name, MethodHandle handle) {
  private static final FunctionDescriptor SHAPE =
      FunctionDescriptor.of(
          JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

  /// Throws [UnsatisfiedLinkError] where the C library has no such function.
  static CFunction of(String name) {
    return new CFunction(name, Libc.link(name, SHAPE));
  }

  /// The number that stands for a pointer to `segment`, which the caller keeps reachable (with
  /// [java.lang.ref.Reference#reachabilityFence]) and open while C works with it.
  static long pointer(MemorySegment segment) {
    if (!segment.isNative()) {
      throw new IllegalArgumentException("C can have no pointer to memory of the Java heap");
    }
    return segment.address();
  }

  /// What it returns, or `-errno` for its -1.
  int call(CallState state, long a, long b, long c, long d, long e, long f) {
    try {
      return state.resultOf((int) (long) handle.invokeExact(state.segment(), a, b, c, d, e, f));
    } catch (Throwable impossible) {
      throw new AssertionError(name, impossible);
    }
  }

  int call(CallState state, long a, long b, long c, long d, long e) {
    return call(state, a, b, c, d, e, 0);
  }

  int call(CallState state, long a, long b, long c, long d) {
    return call(state, a, b, c, d, 0, 0);
  }

  int call(CallState state, long a, long b, long c) {
    return call(state, a, b, c, 0, 0, 0);
  }

  int call(CallState state, long a, long b) {
    return call(state, a, b, 0, 0, 0, 0);
  }

  int call(CallState state, long a) {
    return call(state, a, 0, 0, 0, 0, 0);
  }
}
