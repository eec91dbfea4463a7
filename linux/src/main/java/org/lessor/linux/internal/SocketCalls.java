package org.lessor.linux.internal;

import static org.lessor.linux.internal.CFunction.pointer;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/// socket(2) and its family. Each method returns a value, or `-errno`.
public final class SocketCalls {
  public static final int AF_UNIX = 1;
  public static final int AF_INET = 2;
  public static final int AF_NETLINK = 16;
  public static final int AF_PACKET = 17;

  public static final int SOCK_DGRAM = 2;
  public static final int SOCK_RAW = 3;
  public static final int SOCK_NONBLOCK = 0x800;
  public static final int SOCK_CLOEXEC = 0x80000;

  public static final int MSG_PEEK = 0x2;
  public static final int MSG_TRUNC = 0x20;
  public static final int MSG_DONTWAIT = 0x40;

  private static final CFunction SOCKET = CFunction.of("socket");
  private static final CFunction SOCKETPAIR = CFunction.of("socketpair");
  private static final CFunction BIND = CFunction.of("bind");
  private static final CFunction GETSOCKNAME = CFunction.of("getsockname");
  private static final CFunction SETSOCKOPT = CFunction.of("setsockopt");
  private static final CFunction GETSOCKOPT = CFunction.of("getsockopt");
  private static final CFunction SENDTO = CFunction.of("sendto");
  private static final CFunction RECVFROM = CFunction.of("recvfrom");

  private SocketCalls() {}

  /// socket(2): a new descriptor.
  public static int socket(CallState state, int domain, int type, int protocol) {
    return SOCKET.call(state, domain, type, protocol);
  }

  /// socketpair(2): 0, with two descriptors in `pair` (two ints).
  public static int socketpair(
      CallState state, int domain, int type, int protocol, MemorySegment pair) {
    try {
      return SOCKETPAIR.call(state, domain, type, protocol, pointer(pair));
    } finally {
      Reference.reachabilityFence(pair);
    }
  }

  /// bind(2): 0.
  public static int bind(CallState state, int fd, MemorySegment address, int sizeBytes) {
    try {
      return BIND.call(state, fd, pointer(address), sizeBytes);
    } finally {
      Reference.reachabilityFence(address);
    }
  }

  /// getsockname(2): 0, with the address in `address`; `size` is one int, in and out.
  public static int getsockname(
      CallState state, int fd, MemorySegment address, MemorySegment size) {
    try {
      return GETSOCKNAME.call(state, fd, pointer(address), pointer(size));
    } finally {
      Reference.reachabilityFence(address);
      Reference.reachabilityFence(size);
    }
  }

  /// setsockopt(2): 0.
  public static int setsockopt(
      CallState state, int fd, int level, int option, MemorySegment value, int sizeBytes) {
    try {
      return SETSOCKOPT.call(state, fd, level, option, pointer(value), sizeBytes);
    } finally {
      Reference.reachabilityFence(value);
    }
  }

  /// getsockopt(2): 0, with the value in `value`; `size` is one int, in and out.
  public static int getsockopt(
      CallState state, int fd, int level, int option, MemorySegment value, MemorySegment size) {
    try {
      return GETSOCKOPT.call(state, fd, level, option, pointer(value), pointer(size));
    } finally {
      Reference.reachabilityFence(value);
      Reference.reachabilityFence(size);
    }
  }

  /// sendto(2): bytes sent.
  public static int sendto(
      CallState state,
      int fd,
      MemorySegment message,
      int sizeBytes,
      int flags,
      MemorySegment address,
      int addressSizeBytes) {
    try {
      return SENDTO.call(
          state, fd, pointer(message), sizeBytes, flags, pointer(address), addressSizeBytes);
    } finally {
      Reference.reachabilityFence(message);
      Reference.reachabilityFence(address);
    }
  }

  /// recvfrom(2): bytes received; with `MSG_TRUNC` in `flags`, the size that the message had.
  public static int recvfrom(
      CallState state,
      int fd,
      MemorySegment buffer,
      int sizeBytes,
      int flags,
      MemorySegment address,
      MemorySegment addressSize) {
    try {
      return RECVFROM.call(
          state, fd, pointer(buffer), sizeBytes, flags, pointer(address), pointer(addressSize));
    } finally {
      Reference.reachabilityFence(buffer);
      Reference.reachabilityFence(address);
      Reference.reachabilityFence(addressSize);
    }
  }
}
