package org.lessor.linux.internal;

import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/// A netlink address.
///
/// ```c
/// struct sockaddr_nl {
///     __kernel_sa_family_t nl_family; /* AF_NETLINK */
///     unsigned short       nl_pad;
///     __u32                nl_pid;    /* port; 0 is the kernel, or "choose one" in bind(2) */
///     __u32                nl_groups;
/// };
/// ```
public final class SockaddrNl {
  static final StructLayout LAYOUT =
      structLayout(
          JAVA_SHORT.withName("nl_family"),
          JAVA_SHORT.withName("nl_pad"),
          JAVA_INT.withName("nl_pid"),
          JAVA_INT.withName("nl_groups"));

  public static final int SIZE = (int) LAYOUT.byteSize();
  public static final long NL_FAMILY = Layouts.offset(LAYOUT, "nl_family");
  public static final long NL_PAD = Layouts.offset(LAYOUT, "nl_pad");
  public static final long NL_PID = Layouts.offset(LAYOUT, "nl_pid");
  public static final long NL_GROUPS = Layouts.offset(LAYOUT, "nl_groups");

  private SockaddrNl() {}

  /// Writes the struct at the start of `memory`.
  public static void set(MemorySegment memory, int port, int groups) {
    memory.set(JAVA_SHORT, NL_FAMILY, (short) SocketCalls.AF_NETLINK);
    memory.set(JAVA_SHORT, NL_PAD, (short) 0);
    memory.set(JAVA_INT, NL_PID, port);
    memory.set(JAVA_INT, NL_GROUPS, groups);
  }
}
