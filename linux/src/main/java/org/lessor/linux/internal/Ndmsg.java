package org.lessor.linux.internal;

import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;

/// A neighbour: who answers for an address on a link.
///
/// ```c
/// struct ndmsg {
///     __u8  ndm_family;
///     __u8  ndm_pad1;
///     __u16 ndm_pad2;
///     __s32 ndm_ifindex;
///     __u16 ndm_state; /* NUD_* */
///     __u8  ndm_flags; /* NTF_* */
///     __u8  ndm_type;
/// };
/// ```
public final class Ndmsg {
  static final StructLayout LAYOUT =
      structLayout(
          JAVA_BYTE.withName("ndm_family"),
          MemoryLayout.paddingLayout(3),
          JAVA_INT.withName("ndm_ifindex"),
          JAVA_SHORT.withName("ndm_state"),
          JAVA_BYTE.withName("ndm_flags"),
          JAVA_BYTE.withName("ndm_type"));

  public static final int SIZE = (int) LAYOUT.byteSize();
  public static final long NDM_FAMILY = Layouts.offset(LAYOUT, "ndm_family");
  public static final long NDM_IFINDEX = Layouts.offset(LAYOUT, "ndm_ifindex");
  public static final long NDM_STATE = Layouts.offset(LAYOUT, "ndm_state");
  public static final long NDM_FLAGS = Layouts.offset(LAYOUT, "ndm_flags");
  public static final long NDM_TYPE = Layouts.offset(LAYOUT, "ndm_type");

  private Ndmsg() {}
}
