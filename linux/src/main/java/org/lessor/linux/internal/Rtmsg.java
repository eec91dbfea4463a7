package org.lessor.linux.internal;

import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.StructLayout;

/// A route.
///
/// ```c
/// struct rtmsg {
///     unsigned char rtm_family;
///     unsigned char rtm_dst_len;
///     unsigned char rtm_src_len;
///     unsigned char rtm_tos;
///     unsigned char rtm_table;    /* RTA_TABLE has all 32 bits */
///     unsigned char rtm_protocol; /* RTPROT_* */
///     unsigned char rtm_scope;
///     unsigned char rtm_type;     /* RTN_* */
///     unsigned      rtm_flags;    /* RTNH_F_*, RTM_F_* */
/// };
/// ```
public final class Rtmsg {
  static final StructLayout LAYOUT =
      structLayout(
          JAVA_BYTE.withName("rtm_family"),
          JAVA_BYTE.withName("rtm_dst_len"),
          JAVA_BYTE.withName("rtm_src_len"),
          JAVA_BYTE.withName("rtm_tos"),
          JAVA_BYTE.withName("rtm_table"),
          JAVA_BYTE.withName("rtm_protocol"),
          JAVA_BYTE.withName("rtm_scope"),
          JAVA_BYTE.withName("rtm_type"),
          JAVA_INT.withName("rtm_flags"));

  public static final int SIZE = (int) LAYOUT.byteSize();
  public static final long RTM_FAMILY = Layouts.offset(LAYOUT, "rtm_family");
  public static final long RTM_DST_LEN = Layouts.offset(LAYOUT, "rtm_dst_len");
  public static final long RTM_SRC_LEN = Layouts.offset(LAYOUT, "rtm_src_len");
  public static final long RTM_TOS = Layouts.offset(LAYOUT, "rtm_tos");
  public static final long RTM_TABLE = Layouts.offset(LAYOUT, "rtm_table");
  public static final long RTM_PROTOCOL = Layouts.offset(LAYOUT, "rtm_protocol");
  public static final long RTM_SCOPE = Layouts.offset(LAYOUT, "rtm_scope");
  public static final long RTM_TYPE = Layouts.offset(LAYOUT, "rtm_type");
  public static final long RTM_FLAGS = Layouts.offset(LAYOUT, "rtm_flags");

  private Rtmsg() {}
}
