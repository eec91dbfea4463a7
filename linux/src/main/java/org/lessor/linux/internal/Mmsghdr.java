package org.lessor.linux.internal;

import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;

/// One datagram of a batch.
///
/// ```c
/// struct mmsghdr {
///     struct msghdr {
///         void         *msg_name;
///         socklen_t     msg_namelen;
///         struct iovec *msg_iov;
///         size_t        msg_iovlen;
///         void         *msg_control;
///         size_t        msg_controllen;
///         int           msg_flags;
///     } msg_hdr;
///     unsigned int msg_len; /* bytes received or sent */
/// };
/// ```
public final class Mmsghdr {
  static final StructLayout LAYOUT =
      structLayout(
          ADDRESS.withName("msg_name"),
          JAVA_INT.withName("msg_namelen"),
          MemoryLayout.paddingLayout(4),
          ADDRESS.withName("msg_iov"),
          JAVA_LONG.withName("msg_iovlen"),
          ADDRESS.withName("msg_control"),
          JAVA_LONG.withName("msg_controllen"),
          JAVA_INT.withName("msg_flags"),
          MemoryLayout.paddingLayout(4),
          JAVA_INT.withName("msg_len"),
          MemoryLayout.paddingLayout(4));

  public static final int SIZE = (int) LAYOUT.byteSize();
  public static final long MSG_NAME = Layouts.offset(LAYOUT, "msg_name");
  public static final long MSG_NAMELEN = Layouts.offset(LAYOUT, "msg_namelen");
  public static final long MSG_IOV = Layouts.offset(LAYOUT, "msg_iov");
  public static final long MSG_IOVLEN = Layouts.offset(LAYOUT, "msg_iovlen");
  public static final long MSG_CONTROL = Layouts.offset(LAYOUT, "msg_control");
  public static final long MSG_CONTROLLEN = Layouts.offset(LAYOUT, "msg_controllen");
  public static final long MSG_FLAGS = Layouts.offset(LAYOUT, "msg_flags");
  public static final long MSG_LEN = Layouts.offset(LAYOUT, "msg_len");

  private Mmsghdr() {}
}
