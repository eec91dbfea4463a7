package org.lessor.linux.netlink;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.lessor.linux.Ip4;
import org.lessor.linux.LinkAddress;
import org.lessor.linux.internal.Nlmsghdr;
import org.lessor.linux.internal.Rtattr;

/// Builds netlink messages, one behind the other: [#begin], the struct, attributes, [#end].
final class NetlinkWriter {
  private static final ValueLayout.OfInt BIG_ENDIAN_INT = JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN);

  private final MemorySegment memory;
  private long message;
  private long position;

  /// Room for messages of `capacityBytes` together.
  NetlinkWriter(int capacityBytes) {
    memory = Arena.ofAuto().allocate(capacityBytes, 8);
  }

  MemorySegment memory() {
    return memory;
  }

  int sizeBytes() {
    return (int) position;
  }

  /// Forgets all messages.
  void clear() {
    position = 0;
  }

  /// Begins a message whose header is followed by a struct of `structBytes`, all 0: where that
  /// struct is.
  long begin(int type, int flags, int sequence, int structBytes) {
    message = position;
    memory.set(JAVA_SHORT, message + Nlmsghdr.NLMSG_TYPE, (short) type);
    memory.set(JAVA_SHORT, message + Nlmsghdr.NLMSG_FLAGS, (short) flags);
    memory.set(JAVA_INT, message + Nlmsghdr.NLMSG_SEQ, sequence);
    memory.set(JAVA_INT, message + Nlmsghdr.NLMSG_PID, 0);
    position += Nlmsghdr.SIZE;
    return struct(structBytes);
  }

  /// Adds a struct of `structBytes`, all 0: where it is.
  long struct(int structBytes) {
    long at = position;
    memory.asSlice(at, structBytes).fill((byte) 0);
    position += aligned(structBytes);
    return at;
  }

  static int aligned(int sizeBytes) {
    return (sizeBytes + 3) & ~3;
  }

  void setByte(long at, int value) {
    memory.set(JAVA_BYTE, at, (byte) value);
  }

  void setShort(long at, int value) {
    memory.set(JAVA_SHORT, at, (short) value);
  }

  void setInt(long at, int value) {
    memory.set(JAVA_INT, at, value);
  }

  /// Adds the header of an attribute with `valueBytes` of value, and the room for it: where the
  /// value is.
  long attribute(int type, int valueBytes) {
    long at = position;
    memory.set(JAVA_SHORT, at + Rtattr.RTA_LEN, (short) (Rtattr.SIZE + valueBytes));
    memory.set(JAVA_SHORT, at + Rtattr.RTA_TYPE, (short) type);
    position += Rtattr.SIZE;
    return struct(valueBytes);
  }

  void attributeInt(int type, int value) {
    memory.set(JAVA_INT, attribute(type, Integer.BYTES), value);
  }

  void attributeShort(int type, int value) {
    memory.set(JAVA_SHORT, attribute(type, Short.BYTES), (short) value);
  }

  void attributeByte(int type, int value) {
    memory.set(JAVA_BYTE, attribute(type, Byte.BYTES), (byte) value);
  }

  void attribute(int type, Ip4 address) {
    memory.set(BIG_ENDIAN_INT, attribute(type, Integer.BYTES), address.bits());
  }

  void attribute(int type, LinkAddress address) {
    attribute(type, address.toBytes());
  }

  /// A text, with a 0 at its end.
  void attribute(int type, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long at = attribute(type, bytes.length + 1);
    MemorySegment.copy(bytes, 0, memory, JAVA_BYTE, at, bytes.length);
  }

  private void attribute(int type, byte[] value) {
    MemorySegment.copy(value, 0, memory, JAVA_BYTE, attribute(type, value.length), value.length);
  }

  /// Begins an attribute that holds attributes: what [#endNest] needs.
  long beginNest(int type) {
    long at = position;
    attribute(type, 0);
    return at;
  }

  void endNest(long nest) {
    memory.set(JAVA_SHORT, nest + Rtattr.RTA_LEN, (short) (position - nest));
  }

  /// Ends the message: its size is known now.
  void end() {
    memory.set(JAVA_INT, message + Nlmsghdr.NLMSG_LEN, (int) (position - message));
  }
}
