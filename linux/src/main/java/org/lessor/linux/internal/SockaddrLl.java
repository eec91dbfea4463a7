package org.lessor.linux.internal;

import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// A link-layer address: an interface, and a station on its link.
///
/// ```c
/// struct sockaddr_ll {
///     unsigned short sll_family;   /* AF_PACKET */
///     __be16         sll_protocol; /* EtherType, big-endian */
///     int            sll_ifindex;
///     unsigned short sll_hatype;   /* ARPHRD_* */
///     unsigned char  sll_pkttype;  /* PACKET_* */
///     unsigned char  sll_halen;
///     unsigned char  sll_addr[8];
/// };
/// ```
public final class SockaddrLl {
  static final StructLayout LAYOUT =
      structLayout(
          JAVA_SHORT.withName("sll_family"),
          JAVA_SHORT.withName("sll_protocol"),
          JAVA_INT.withName("sll_ifindex"),
          JAVA_SHORT.withName("sll_hatype"),
          JAVA_BYTE.withName("sll_pkttype"),
          JAVA_BYTE.withName("sll_halen"),
          MemoryLayout.sequenceLayout(8, JAVA_BYTE).withName("sll_addr"));

  public static final int SIZE = (int) LAYOUT.byteSize();
  public static final long SLL_FAMILY = Layouts.offset(LAYOUT, "sll_family");
  public static final long SLL_PROTOCOL = Layouts.offset(LAYOUT, "sll_protocol");
  public static final long SLL_IFINDEX = Layouts.offset(LAYOUT, "sll_ifindex");
  public static final long SLL_HATYPE = Layouts.offset(LAYOUT, "sll_hatype");
  public static final long SLL_PKTTYPE = Layouts.offset(LAYOUT, "sll_pkttype");
  public static final long SLL_HALEN = Layouts.offset(LAYOUT, "sll_halen");
  public static final long SLL_ADDR = Layouts.offset(LAYOUT, "sll_addr");

  /// The most address bytes that the struct holds.
  public static final int MAX_ADDRESS_BYTES = 8;

  private static final ValueLayout.OfShort PROTOCOL = JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);

  private SockaddrLl() {}

  /// Writes the struct at `base`, with an empty address.
  public static void set(MemorySegment memory, long base, int interfaceIndex, int protocol) {
    memory.asSlice(base, SIZE).fill((byte) 0);
    memory.set(JAVA_SHORT, base + SLL_FAMILY, (short) SocketCalls.AF_PACKET);
    memory.set(PROTOCOL, base + SLL_PROTOCOL, (short) protocol);
    memory.set(JAVA_INT, base + SLL_IFINDEX, interfaceIndex);
  }

  public static void setAddress(MemorySegment memory, long base, byte[] address, int sizeBytes) {
    memory.set(JAVA_BYTE, base + SLL_HALEN, (byte) sizeBytes);
    MemorySegment.copy(address, 0, memory, JAVA_BYTE, base + SLL_ADDR, sizeBytes);
  }

  public static int protocol(MemorySegment memory, long base) {
    return memory.get(PROTOCOL, base + SLL_PROTOCOL) & 0xffff;
  }

  public static int interfaceIndex(MemorySegment memory, long base) {
    return memory.get(JAVA_INT, base + SLL_IFINDEX);
  }

  public static int hardwareType(MemorySegment memory, long base) {
    return memory.get(JAVA_SHORT, base + SLL_HATYPE) & 0xffff;
  }

  public static int packetType(MemorySegment memory, long base) {
    return memory.get(JAVA_BYTE, base + SLL_PKTTYPE) & 0xff;
  }

  public static int addressSizeBytes(MemorySegment memory, long base) {
    return Math.min(memory.get(JAVA_BYTE, base + SLL_HALEN) & 0xff, MAX_ADDRESS_BYTES);
  }
}
