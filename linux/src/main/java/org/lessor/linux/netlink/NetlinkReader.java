package org.lessor.linux.netlink;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import org.lessor.linux.internal.Nlmsgerr;
import org.lessor.linux.internal.Nlmsghdr;

/// A cursor over the netlink messages in a buffer. [#next] checks that a message lies within the
/// buffer; what reads from it stays within the message.
final class NetlinkReader {
  static final int NLMSG_ERROR = 2;
  static final int NLMSG_DONE = 3;
  static final int NLMSG_OVERRUN = 4;
  static final int NLM_F_DUMP_INTR = 0x10;

  private static final int NLM_F_CAPPED = 0x100;
  private static final int NLM_F_ACK_TLVS = 0x200;
  private static final int NLMSGERR_ATTR_MSG = 1;

  private final MemorySegment memory;
  private final long limit;
  private long message;
  private long following;

  NetlinkReader(MemorySegment memory, int sizeBytes) {
    this.memory = memory;
    this.limit = sizeBytes;
  }

  /// Moves to the next message: whether there is one.
  boolean next() {
    if (following + Nlmsghdr.SIZE > limit) {
      return false;
    }
    int lengthBytes = memory.get(JAVA_INT, following + Nlmsghdr.NLMSG_LEN);
    if (lengthBytes < Nlmsghdr.SIZE || following + lengthBytes > limit) {
      return false;
    }
    message = following;
    following += NetlinkWriter.aligned(lengthBytes);
    return true;
  }

  int type() {
    return memory.get(JAVA_SHORT, message + Nlmsghdr.NLMSG_TYPE) & 0xffff;
  }

  int flags() {
    return memory.get(JAVA_SHORT, message + Nlmsghdr.NLMSG_FLAGS) & 0xffff;
  }

  int sequence() {
    return memory.get(JAVA_INT, message + Nlmsghdr.NLMSG_SEQ);
  }

  private long end() {
    return message + memory.get(JAVA_INT, message + Nlmsghdr.NLMSG_LEN);
  }

  /// Whether a struct of `structBytes` follows the header.
  boolean holds(int structBytes) {
    return message + Nlmsghdr.SIZE + structBytes <= end();
  }

  /// A number in the struct behind the header, at `offset` in it.
  int unsignedByte(long offset) {
    return memory.get(JAVA_BYTE, message + Nlmsghdr.SIZE + offset) & 0xff;
  }

  int unsignedShort(long offset) {
    return memory.get(JAVA_SHORT, message + Nlmsghdr.SIZE + offset) & 0xffff;
  }

  int toInt(long offset) {
    return memory.get(JAVA_INT, message + Nlmsghdr.SIZE + offset);
  }

  /// The attributes behind a struct of `structBytes`.
  Attributes attributes(int structBytes) {
    long from = message + Nlmsghdr.SIZE + NetlinkWriter.aligned(structBytes);
    return new Attributes(memory, from, end());
  }

  /// The code of an error or end of dump: 0, or `-errno`. 0 where the message is too short to say.
  int error() {
    return holds(Integer.BYTES) ? toInt(0) : 0;
  }

  /// What the kernel explains about an error, in English; empty where it says nothing.
  String explanation() {
    if ((flags() & NLM_F_ACK_TLVS) == 0 || !holds(Nlmsgerr.SIZE)) {
      return "";
    }
    int structBytes = Nlmsgerr.SIZE;
    if ((flags() & NLM_F_CAPPED) == 0) {
      // The whole request stands before the attributes.
      structBytes += toInt(Nlmsgerr.MSG + Nlmsghdr.NLMSG_LEN) - Nlmsghdr.SIZE;
    }
    Attributes attributes = attributes(structBytes);
    while (attributes.next()) {
      if (attributes.type() == NLMSGERR_ATTR_MSG) {
        return attributes.text();
      }
    }
    return "";
  }
}
