package org.lessor.linux.internal;

import static org.lessor.linux.internal.CFunction.pointer;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/// recvmmsg(2) and sendmmsg(2): many datagrams for one system call.
final class MmsgCalls {
  private static final CFunction RECVMMSG = CFunction.of("recvmmsg");
  private static final CFunction SENDMMSG = CFunction.of("sendmmsg");

  private MmsgCalls() {}

  /// recvmmsg(2): datagrams received, or `-errno`.
  static int recvmmsg(CallState state, int fd, MemorySegment headers, int count, int flags) {
    try {
      return RECVMMSG.call(state, fd, pointer(headers), count, flags);
    } finally {
      Reference.reachabilityFence(headers);
    }
  }

  /// sendmmsg(2): datagrams sent, or `-errno` where the first of them was refused.
  static int sendmmsg(CallState state, int fd, MemorySegment headers, int count, int flags) {
    try {
      return SENDMMSG.call(state, fd, pointer(headers), count, flags);
    } finally {
      Reference.reachabilityFence(headers);
    }
  }
}
