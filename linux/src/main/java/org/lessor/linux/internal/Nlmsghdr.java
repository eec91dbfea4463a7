package org.lessor.linux.internal;

import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.StructLayout;

/// What each netlink message begins with.
///
/// ```c
/// struct nlmsghdr {
///     __u32 nlmsg_len;   /* of the message, this header included */
///     __u16 nlmsg_type;
///     __u16 nlmsg_flags;
///     __u32 nlmsg_seq;
///     __u32 nlmsg_pid;   /* port of the sender */
/// };
/// ```
public final class Nlmsghdr {
  static final StructLayout LAYOUT =
      structLayout(
          JAVA_INT.withName("nlmsg_len"),
          JAVA_SHORT.withName("nlmsg_type"),
          JAVA_SHORT.withName("nlmsg_flags"),
          JAVA_INT.withName("nlmsg_seq"),
          JAVA_INT.withName("nlmsg_pid"));

  public static final int SIZE = (int) LAYOUT.byteSize();
  public static final long NLMSG_LEN = Layouts.offset(LAYOUT, "nlmsg_len");
  public static final long NLMSG_TYPE = Layouts.offset(LAYOUT, "nlmsg_type");
  public static final long NLMSG_FLAGS = Layouts.offset(LAYOUT, "nlmsg_flags");
  public static final long NLMSG_SEQ = Layouts.offset(LAYOUT, "nlmsg_seq");
  public static final long NLMSG_PID = Layouts.offset(LAYOUT, "nlmsg_pid");

  private Nlmsghdr() {}
}
