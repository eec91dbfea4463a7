package org.lessor.linux.internal;

import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;

/// The answer to a request: done, or why not.
///
/// ```c
/// struct nlmsgerr {
///     int             error; /* -errno, or 0 for an acknowledgement */
///     struct nlmsghdr msg;   /* of the request; attributes may follow (NETLINK_EXT_ACK) */
/// };
/// ```
public final class Nlmsgerr {
  static final StructLayout LAYOUT =
      structLayout(
          JAVA_INT.withName("error"), MemoryLayout.sequenceLayout(16, JAVA_BYTE).withName("msg"));

  public static final int SIZE = (int) LAYOUT.byteSize();
  public static final long ERROR = Layouts.offset(LAYOUT, "error");
  public static final long MSG = Layouts.offset(LAYOUT, "msg");

  private Nlmsgerr() {}
}
