package org.lessor.linux.internal;

import static java.lang.foreign.MemorySegment.NULL;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// recvmmsg(2) and sendmmsg(2): many datagrams for one system call.
final class MmsgCalls {
  private static final MethodHandle RECVMMSG =
      Libc.link(
          "recvmmsg",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle SENDMMSG =
      Libc.link("sendmmsg", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));

  private MmsgCalls() {}

  /// recvmmsg(2): datagrams received, or `-errno`.
  static int recvmmsg(CallState state, int fd, MemorySegment headers, int count, int flags) {
    try {
      return state.resultOf(
          (int) RECVMMSG.invokeExact(state.segment(), fd, headers, count, flags, NULL));
    } catch (Throwable impossible) {
      throw new AssertionError("recvmmsg", impossible);
    }
  }

  /// sendmmsg(2): datagrams sent, or `-errno` where the first of them was refused.
  static int sendmmsg(CallState state, int fd, MemorySegment headers, int count, int flags) {
    try {
      return state.resultOf((int) SENDMMSG.invokeExact(state.segment(), fd, headers, count, flags));
    } catch (Throwable impossible) {
      throw new AssertionError("sendmmsg", impossible);
    }
  }
}
