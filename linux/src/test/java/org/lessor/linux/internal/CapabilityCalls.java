package org.lessor.linux.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// capset(2), for tests only.
public final class CapabilityCalls {
  /// `struct __user_cap_header_struct { __u32 version; int pid; };`
  private static final int LINUX_CAPABILITY_VERSION_3 = 0x20080522;

  private static final MethodHandle CAPSET =
      Libc.link("capset", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));

  private CapabilityCalls() {}

  /// Gives up all capabilities of the calling thread, for good.
  public static void dropAll() {
    CallState state = CallState.ofThread();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment header = arena.allocateFrom(JAVA_INT, LINUX_CAPABILITY_VERSION_3, 0);
      MemorySegment none = arena.allocate(JAVA_INT, 6);
      int result = state.resultOf((int) CAPSET.invokeExact(state.segment(), header, none));
      if (result != 0) {
        throw new AssertionError("capset: " + result);
      }
    } catch (Throwable impossible) {
      throw new AssertionError("capset", impossible);
    }
  }
}
