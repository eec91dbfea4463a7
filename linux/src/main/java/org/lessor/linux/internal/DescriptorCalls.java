package org.lessor.linux.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.lessor.linux.internal.CFunction.pointer;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;

/// Calls on any descriptor: open, read, write, wait, close. Each returns a value, or `-errno`.
public final class DescriptorCalls {
  public static final int O_RDONLY = 0;
  public static final int O_CLOEXEC = 0x80000;

  public static final int EFD_NONBLOCK = 0x800;
  public static final int EFD_CLOEXEC = 0x80000;

  private static final CFunction CLOSE = CFunction.of("close");
  private static final CFunction READ = CFunction.of("read");
  private static final CFunction WRITE = CFunction.of("write");
  private static final CFunction EVENTFD = CFunction.of("eventfd");
  private static final CFunction PPOLL = CFunction.of("ppoll");

  private DescriptorCalls() {}

  /// open(2) of something that exists: a new descriptor.
  public static int open(CallState state, String path, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      return state.resultOf(
          (int) Opening.HANDLE.invokeExact(state.segment(), arena.allocateFrom(path), flags, 0));
    } catch (Throwable impossible) {
      throw new AssertionError("open", impossible);
    }
  }

  /// Apart, since it is a shape of its own: open(2) ends in `...`, and few programs call it.
  private static final class Opening {
    private static final MethodHandle HANDLE =
        Libc.linkVariadic("open", 2, FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
  }

  /// close(2): 0. The descriptor is gone even where an error is returned.
  public static int close(CallState state, int fd) {
    return CLOSE.call(state, fd);
  }

  /// read(2): bytes read.
  public static int read(CallState state, int fd, MemorySegment buffer, int sizeBytes) {
    try {
      return READ.call(state, fd, pointer(buffer), sizeBytes);
    } finally {
      Reference.reachabilityFence(buffer);
    }
  }

  /// write(2): bytes written.
  public static int write(CallState state, int fd, MemorySegment buffer, int sizeBytes) {
    try {
      return WRITE.call(state, fd, pointer(buffer), sizeBytes);
    } finally {
      Reference.reachabilityFence(buffer);
    }
  }

  /// eventfd(2): a new descriptor.
  public static int eventfd(CallState state, int flags) {
    return EVENTFD.call(state, 0, flags);
  }

  /// ppoll(2) with the signal mask left alone: how many of `count` entries are ready. `timeout` is
  /// a [Timespec], or `NULL` to wait without end.
  public static int ppoll(
      CallState state, MemorySegment entries, int count, MemorySegment timeout) {
    try {
      return PPOLL.call(state, pointer(entries), count, pointer(timeout), 0);
    } finally {
      Reference.reachabilityFence(entries);
      Reference.reachabilityFence(timeout);
    }
  }
}
