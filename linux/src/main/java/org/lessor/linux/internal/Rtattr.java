package org.lessor.linux.internal;

import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.StructLayout;

/// What each attribute begins with (`struct nlattr` is the same).
///
/// ```c
/// struct rtattr {
///     unsigned short rta_len;  /* header and value, without padding to a multiple of 4 */
///     unsigned short rta_type;
/// };
/// ```
public final class Rtattr {
  static final StructLayout LAYOUT =
      structLayout(JAVA_SHORT.withName("rta_len"), JAVA_SHORT.withName("rta_type"));

  public static final int SIZE = (int) LAYOUT.byteSize();
  public static final long RTA_LEN = Layouts.offset(LAYOUT, "rta_len");
  public static final long RTA_TYPE = Layouts.offset(LAYOUT, "rta_type");

  private Rtattr() {}
}
