package org.lessor.linux.internal;

import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.StructLayout;

/// How long an address lives.
///
/// ```c
/// struct ifa_cacheinfo {
///     __u32 ifa_prefered; /* seconds; all ones: for ever */
///     __u32 ifa_valid;
///     __u32 cstamp;       /* created, updated: hundredths of seconds since boot */
///     __u32 tstamp;
/// };
/// ```
public final class IfaCacheinfo {
  static final StructLayout LAYOUT =
      structLayout(
          JAVA_INT.withName("ifa_prefered"),
          JAVA_INT.withName("ifa_valid"),
          JAVA_INT.withName("cstamp"),
          JAVA_INT.withName("tstamp"));

  public static final int SIZE = (int) LAYOUT.byteSize();
  public static final long IFA_PREFERED = Layouts.offset(LAYOUT, "ifa_prefered");
  public static final long IFA_VALID = Layouts.offset(LAYOUT, "ifa_valid");
  public static final long CSTAMP = Layouts.offset(LAYOUT, "cstamp");
  public static final long TSTAMP = Layouts.offset(LAYOUT, "tstamp");

  private IfaCacheinfo() {}
}
