package org.lessor.linux.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// Namespaces of the calling thread (namespaces(7)). Each returns 0, or `-errno`.
public final class NamespaceCalls {
  public static final int CLONE_FS = 0x200;
  public static final int CLONE_NEWNS = 0x20000;
  public static final int CLONE_NEWUSER = 0x10000000;
  public static final int CLONE_NEWNET = 0x40000000;

  public static final int MS_BIND = 0x1000;
  public static final int MS_REC = 0x4000;
  public static final int MS_PRIVATE = 0x40000;

  private static final MethodHandle SETNS =
      Libc.link("setns", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle UNSHARE =
      Libc.link("unshare", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle MOUNT =
      Libc.link(
          "mount", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));

  private NamespaceCalls() {}

  /// setns(2): enters the namespace of a descriptor.
  public static int setns(CallState state, int fd, int type) {
    try {
      return state.resultOf((int) SETNS.invokeExact(state.segment(), fd, type));
    } catch (Throwable impossible) {
      throw new AssertionError("setns", impossible);
    }
  }

  /// unshare(2): new namespaces.
  public static int unshare(CallState state, int flags) {
    try {
      return state.resultOf((int) UNSHARE.invokeExact(state.segment(), flags));
    } catch (Throwable impossible) {
      throw new AssertionError("unshare", impossible);
    }
  }

  /// mount(2), without type and data.
  public static int mount(CallState state, String source, String target, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      return state.resultOf(
          (int)
              MOUNT.invokeExact(
                  state.segment(),
                  arena.allocateFrom(source),
                  arena.allocateFrom(target),
                  MemorySegment.NULL,
                  (long) flags,
                  MemorySegment.NULL));
    } catch (Throwable impossible) {
      throw new AssertionError("mount", impossible);
    }
  }
}
