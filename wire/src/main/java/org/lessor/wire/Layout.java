package org.lessor.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Where each field of a DHCP message lies (RFC 2131 section 2, figure 1), and how numbers are
/// read.
///
/// Offsets count bytes from the first byte of the UDP payload; each derives from the one before it.
final class Layout {
  static final int OP = 0;
  static final int HTYPE = OP + 1;
  static final int HLEN = HTYPE + 1;
  static final int HOPS = HLEN + 1;
  static final int XID = HOPS + 1;
  static final int SECS = XID + 4;
  static final int FLAGS = SECS + 2;
  static final int CIADDR = FLAGS + 2;
  static final int YIADDR = CIADDR + 4;
  static final int SIADDR = YIADDR + 4;
  static final int GIADDR = SIADDR + 4;
  static final int CHADDR = GIADDR + 4;
  static final int SNAME = CHADDR + 16;
  static final int FILE = SNAME + 64;
  static final int COOKIE = FILE + 128;
  static final int OPTIONS = COOKIE + 4;

  static final int CHADDR_SIZE = SNAME - CHADDR;
  static final int SNAME_SIZE = FILE - SNAME;
  static final int FILE_SIZE = COOKIE - FILE;

  /// 99.130.83.99 (RFC 2131 section 3).
  static final int MAGIC_COOKIE = 0x63825363;

  /// The top bit of `flags`: the client asks for broadcast replies (RFC 2131 section 2).
  static final int BROADCAST_FLAG = 0x8000;

  static final int PAD = 0;
  static final int END = 255;

  private static final VarHandle UINT16 =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle UINT32 =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private Layout() {}

  static int uint8(byte[] buffer, int offset) {
    return buffer[offset] & 0xff;
  }

  static int uint16(byte[] buffer, int offset) {
    return (short) UINT16.get(buffer, offset) & 0xffff;
  }

  static int uint32(byte[] buffer, int offset) {
    return (int) UINT32.get(buffer, offset);
  }

  static void putUint16(byte[] buffer, int offset, int value) {
    UINT16.set(buffer, offset, (short) value);
  }

  static void putUint32(byte[] buffer, int offset, int value) {
    UINT32.set(buffer, offset, value);
  }
}
