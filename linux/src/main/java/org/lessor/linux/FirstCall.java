package org.lessor.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.lessor.linux.internal.CallState;
import org.lessor.linux.internal.DescriptorCalls;
import org.lessor.linux.internal.SockaddrIn;

/// The first system call of a program, made ahead of need. What the JDK makes anew at each start
/// for calls of C and for looks into C's memory takes it longer than all else that this module does
/// at a start, and can be made beside, while the program reads what it should do.
public final class FirstCall {
  private static final int NO_DESCRIPTOR = -1;
  private static final int ROOM = 64;

  private FirstCall() {}

  /// Makes it, and returns when that is done. Calls that others make meanwhile work all the same.
  /// Any thread may call. Throws [UnsatisfiedLinkError] where the C library is none that is known.
  public static void make() {
    // Fails, and so goes the way of an errno as well.
    DescriptorCalls.close(CallState.ofThread(), NO_DESCRIPTOR);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(ROOM, Long.BYTES);
      memory.set(ADDRESS, 0, memory);
      memory.set(JAVA_LONG, 0, memory.get(JAVA_LONG, 0));
      memory.set(JAVA_INT, 0, memory.get(JAVA_INT, 0));
      memory.set(JAVA_SHORT, 0, memory.get(JAVA_SHORT, 0));
      SockaddrIn.set(memory, 0, 0, 0);
    }
  }
}
