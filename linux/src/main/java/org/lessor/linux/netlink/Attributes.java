package org.lessor.linux.netlink;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.lessor.linux.Ip4;
import org.lessor.linux.LinkAddress;
import org.lessor.linux.internal.Rtattr;

/// A cursor over the attributes of a netlink message. An attribute that reaches beyond the message
/// ends it; a value that is shorter than what is asked for reads as 0.
final class Attributes {
  private static final ValueLayout.OfInt BIG_ENDIAN_INT = JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN);

  /// The type without `NLA_F_NESTED` and `NLA_F_NET_BYTEORDER`.
  private static final int TYPE_MASK = 0x3fff;

  private final MemorySegment memory;
  private final long limit;
  private long following;
  private long value;
  private int sizeBytes;
  private int type;

  Attributes(MemorySegment memory, long from, long limit) {
    this.memory = memory;
    this.following = from;
    this.limit = limit;
  }

  /// Moves to the next attribute: whether there is one.
  boolean next() {
    if (following + Rtattr.SIZE > limit) {
      return false;
    }
    int lengthBytes = memory.get(JAVA_SHORT, following + Rtattr.RTA_LEN) & 0xffff;
    if (lengthBytes < Rtattr.SIZE || following + lengthBytes > limit) {
      return false;
    }
    type = memory.get(JAVA_SHORT, following + Rtattr.RTA_TYPE) & TYPE_MASK;
    value = following + Rtattr.SIZE;
    sizeBytes = lengthBytes - Rtattr.SIZE;
    following += NetlinkWriter.aligned(lengthBytes);
    return true;
  }

  int type() {
    return type;
  }

  int sizeBytes() {
    return sizeBytes;
  }

  /// The number at `offset` in the value.
  int toInt(long offset) {
    return offset + Integer.BYTES <= sizeBytes ? memory.get(JAVA_INT, value + offset) : 0;
  }

  int toInt() {
    return toInt(0);
  }

  int unsignedShort() {
    return Short.BYTES <= sizeBytes ? memory.get(JAVA_SHORT, value) & 0xffff : 0;
  }

  int unsignedByte() {
    return sizeBytes > 0 ? memory.get(JAVA_BYTE, value) & 0xff : 0;
  }

  /// The value as a text, up to the first 0.
  String text() {
    byte[] bytes = bytes();
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  Ip4 ip4() {
    return Integer.BYTES <= sizeBytes ? new Ip4(memory.get(BIG_ENDIAN_INT, value)) : Ip4.ANY;
  }

  LinkAddress linkAddress() {
    return sizeBytes <= LinkAddress.MAX_SIZE_BYTES ? LinkAddress.of(bytes()) : LinkAddress.EMPTY;
  }

  private byte[] bytes() {
    byte[] bytes = new byte[sizeBytes];
    MemorySegment.copy(memory, JAVA_BYTE, value, bytes, 0, sizeBytes);
    return bytes;
  }

  /// The attributes that this one holds.
  Attributes nested() {
    return nested(0, sizeBytes);
  }

  /// The attributes between a struct of `structBytes` at the start of the value and `lengthBytes`.
  Attributes nested(int structBytes, int lengthBytes) {
    return new Attributes(memory, value + structBytes, value + Math.min(lengthBytes, sizeBytes));
  }
}
