package org.lessor.linux.internal;

import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/// What precedes each piece of ancillary data of a datagram.
///
/// ```c
/// struct cmsghdr {
///     size_t cmsg_len;   /* header and data, without padding after the data */
///     int    cmsg_level;
///     int    cmsg_type;
///     /* followed by the data, then padding to a multiple of 8 */
/// };
/// ```
public final class Cmsghdr {
  static final StructLayout LAYOUT =
      structLayout(
          JAVA_LONG.withName("cmsg_len"),
          JAVA_INT.withName("cmsg_level"),
          JAVA_INT.withName("cmsg_type"));

  public static final int SIZE = (int) LAYOUT.byteSize();
  public static final long CMSG_LEN = Layouts.offset(LAYOUT, "cmsg_len");
  public static final long CMSG_LEVEL = Layouts.offset(LAYOUT, "cmsg_level");
  public static final long CMSG_TYPE = Layouts.offset(LAYOUT, "cmsg_type");

  private Cmsghdr() {}

  /// CMSG_SPACE(3): what a piece with `dataBytes` of data takes, with its header and padding.
  public static int space(int dataBytes) {
    return SIZE + ((dataBytes + 7) & ~7);
  }

  /// Writes the header at `base`; the data belongs at `base + SIZE`.
  public static void set(MemorySegment memory, long base, SocketOption option, int dataBytes) {
    memory.set(JAVA_LONG, base + CMSG_LEN, SIZE + (long) dataBytes);
    memory.set(JAVA_INT, base + CMSG_LEVEL, option.level());
    memory.set(JAVA_INT, base + CMSG_TYPE, option.number());
  }

  /// Whether the header at `base` announces what `option` switched on.
  public static boolean is(MemorySegment memory, long base, SocketOption option) {
    return memory.get(JAVA_INT, base + CMSG_LEVEL) == option.level()
        && memory.get(JAVA_INT, base + CMSG_TYPE) == option.number();
  }

  /// CMSG_NXTHDR(3): where the header after the one at `base` would be.
  public static long next(long base, long cmsgLength) {
    return base + ((Math.max(cmsgLength, SIZE) + 7) & ~7L);
  }
}
