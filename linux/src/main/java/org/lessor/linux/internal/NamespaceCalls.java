package org.lessor.linux.internal;

import static org.lessor.linux.internal.CFunction.pointer;

import java.lang.foreign.Arena;

/// Namespaces of the calling thread (namespaces(7)). Each returns 0, or `-errno`.
public final class NamespaceCalls {
  public static final int CLONE_FS = 0x200;
  public static final int CLONE_NEWNS = 0x20000;
  public static final int CLONE_NEWUSER = 0x10000000;
  public static final int CLONE_NEWNET = 0x40000000;

  public static final int MS_BIND = 0x1000;
  public static final int MS_REC = 0x4000;
  public static final int MS_PRIVATE = 0x40000;

  private static final CFunction SETNS = CFunction.of("setns");
  private static final CFunction UNSHARE = CFunction.of("unshare");
  private static final CFunction MOUNT = CFunction.of("mount");

  private NamespaceCalls() {}

  /// setns(2): enters the namespace of a descriptor.
  public static int setns(CallState state, int fd, int type) {
    return SETNS.call(state, fd, type);
  }

  /// unshare(2): new namespaces.
  public static int unshare(CallState state, int flags) {
    return UNSHARE.call(state, flags);
  }

  /// mount(2), without type and data.
  public static int mount(CallState state, String source, String target, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      long from = pointer(arena.allocateFrom(source));
      long to = pointer(arena.allocateFrom(target));
      return MOUNT.call(state, from, to, 0, flags, 0);
    }
  }
}
