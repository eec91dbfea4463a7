package org.lessor.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Writes messages as UDP payloads (RFC 2131 section 2, RFC 3396).
///
/// The message type (53) comes first, relay agent information (82) last (RFC 3046 section 2.1), all
/// others in the order of the message. Values over 255 bytes are split. What does not fit the
/// options field goes to `file`, then `sname`, where these are empty, and option 52 says so. The
/// result is padded to 300 bytes, since old relays and clients drop shorter ones (RFC 1542 section
/// 2.1).
public final class MessageEncoder {
  /// The smallest message sent, in bytes (RFC 1542 section 2.1).
  public static final int MIN_PAYLOAD = 300;

  /// What every client takes without having said so by option 57: 576 bytes of IP datagram less IP
  /// and UDP header (RFC 2131 section 2).
  public static final int DEFAULT_MAX_PAYLOAD = 548;

  /// The largest UDP payload.
  public static final int MAX_PAYLOAD = 65507;

  /// The size of IP and UDP header, which option 57 counts (RFC 2132 section 9.10).
  public static final int IP_UDP_HEADERS = 28;

  private static final int MAX_PART = 255;
  private static final int PART_HEADER = 2;
  private static final int OVERLOAD_OPTION_SIZE = 3;

  /*
   * The areas in which options can lie, in the order in which RFC 3396 section 5 joins them; the
   * number of each but the first is its bit in option 52 (RFC 2132 section 9.3).
   */
  private static final int OPTIONS = 0;
  private static final int FILE = 1;
  private static final int SNAME = 2;
  private static final int[] AREA_START = {Layout.OPTIONS, Layout.FILE, Layout.SNAME};

  private final byte[] buffer;

  /// For each area where the next option goes.
  private final int[] position = AREA_START.clone();

  /// For each area the first byte that options cannot have; the byte for END is already taken off.
  private final int[] limit = AREA_START.clone();

  private List<Integer> omitted = List.of();

  private MessageEncoder(byte[] buffer) {
    this.buffer = buffer;
  }

  /// What was written.
  ///
  /// @param length bytes written from the start of the buffer, at least [#MIN_PAYLOAD]
  /// @param omitted codes of the options for which there was no room, in their order
  public record Encoded(int length, List<Integer> omitted) {}

  /// Writes `message` into `buffer` from its start. Throws [IllegalArgumentException] if
  /// `maxPayload` is below [#MIN_PAYLOAD] or above the buffer's length.
  ///
  /// @param maxPayload the most bytes to write
  public static Encoded encode(DhcpMessage message, byte[] buffer, int maxPayload) {
    if (maxPayload < MIN_PAYLOAD || buffer.length < maxPayload) {
      throw new IllegalArgumentException(
          "payload limit " + maxPayload + " below 300 or above the buffer's " + buffer.length);
    }
    Message value = Message.copyOf(message);
    Arrays.fill(buffer, 0, MIN_PAYLOAD, (byte) 0);
    writeHeader(value, buffer);
    if (Layout.OPTIONS + optionsSize(value.options()) < maxPayload) {
      int end = writeAll(value.options(), buffer);
      return new Encoded(Math.max(end, MIN_PAYLOAD), List.of());
    }
    MessageEncoder encoder = new MessageEncoder(buffer);
    int end = encoder.writeOptions(value, maxPayload);
    return new Encoded(Math.max(end, MIN_PAYLOAD), encoder.omitted);
  }

  /// The bytes that `message` takes where nothing limits it, at least [#MIN_PAYLOAD].
  static int sizeOf(Message message) {
    int size = Layout.OPTIONS + optionsSize(message.options()) + 1;
    return Math.max(size, MIN_PAYLOAD);
  }

  private static void writeHeader(Message message, byte[] buffer) {
    buffer[Layout.OP] = (byte) message.op().code();
    buffer[Layout.HTYPE] = (byte) message.htype();
    buffer[Layout.HLEN] = (byte) message.hlen();
    buffer[Layout.HOPS] = (byte) message.hops();
    Layout.putUint32(buffer, Layout.XID, message.xid().bits());
    Layout.putUint16(buffer, Layout.SECS, message.secs());
    Layout.putUint16(buffer, Layout.FLAGS, message.flags());
    Layout.putUint32(buffer, Layout.CIADDR, message.ciaddr().bits());
    Layout.putUint32(buffer, Layout.YIADDR, message.yiaddr().bits());
    Layout.putUint32(buffer, Layout.SIADDR, message.siaddr().bits());
    Layout.putUint32(buffer, Layout.GIADDR, message.giaddr().bits());
    message.chaddr().address().copyTo(buffer, Layout.CHADDR);
    message.sname().copyTo(buffer, Layout.SNAME);
    message.file().copyTo(buffer, Layout.FILE);
    Layout.putUint32(buffer, Layout.COOKIE, Layout.MAGIC_COOKIE);
  }

  /// The bytes that these options take when each stands whole in one area.
  private static int optionsSize(Options options) {
    int size = 0;
    for (int i = 0; i < options.size(); i++) {
      size += sizeOf(options.get(i).value().length());
    }
    return size;
  }

  /// The bytes that a value of `length` bytes takes, with code and length before each part.
  private static int sizeOf(int length) {
    int parts = Math.max(1, (length + MAX_PART - 1) / MAX_PART);
    return length + PART_HEADER * parts;
  }

  /// The most value bytes that `room` bytes can carry, 0 where not even one fits.
  private static int capacity(int room) {
    int whole = room / (MAX_PART + PART_HEADER);
    int rest = room - whole * (MAX_PART + PART_HEADER);
    return whole * MAX_PART + Math.max(0, rest - PART_HEADER);
  }

  /// Writes options that all have room in the options field; returns its end, behind END.
  private static int writeAll(Options options, byte[] buffer) {
    int first = options.indexOf(ControlOptions.MESSAGE_TYPE);
    int last = options.indexOf(ControlOptions.RELAY_AGENT_INFORMATION);
    int position = Layout.OPTIONS;
    if (first >= 0) {
      position = writeWhole(options.get(first), buffer, position);
    }
    for (int i = 0; i < options.size(); i++) {
      if (i != first && i != last) {
        position = writeWhole(options.get(i), buffer, position);
      }
    }
    if (last >= 0) {
      position = writeWhole(options.get(last), buffer, position);
    }
    buffer[position] = (byte) Layout.END;
    return position + 1;
  }

  private static int writeWhole(Option option, byte[] buffer, int position) {
    return writeParts(option, 0, option.value().length(), buffer, position);
  }

  /// Writes the options that have room, into all areas; returns the end of the options field,
  /// behind END.
  private int writeOptions(Message message, int maxPayload) {
    Options options = message.options();
    limit[OPTIONS] = maxPayload - 1;
    boolean open = openAreas(message);
    int first = options.indexOf(ControlOptions.MESSAGE_TYPE);
    int last = options.indexOf(ControlOptions.RELAY_AGENT_INFORMATION);
    if (first >= 0) {
      write(options.get(first));
    }
    int overload = position[OPTIONS];
    if (open) {
      position[OPTIONS] += OVERLOAD_OPTION_SIZE;
    }
    int reserved = last < 0 ? 0 : sizeOf(options.get(last).value().length());
    reserved = Math.min(reserved, limit[OPTIONS] - position[OPTIONS]);
    limit[OPTIONS] -= reserved;
    for (int i = 0; i < options.size(); i++) {
      if (i != first && i != last) {
        write(options.get(i));
      }
    }
    limit[OPTIONS] += reserved;
    if (last >= 0) {
      write(options.get(last));
    }
    if (open) {
      writeOverload(overload);
    }
    buffer[position[OPTIONS]++] = (byte) Layout.END;
    return position[OPTIONS];
  }

  /// Lets options go where the message has no text; false where it has both.
  private boolean openAreas(Message message) {
    if (message.file().isEmpty()) {
      limit[FILE] = Layout.FILE + Layout.FILE_SIZE - 1;
    }
    if (message.sname().isEmpty()) {
      limit[SNAME] = Layout.SNAME + Layout.SNAME_SIZE - 1;
    }
    return message.file().isEmpty() || message.sname().isEmpty();
  }

  /// Ends the areas that were used and names them in the place that was kept at `at`; closes that
  /// gap where none was.
  private void writeOverload(int at) {
    int used = 0;
    for (int area = FILE; area <= SNAME; area++) {
      if (position[area] > AREA_START[area]) {
        buffer[position[area]] = (byte) Layout.END;
        used |= area;
      }
    }
    if (used != 0) {
      buffer[at] = (byte) ControlOptions.OVERLOAD;
      buffer[at + 1] = 1;
      buffer[at + 2] = (byte) used;
    } else {
      int behind = at + OVERLOAD_OPTION_SIZE;
      System.arraycopy(buffer, behind, buffer, at, position[OPTIONS] - behind);
      int end = position[OPTIONS];
      position[OPTIONS] -= OVERLOAD_OPTION_SIZE;
      Arrays.fill(buffer, position[OPTIONS], end, (byte) Layout.PAD);
    }
  }

  /// Writes one option: whole into the first area that can hold it, else, if it may be split, its
  /// front part into one area and the rest into those behind it, else not at all.
  private void write(Option option) {
    int length = option.value().length();
    for (int area = OPTIONS; area <= SNAME; area++) {
      if (sizeOf(length) <= room(area)) {
        position[area] = writeParts(option, 0, length, buffer, position[area]);
        return;
      }
    }
    int capacity = capacity(room(OPTIONS)) + capacity(room(FILE)) + capacity(room(SNAME));
    if (capacity < length || length == 0 || !ControlOptions.mayBeSplit(option.code())) {
      omit(option);
      return;
    }
    int written = 0;
    for (int area = OPTIONS; area <= SNAME; area++) {
      int share = Math.min(length - written, capacity(room(area)));
      if (share > 0) {
        position[area] = writeParts(option, written, share, buffer, position[area]);
        written += share;
      }
    }
  }

  private int room(int area) {
    return limit[area] - position[area];
  }

  private void omit(Option option) {
    if (omitted.isEmpty()) {
      omitted = new ArrayList<>();
    }
    omitted.add(option.code());
  }

  /// Writes `length` bytes of the value from `from`, in as many parts as they need; returns where
  /// these end.
  private static int writeParts(Option option, int from, int length, byte[] buffer, int position) {
    int at = position;
    int written = 0;
    do {
      int part = Math.min(length - written, MAX_PART);
      buffer[at] = (byte) option.code();
      buffer[at + 1] = (byte) part;
      option.value().copyTo(from + written, buffer, at + PART_HEADER, part);
      at += PART_HEADER + part;
      written += part;
    } while (written < length);
    return at;
  }
}
