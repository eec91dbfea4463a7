package org.lessor.linux.internal;

import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.StructLayout;

/// An address of an interface.
///
/// ```c
/// struct ifaddrmsg {
///     __u8  ifa_family;
///     __u8  ifa_prefixlen;
///     __u8  ifa_flags; /* the low 8 bits; IFA_FLAGS has all */
///     __u8  ifa_scope;
///     __u32 ifa_index;
/// };
/// ```
public final class Ifaddrmsg {
  static final StructLayout LAYOUT =
      structLayout(
          JAVA_BYTE.withName("ifa_family"),
          JAVA_BYTE.withName("ifa_prefixlen"),
          JAVA_BYTE.withName("ifa_flags"),
          JAVA_BYTE.withName("ifa_scope"),
          JAVA_INT.withName("ifa_index"));

  public static final int SIZE = (int) LAYOUT.byteSize();
  public static final long IFA_FAMILY = Layouts.offset(LAYOUT, "ifa_family");
  public static final long IFA_PREFIXLEN = Layouts.offset(LAYOUT, "ifa_prefixlen");
  public static final long IFA_FLAGS = Layouts.offset(LAYOUT, "ifa_flags");
  public static final long IFA_SCOPE = Layouts.offset(LAYOUT, "ifa_scope");
  public static final long IFA_INDEX = Layouts.offset(LAYOUT, "ifa_index");

  private Ifaddrmsg() {}
}
