package org.lessor.linux.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

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

  private static final MethodHandle SOCKET =
      Libc.link("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle SOCKETPAIR =
      Libc.link(
          "socketpair", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle BIND =
      Libc.link("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle GETSOCKNAME =
      Libc.link("getsockname", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
  private static final MethodHandle SETSOCKOPT =
      Libc.link(
          "setsockopt",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle GETSOCKOPT =
      Libc.link(
          "getsockopt",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
  private static final MethodHandle SENDTO =
      Libc.link(
          "sendto",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle RECVFROM =
      Libc.link(
          "recvfrom",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS));

  private SocketCalls() {}

  /// socket(2): a new descriptor.
  public static int socket(CallState state, int domain, int type, int protocol) {
    try {
      return state.resultOf((int) SOCKET.invokeExact(state.segment(), domain, type, protocol));
    } catch (Throwable impossible) {
      throw new AssertionError("socket", impossible);
    }
  }

  /// socketpair(2): 0, with two descriptors in `pair` (two ints).
  public static int socketpair(
      CallState state, int domain, int type, int protocol, MemorySegment pair) {
    try {
      return state.resultOf(
          (int) SOCKETPAIR.invokeExact(state.segment(), domain, type, protocol, pair));
    } catch (Throwable impossible) {
      throw new AssertionError("socketpair", impossible);
    }
  }

  /// bind(2): 0.
  public static int bind(CallState state, int fd, MemorySegment address, int sizeBytes) {
    try {
      return state.resultOf((int) BIND.invokeExact(state.segment(), fd, address, sizeBytes));
    } catch (Throwable impossible) {
      throw new AssertionError("bind", impossible);
    }
  }

  /// getsockname(2): 0, with the address in `address`; `size` is one int, in and out.
  public static int getsockname(
      CallState state, int fd, MemorySegment address, MemorySegment size) {
    try {
      return state.resultOf((int) GETSOCKNAME.invokeExact(state.segment(), fd, address, size));
    } catch (Throwable impossible) {
      throw new AssertionError("getsockname", impossible);
    }
  }

  /// setsockopt(2): 0.
  public static int setsockopt(
      CallState state, int fd, int level, int option, MemorySegment value, int sizeBytes) {
    try {
      return state.resultOf(
          (int) SETSOCKOPT.invokeExact(state.segment(), fd, level, option, value, sizeBytes));
    } catch (Throwable impossible) {
      throw new AssertionError("setsockopt", impossible);
    }
  }

  /// getsockopt(2): 0, with the value in `value`; `size` is one int, in and out.
  public static int getsockopt(
      CallState state, int fd, int level, int option, MemorySegment value, MemorySegment size) {
    try {
      return state.resultOf(
          (int) GETSOCKOPT.invokeExact(state.segment(), fd, level, option, value, size));
    } catch (Throwable impossible) {
      throw new AssertionError("getsockopt", impossible);
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
      return (int)
          state.resultOf(
              (long)
                  SENDTO.invokeExact(
                      state.segment(),
                      fd,
                      message,
                      (long) sizeBytes,
                      flags,
                      address,
                      addressSizeBytes));
    } catch (Throwable impossible) {
      throw new AssertionError("sendto", impossible);
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
      return (int)
          state.resultOf(
              (long)
                  RECVFROM.invokeExact(
                      state.segment(), fd, buffer, (long) sizeBytes, flags, address, addressSize));
    } catch (Throwable impossible) {
      throw new AssertionError("recvfrom", impossible);
    }
  }
}
