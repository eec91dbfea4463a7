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

  private static final int RELAY_AGENT_INFORMATION = 82;
  private static final int MAX_PART = 255;
  private static final int OVERLOAD_OPTION_SIZE = 3;

  private MessageEncoder() {}

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
    Arrays.fill(buffer, 0, MIN_PAYLOAD, (byte) 0);
    writeHeader(message, buffer);
    Plan plan = Plan.of(message, maxPayload - Layout.OPTIONS - 1);
    int end = plan.write(buffer);
    if (end < MIN_PAYLOAD) {
      end = MIN_PAYLOAD;
    }
    return new Encoded(end, plan.omitted);
  }

  private static void writeHeader(DhcpMessage message, byte[] buffer) {
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

  /// Which bytes of which option go where. Areas in the order in which RFC 3396 joins them: options
  /// field, `file`, `sname`.
  private static final class Plan {
    private static final int AREAS = 3;

    private final List<Option> options = new ArrayList<>();
    private final List<int[]> shares = new ArrayList<>();
    private final List<Integer> omitted = new ArrayList<>();
    private final int[] room = new int[AREAS];
    private boolean overloaded;

    static Plan of(DhcpMessage message, int optionsRoom) {
      List<Option> inOrder = ordered(message);
      int needed = 0;
      for (Option option : inOrder) {
        needed += sizeOf(option.value().length());
      }
      Plan plan = new Plan();
      plan.room[0] = optionsRoom;
      if (needed > optionsRoom) {
        plan.room[0] -= OVERLOAD_OPTION_SIZE;
        plan.room[1] = message.file().isEmpty() ? Layout.FILE_SIZE - 1 : 0;
        plan.room[2] = message.sname().isEmpty() ? Layout.SNAME_SIZE - 1 : 0;
      }
      plan.place(inOrder);
      return plan;
    }

    private static List<Option> ordered(DhcpMessage message) {
      List<Option> inOrder = new ArrayList<>();
      List<Option> tail = new ArrayList<>(1);
      message.forEachOption((value, code) -> {
        Option option = new Option(code, value);
        if (code == ControlOptions.MESSAGE_TYPE) {
          inOrder.addFirst(option);
        } else if (code == RELAY_AGENT_INFORMATION) {
          tail.add(option);
        } else {
          inOrder.add(option);
        }
      });
      inOrder.addAll(tail);
      return inOrder;
    }

    private static int sizeOf(int valueLength) {
      int partCount = Math.max(1, (valueLength + MAX_PART - 1) / MAX_PART);
      return valueLength + 2 * partCount;
    }

    /// The most value bytes that `room` bytes can carry, -1 where not even an empty option fits.
    private static int capacity(int room) {
      int whole = room / (MAX_PART + 2);
      int rest = room - whole * (MAX_PART + 2);
      return room < 2 ? -1 : whole * MAX_PART + Math.max(0, rest - 2);
    }

    private void place(List<Option> inOrder) {
      int reserved = 0;
      for (Option option : inOrder) {
        if (option.code() == RELAY_AGENT_INFORMATION) {
          reserved = Math.min(room[0], sizeOf(option.value().length()));
        }
      }
      room[0] -= reserved;
      for (Option option : inOrder) {
        if (option.code() == RELAY_AGENT_INFORMATION) {
          room[0] += reserved;
        }
        int[] share = share(option.value().length());
        if (share.length == 0) {
          omitted.add(option.code());
          continue;
        }
        for (int area = 0; area < AREAS; area++) {
          if (share[area] >= 0) {
            room[area] -= sizeOf(share[area]);
            overloaded |= area > 0;
          }
        }
        options.add(option);
        shares.add(share);
      }
    }

    /// How many value bytes go to each area (-1: none, not even the code); an empty array where
    /// there is no room. An option stays whole where one area can hold it.
    private int[] share(int length) {
      int[] share = {-1, -1, -1};
      for (int area = 0; area < AREAS; area++) {
        if (sizeOf(length) <= room[area]) {
          share[area] = length;
          return share;
        }
      }
      int rest = length;
      for (int area = 0; area < AREAS && rest > 0; area++) {
        int part = Math.min(rest, capacity(room[area]));
        if (part > 0) {
          share[area] = part;
          rest -= part;
        }
      }
      return rest == 0 && length > 0 ? share : new int[0];
    }

    /// Writes all areas; returns the end of the options field, behind END.
    private int write(byte[] buffer) {
      int[] position = {Layout.OPTIONS, Layout.FILE, Layout.SNAME};
      for (int i = 0; i < options.size(); i++) {
        Option option = options.get(i);
        int from = 0;
        for (int area = 0; area < AREAS; area++) {
          int length = shares.get(i)[area];
          if (length >= 0) {
            position[area] = writeParts(buffer, position[area], option, from, length);
            from += length;
          }
        }
        if (i == 0 && overloaded) {
          position[0] = writeOverload(buffer, position[0]);
        }
      }
      for (int area = 1; area < AREAS && overloaded; area++) {
        if (usesArea(area)) {
          buffer[position[area]] = (byte) Layout.END;
        }
      }
      buffer[position[0]] = (byte) Layout.END;
      return position[0] + 1;
    }

    private boolean usesArea(int area) {
      return shares.stream().anyMatch(share -> share[area] >= 0);
    }

    private int writeOverload(byte[] buffer, int position) {
      buffer[position] = (byte) ControlOptions.OVERLOAD;
      buffer[position + 1] = 1;
      buffer[position + 2] = (byte) ((usesArea(1) ? 1 : 0) | (usesArea(2) ? 2 : 0));
      return position + OVERLOAD_OPTION_SIZE;
    }

    private static int writeParts(byte[] buffer, int at, Option option, int from, int length) {
      int position = at;
      int written = 0;
      do {
        int part = Math.min(length - written, MAX_PART);
        buffer[position] = (byte) option.code();
        buffer[position + 1] = (byte) part;
        option.value().copyTo(from + written, buffer, position + 2, part);
        position += 2 + part;
        written += part;
      } while (written < length);
      return position;
    }
  }
}
