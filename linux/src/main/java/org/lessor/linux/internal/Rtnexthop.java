package org.lessor.linux.internal;

import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.StructLayout;

/// One of several next hops of a route; attributes follow.
///
/// ```c
/// struct rtnexthop {
///     unsigned short rtnh_len;
///     unsigned char  rtnh_flags;
///     unsigned char  rtnh_hops;
///     int            rtnh_ifindex;
/// };
/// ```
public final class Rtnexthop {
  static final StructLayout LAYOUT =
      structLayout(
          JAVA_SHORT.withName("rtnh_len"),
          JAVA_BYTE.withName("rtnh_flags"),
          JAVA_BYTE.withName("rtnh_hops"),
          JAVA_INT.withName("rtnh_ifindex"));

  public static final int SIZE = (int) LAYOUT.byteSize();
  public static final long RTNH_LEN = Layouts.offset(LAYOUT, "rtnh_len");
  public static final long RTNH_FLAGS = Layouts.offset(LAYOUT, "rtnh_flags");
  public static final long RTNH_HOPS = Layouts.offset(LAYOUT, "rtnh_hops");
  public static final long RTNH_IFINDEX = Layouts.offset(LAYOUT, "rtnh_ifindex");

  private Rtnexthop() {}
}
