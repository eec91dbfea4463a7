package org.lessor.linux.internal;

import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// What `IP_PKTINFO` tells of a datagram received, or asks for one to be sent.
///
/// ```c
/// struct in_pktinfo {
///     int            ipi_ifindex;
///     struct in_addr ipi_spec_dst; /* in: the local address to answer from; out: the source */
///     struct in_addr ipi_addr;     /* in: the destination in the packet's header */
/// };
/// ```
public final class InPktinfo {
  static final StructLayout LAYOUT =
      structLayout(
          JAVA_INT.withName("ipi_ifindex"),
          JAVA_INT.withName("ipi_spec_dst"),
          JAVA_INT.withName("ipi_addr"));

  public static final int SIZE = (int) LAYOUT.byteSize();
  public static final long IPI_IFINDEX = Layouts.offset(LAYOUT, "ipi_ifindex");
  public static final long IPI_SPEC_DST = Layouts.offset(LAYOUT, "ipi_spec_dst");
  public static final long IPI_ADDR = Layouts.offset(LAYOUT, "ipi_addr");

  private static final ValueLayout.OfInt IN_ADDR = JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN);

  private InPktinfo() {}

  /// Writes the struct at `base`.
  public static void set(MemorySegment memory, long base, int interfaceIndex, int source) {
    memory.set(JAVA_INT, base + IPI_IFINDEX, interfaceIndex);
    memory.set(IN_ADDR, base + IPI_SPEC_DST, source);
    memory.set(IN_ADDR, base + IPI_ADDR, 0);
  }

  public static int interfaceIndex(MemorySegment memory, long base) {
    return memory.get(JAVA_INT, base + IPI_IFINDEX);
  }

  public static int localAddress(MemorySegment memory, long base) {
    return memory.get(IN_ADDR, base + IPI_SPEC_DST);
  }

  public static int destination(MemorySegment memory, long base) {
    return memory.get(IN_ADDR, base + IPI_ADDR);
  }
}
