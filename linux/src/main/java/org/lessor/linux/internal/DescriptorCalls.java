package org.lessor.linux.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// Calls on any descriptor: open, read, write, wait, close. Each returns a value, or `-errno`.
public final class DescriptorCalls {
  public static final int O_RDONLY = 0;
  public static final int O_CLOEXEC = 0x80000;

  public static final int EFD_NONBLOCK = 0x800;
  public static final int EFD_CLOEXEC = 0x80000;

  private static final MethodHandle OPEN =
      Libc.linkVariadic("open", 2, FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
  private static final MethodHandle CLOSE =
      Libc.link("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle READ =
      Libc.link("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle WRITE =
      Libc.link("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle EVENTFD =
      Libc.link("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle PPOLL =
      Libc.link("ppoll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS));

  private DescriptorCalls() {}

  /// open(2) of something that exists: a new descriptor.
  public static int open(CallState state, String path, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      return state.resultOf(
          (int) OPEN.invokeExact(state.segment(), arena.allocateFrom(path), flags, 0));
    } catch (Throwable impossible) {
      throw new AssertionError("open", impossible);
    }
  }

  /// close(2): 0. The descriptor is gone even where an error is returned.
  public static int close(CallState state, int fd) {
    try {
      return state.resultOf((int) CLOSE.invokeExact(state.segment(), fd));
    } catch (Throwable impossible) {
      throw new AssertionError("close", impossible);
    }
  }

  /// read(2): bytes read.
  public static int read(CallState state, int fd, MemorySegment buffer, int sizeBytes) {
    try {
      return (int)
          state.resultOf((long) READ.invokeExact(state.segment(), fd, buffer, (long) sizeBytes));
    } catch (Throwable impossible) {
      throw new AssertionError("read", impossible);
    }
  }

  /// write(2): bytes written.
  public static int write(CallState state, int fd, MemorySegment buffer, int sizeBytes) {
    try {
      return (int)
          state.resultOf((long) WRITE.invokeExact(state.segment(), fd, buffer, (long) sizeBytes));
    } catch (Throwable impossible) {
      throw new AssertionError("write", impossible);
    }
  }

  /// eventfd(2): a new descriptor.
  public static int eventfd(CallState state, int flags) {
    try {
      return state.resultOf((int) EVENTFD.invokeExact(state.segment(), 0, flags));
    } catch (Throwable impossible) {
      throw new AssertionError("eventfd", impossible);
    }
  }

  /// ppoll(2) with the signal mask left alone: how many of `count` entries are ready. `timeout` is
  /// a [Timespec], or `NULL` to wait without end.
  public static int ppoll(
      CallState state, MemorySegment entries, int count, MemorySegment timeout) {
    try {
      return state.resultOf(
          (int)
              PPOLL.invokeExact(
                  state.segment(), entries, (long) count, timeout, MemorySegment.NULL));
    } catch (Throwable impossible) {
      throw new AssertionError("ppoll", impossible);
    }
  }
}
