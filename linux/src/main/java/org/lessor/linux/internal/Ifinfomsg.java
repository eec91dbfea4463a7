package org.lessor.linux.internal;

import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;

/// An interface.
///
/// ```c
/// struct ifinfomsg {
///     unsigned char  ifi_family;
///     unsigned char  __ifi_pad;
///     unsigned short ifi_type;   /* ARPHRD_* */
///     int            ifi_index;
///     unsigned int   ifi_flags;  /* IFF_* */
///     unsigned int   ifi_change; /* which of them to change */
/// };
/// ```
public final class Ifinfomsg {
  static final StructLayout LAYOUT =
      structLayout(
          JAVA_BYTE.withName("ifi_family"),
          MemoryLayout.paddingLayout(1),
          JAVA_SHORT.withName("ifi_type"),
          JAVA_INT.withName("ifi_index"),
          JAVA_INT.withName("ifi_flags"),
          JAVA_INT.withName("ifi_change"));

  public static final int SIZE = (int) LAYOUT.byteSize();
  public static final long IFI_FAMILY = Layouts.offset(LAYOUT, "ifi_family");
  public static final long IFI_TYPE = Layouts.offset(LAYOUT, "ifi_type");
  public static final long IFI_INDEX = Layouts.offset(LAYOUT, "ifi_index");
  public static final long IFI_FLAGS = Layouts.offset(LAYOUT, "ifi_flags");
  public static final long IFI_CHANGE = Layouts.offset(LAYOUT, "ifi_change");

  private Ifinfomsg() {}
}
