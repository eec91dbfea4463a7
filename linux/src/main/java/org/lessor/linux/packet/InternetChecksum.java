package org.lessor.linux.packet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The checksum of IP, UDP and ICMP (RFC 1071): the ones' complement of the ones' complement sum of
/// 16-bit words.
public final class InternetChecksum {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private InternetChecksum() {}

  /// Adds `sizeBytes` of `bytes` from `offset` on to the running sum `sum`; an odd last byte counts
  /// as the higher half of a word. The parts of a sum, except the last, must have even sizes.
  public static long add(long sum, byte[] bytes, int offset, int sizeBytes) {
    long total = sum;
    int at = offset;
    int end = offset + sizeBytes;
    // Adding 32 bits at a time gives the same sum once folded, since 2^16 = 1 modulo 2^16 - 1.
    for (; at + 4 <= end; at += 4) {
      total += Integer.toUnsignedLong((int) INT.get(bytes, at));
    }
    for (; at + 2 <= end; at += 2) {
      total += ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
    }
    if (at < end) {
      total += (bytes[at] & 0xff) << 8;
    }
    return total;
  }

  /// The 16-bit checksum of a running sum: 0 where the sum already holds a right checksum.
  public static int of(long sum) {
    long folded = (sum >>> 32) + (sum & 0xffff_ffffL);
    folded = (folded >>> 16) + (folded & 0xffff);
    folded = (folded >>> 16) + (folded & 0xffff);
    folded = (folded >>> 16) + (folded & 0xffff);
    return (int) ~folded & 0xffff;
  }
}
