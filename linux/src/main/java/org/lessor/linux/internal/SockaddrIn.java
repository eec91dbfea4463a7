package org.lessor.linux.internal;

import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// An IPv4 address and port. Addresses and ports are plain numbers in Java (192.0.2.1 is
/// `0xC0000201`) and big-endian in the struct.
///
/// ```c
/// struct sockaddr_in {
///     sa_family_t    sin_family; /* AF_INET */
///     in_port_t      sin_port;   /* big-endian */
///     struct in_addr sin_addr;   /* big-endian */
///     unsigned char  sin_zero[8];
/// };
/// ```
public final class SockaddrIn {
  static final StructLayout LAYOUT =
      structLayout(
          JAVA_SHORT.withName("sin_family"),
          JAVA_SHORT.withName("sin_port"),
          JAVA_INT.withName("sin_addr"),
          MemoryLayout.sequenceLayout(8, JAVA_BYTE).withName("sin_zero"));

  public static final int SIZE = (int) LAYOUT.byteSize();
  public static final long SIN_FAMILY = Layouts.offset(LAYOUT, "sin_family");
  public static final long SIN_PORT = Layouts.offset(LAYOUT, "sin_port");
  public static final long SIN_ADDR = Layouts.offset(LAYOUT, "sin_addr");
  public static final long SIN_ZERO = Layouts.offset(LAYOUT, "sin_zero");

  private static final ValueLayout.OfShort PORT = JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt IN_ADDR = JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN);

  private SockaddrIn() {}

  /// Writes the struct at `base`.
  public static void set(MemorySegment memory, long base, int address, int port) {
    memory.set(JAVA_SHORT, base + SIN_FAMILY, (short) SocketCalls.AF_INET);
    memory.set(PORT, base + SIN_PORT, (short) port);
    memory.set(IN_ADDR, base + SIN_ADDR, address);
    memory.set(JAVA_LONG, base + SIN_ZERO, 0L);
  }

  public static int address(MemorySegment memory, long base) {
    return memory.get(IN_ADDR, base + SIN_ADDR);
  }

  public static int port(MemorySegment memory, long base) {
    return memory.get(PORT, base + SIN_PORT) & 0xffff;
  }
}
