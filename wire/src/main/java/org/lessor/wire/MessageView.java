package org.lessor.wire;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/// A window on received bytes, checked once by [#wrap] and read in place.
///
/// Reusable: one view serves one worker, which wraps one packet after the other. It is valid until
/// the bytes change or another packet is wrapped, and must not leave its thread. Whoever needs to
/// keep a message takes [#toMessage()]. Before the first successful [#wrap] every accessor's answer
/// is meaningless.
public final class MessageView implements DhcpMessage {
  /// The most option parts that a message may have. A 1500-byte message of empty options stays
  /// below; more is an attempt to cost time.
  public static final int MAX_PARTS = 1024;

  /*
   * Parts are kept in the order in which RFC 3396 joins them: options field, file, sname. The parts
   * of one code form a list: first[code] leads to its first part and next[part] to the one behind
   * it; 0 ends a list, so parts count from 1. Only the codes of the previous message are cleared
   * on wrap, so the cost of a message does not depend on the 256 codes there could be.
   */
  private final short[] first = new short[256];
  private final short[] last = new short[256];
  private short[] next = new short[64];
  private int[] start = new int[64];
  private short[] size = new short[64];
  private short[] codes = new short[64];
  // What was asked for already, by part: the same options are asked for again and again.
  private @Nullable Bytes[] values = new @Nullable Bytes[64];
  private @Nullable HardwareAddress chaddr;
  private int parts;
  private int overload;

  private byte[] buffer = new byte[0];
  private int base;
  private int end;

  private @Nullable MalformedReason reason;
  private int reasonOffset;
  private @Nullable MalformedReason leftOut;
  private int leftOutAt;

  /// A view that has not seen a packet yet.
  public MessageView() {}

  /// Takes `length` bytes of `buffer` from `offset` (a UDP payload) and checks them. Does not
  /// change or keep more than a reference to the bytes. Allocates nothing, except where a message
  /// has more parts than any before it.
  ///
  /// @return null where they are a well-formed message, otherwise what is wrong with them; then
  ///   [#malformedOffset()] says where, and every other accessor's answer is meaningless until the
  ///   next [#wrap]. Throws [IndexOutOfBoundsException] if `buffer` has no such bytes
  public @Nullable MalformedReason wrap(byte[] buffer, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    for (int part = 1; part <= parts; part++) {
      first[codes[part]] = 0;
      values[part] = null;
    }
    this.chaddr = null;
    this.buffer = buffer;
    this.base = offset;
    this.end = offset + length;
    this.parts = 0;
    this.overload = 0;
    this.reason = null;
    this.leftOut = null;
    check();
    return reason;
  }

  /// Where the last [#wrap] found its fault, counted from the first byte of the UDP payload.
  public int malformedOffset() {
    return reasonOffset;
  }

  /// Why the last [#wrap] left out options of a well-formed message: the first option of them
  /// reaches beyond the end of its field or has no length, and it and what is behind it in that
  /// field cannot be read; or option 52 says nothing, and counts as absent. Null where all are
  /// there.
  public @Nullable MalformedReason leftOut() {
    return leftOut;
  }

  private boolean fail(MalformedReason why, int position) {
    reason = why;
    reasonOffset = position - base;
    return false;
  }

  private boolean check() {
    if (end - base < Layout.OPTIONS) {
      return fail(MalformedReason.TRUNCATED, end);
    }
    int op = Layout.uint8(buffer, base + Layout.OP);
    if (op != Op.BOOTREQUEST.code() && op != Op.BOOTREPLY.code()) {
      return fail(MalformedReason.BAD_OP, base + Layout.OP);
    }
    if (hlen() > Layout.CHADDR_SIZE) {
      return fail(MalformedReason.BAD_HLEN, base + Layout.HLEN);
    }
    if (Layout.uint32(buffer, base + Layout.COOKIE) != Layout.MAGIC_COOKIE) {
      return fail(MalformedReason.NO_MAGIC_COOKIE, base + Layout.COOKIE);
    }
    return scan(base + Layout.OPTIONS, end) && scanOverloaded() && checkType() && checkLengths();
  }

  /// Of a message that is cut short its type must have been read: without it a DHCP message would
  /// be taken for one of BOOTP.
  private boolean checkType() {
    MalformedReason cut = leftOut;
    return cut == null || first[ControlOptions.MESSAGE_TYPE] != 0 || fail(cut, leftOutAt);
  }

  private boolean leaveOut(MalformedReason why, int position) {
    if (leftOut == null) {
      leftOut = why;
      leftOutAt = position;
    }
    return true;
  }

  /// RFC 2131 section 4.1: the options field first, then `file`, then `sname`. An option 52 that
  /// does not say which of them holds options counts as absent.
  private boolean scanOverloaded() {
    int part = first[ControlOptions.OVERLOAD];
    if (part == 0) {
      return true;
    }
    int value = size[part] == 1 ? Layout.uint8(buffer, start[part]) : 0;
    if (value < 1 || value > 3 || next[part] != 0) {
      first[ControlOptions.OVERLOAD] = 0;
      return leaveOut(MalformedReason.BAD_OVERLOAD, start[part]);
    }
    overload = value;
    return ((value & 1) == 0 || scan(base + Layout.FILE, base + Layout.COOKIE))
        && ((value & 2) == 0 || scan(base + Layout.SNAME, base + Layout.FILE));
  }

  /// Reads the options of one field up to its end, or up to one that cannot be told from what is
  /// behind it: that and all behind it are left out.
  private boolean scan(int from, int limit) {
    int position = from;
    while (position < limit) {
      int code = Layout.uint8(buffer, position);
      if (code == Layout.PAD) {
        position++;
        continue;
      }
      if (code == Layout.END) {
        return true;
      }
      if (position + 1 >= limit) {
        return leaveOut(MalformedReason.OPTION_WITHOUT_LENGTH, position);
      }
      int length = Layout.uint8(buffer, position + 1);
      if (position + 2 + length > limit) {
        return leaveOut(MalformedReason.OPTION_OVERRUN, position);
      }
      if (parts == MAX_PARTS) {
        return fail(MalformedReason.TOO_MANY_OPTIONS, position);
      }
      addPart(code, position + 2, length);
      position += 2 + length;
    }
    return true;
  }

  private void addPart(int code, int position, int length) {
    int part = ++parts;
    if (part == start.length) {
      int grown = part * 2;
      next = Arrays.copyOf(next, grown);
      start = Arrays.copyOf(start, grown);
      size = Arrays.copyOf(size, grown);
      codes = Arrays.copyOf(codes, grown);
      values = Arrays.copyOf(values, grown);
    }
    codes[part] = (short) code;
    start[part] = position;
    size[part] = (short) length;
    next[part] = 0;
    if (first[code] == 0) {
      first[code] = (short) part;
    } else {
      next[last[code]] = (short) part;
    }
    last[code] = (short) part;
  }

  private boolean checkLengths() {
    for (int part = 1; part <= parts; part++) {
      int code = codes[part];
      int exact = ControlOptions.exactLength(code);
      if (exact == ControlOptions.ANY || first[code] != part) {
        continue;
      }
      if (size[part] != exact || !repeatsTheSame(part)) {
        return fail(MalformedReason.BAD_OPTION_LENGTH, start[part]);
      }
      next[part] = 0;
    }
    return true;
  }

  /// Whether all further parts of the option have the bytes of its first one. Of an option that
  /// cannot be longer than one part, a second one is no continuation but a repetition.
  private boolean repeatsTheSame(int firstPart) {
    int length = size[firstPart];
    for (int part = next[firstPart]; part != 0; part = next[part]) {
      if (!Arrays.equals(
          buffer,
          start[firstPart],
          start[firstPart] + length,
          buffer,
          start[part],
          start[part] + size[part])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Op op() {
    return Layout.uint8(buffer, base + Layout.OP) == 1 ? Op.BOOTREQUEST : Op.BOOTREPLY;
  }

  @Override
  public int htype() {
    return Layout.uint8(buffer, base + Layout.HTYPE);
  }

  @Override
  public int hlen() {
    return Layout.uint8(buffer, base + Layout.HLEN);
  }

  @Override
  public int hops() {
    return Layout.uint8(buffer, base + Layout.HOPS);
  }

  @Override
  public Xid xid() {
    return new Xid(Layout.uint32(buffer, base + Layout.XID));
  }

  @Override
  public int secs() {
    return Layout.uint16(buffer, base + Layout.SECS);
  }

  @Override
  public int flags() {
    return Layout.uint16(buffer, base + Layout.FLAGS);
  }

  @Override
  public Ipv4 ciaddr() {
    return Ipv4.at(buffer, base + Layout.CIADDR);
  }

  @Override
  public Ipv4 yiaddr() {
    return Ipv4.at(buffer, base + Layout.YIADDR);
  }

  @Override
  public Ipv4 siaddr() {
    return Ipv4.at(buffer, base + Layout.SIADDR);
  }

  @Override
  public Ipv4 giaddr() {
    return Ipv4.at(buffer, base + Layout.GIADDR);
  }

  @Override
  public HardwareAddress chaddr() {
    HardwareAddress known = chaddr;
    if (known == null) {
      known = new HardwareAddress(htype(), Bytes.copyOf(buffer, base + Layout.CHADDR, hlen()));
      chaddr = known;
    }
    return known;
  }

  /// The Ethernet address in `chaddr` of a message that nobody has looked at yet, as the lower 48
  /// bits of a number, highest byte first; -1 where the message is too short for one or has a
  /// hardware address of another kind. The message begins at `offset` and has `length` bytes.
  ///
  /// @throws IndexOutOfBoundsException where these lie outside `buffer`
  public static long peekEthernet(byte[] buffer, int offset, int length) {
    return length >= Layout.SNAME
            && Layout.uint8(buffer, offset + Layout.HTYPE) == HardwareAddress.ETHERNET
            && Layout.uint8(buffer, offset + Layout.HLEN) == HardwareAddress.ETHERNET_SIZE
        ? ethernet(buffer, offset + Layout.CHADDR)
        : -1;
  }

  private static long ethernet(byte[] buffer, int at) {
    return ((long) Layout.uint16(buffer, at) << 32)
        | Integer.toUnsignedLong(Layout.uint32(buffer, at + 2));
  }

  /// The first six bytes of `chaddr` as the lower 48 bits of a number, highest byte first, whatever
  /// `htype` and `hlen` say. Allocates nothing.
  public long chaddrEthernet() {
    return ethernet(buffer, base + Layout.CHADDR);
  }

  @Override
  public Bytes sname() {
    return (overload & 2) != 0 ? Bytes.EMPTY : text(Layout.SNAME, Layout.SNAME_SIZE);
  }

  @Override
  public Bytes file() {
    return (overload & 1) != 0 ? Bytes.EMPTY : text(Layout.FILE, Layout.FILE_SIZE);
  }

  /// The bytes of a field before its first zero.
  private Bytes text(int field, int fieldSize) {
    int length = 0;
    while (length < fieldSize && buffer[base + field + length] != 0) {
      length++;
    }
    return Bytes.copyOf(buffer, base + field, length);
  }

  @Override
  public boolean has(int code) {
    return first[code] != 0 && code != ControlOptions.OVERLOAD;
  }

  /// The length of the joined value of the option with this code, in bytes; -1 where it is absent.
  public int optionLength(int code) {
    int part = first[code];
    if (part == 0) {
      return -1;
    }
    int length = 0;
    while (part != 0) {
      length += size[part];
      part = next[part];
    }
    return length;
  }

  /// The four bytes of an option that is an address or a number, highest first; `absent` where it
  /// is not there or has another length. Allocates nothing.
  public int optionUint32(int code, int absent) {
    int part = first[code];
    return part != 0 && next[part] == 0 && size[part] == 4
        ? Layout.uint32(buffer, start[part])
        : absent;
  }

  @Override
  public Optional<Bytes> option(int code) {
    return has(code) ? Optional.of(joined(code)) : Optional.empty();
  }

  @Override
  public boolean option(int code, ByteWindow window) {
    if (!has(code)) {
      return false;
    }
    int part = first[code];
    if (next[part] == 0) {
      window.set(buffer, start[part], size[part]);
    } else {
      window.set(joined(code));
    }
    return true;
  }

  @Override
  public void hardwareAddress(ByteWindow window) {
    window.set(buffer, base + Layout.CHADDR, hlen());
  }

  private Bytes joined(int code) {
    Bytes known = values[first[code]];
    if (known == null) {
      known = join(code);
      values[first[code]] = known;
    }
    return known;
  }

  private Bytes join(int code) {
    int part = first[code];
    if (next[part] == 0) {
      return Bytes.copyOf(buffer, start[part], size[part]);
    }
    byte[] joined = new byte[optionLength(code)];
    int filled = 0;
    while (part != 0) {
      System.arraycopy(buffer, start[part], joined, filled, size[part]);
      filled += size[part];
      part = next[part];
    }
    return Bytes.owning(joined);
  }

  @Override
  public Optional<MessageType> messageType() {
    int part = first[ControlOptions.MESSAGE_TYPE];
    return part == 0 ? Optional.empty() : MessageType.of(Layout.uint8(buffer, start[part]));
  }

  @Override
  public void forEachOption(ObjIntConsumer<Bytes> action) {
    for (int part = 1; part <= parts; part++) {
      int code = codes[part];
      if (first[code] == part && code != ControlOptions.OVERLOAD) {
        action.accept(joined(code), code);
      }
    }
  }

  /// The message as a value that no longer depends on the received bytes.
  public Message toMessage() {
    return Message.copyOf(this);
  }
}
