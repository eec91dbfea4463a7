package org.lessor.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lessor.engine.LeaseState;
import org.lessor.engine.StoredLease;
import org.lessor.wire.HardwareAddress;

/// Reads the lines of one lease file straight from bytes. For one thread.
///
/// A line that only says that an address has no record any more gives a [StoredLease] without one.
final class LeaseLineParser {
  private static final List<String> COLUMNS = List.of(LeaseLines.HEADER.split(","));
  private static final List<String> NEEDED = COLUMNS.subList(0, COLUMNS.indexOf("fqdn_fwd"));

  private static final int ADDRESS = 0;
  private static final int HWADDR = 1;
  private static final int CLIENT_ID = 2;
  private static final int VALID_LIFETIME = 3;
  private static final int EXPIRE = 4;
  private static final int SUBNET_ID = 5;
  private static final int FQDN_FWD = 6;
  private static final int FQDN_REV = 7;
  private static final int HOSTNAME = 8;
  private static final int STATE = 9;
  private static final int USER_CONTEXT = 10;
  private static final int POOL_ID = 11;

  private static final int MAX_HLEN = 16;
  private static final long MAX_EXPIRE = 1L << 39;
  private static final long MAX_UINT32 = 0xffffffffL;

  /// The value of each byte as a hexadecimal digit; -1 where it is none.
  private static final byte[] HEX = new byte[256];

  static {
    for (int value = 0; value < HEX.length; value++) {
      HEX[value] = (byte) (value < 128 ? Character.digit(value, 16) : -1);
    }
  }

  // For each column of the file what it holds; -1 for one that is not known.
  private final int[] kinds;
  private final String header;
  // Whether a column that is known is missing from the file.
  private final boolean lacksColumns;
  // For each kind, where its value lies in the line at hand; an empty value where it has none.
  private final int[] from = new int[COLUMNS.size()];
  private final int[] to = new int[COLUMNS.size()];
  private final byte[] scratch = new byte[256];
  private byte[] line = new byte[0];

  private LeaseLineParser(int[] kinds, String header) {
    this.kinds = kinds;
    this.header = header;
    this.lacksColumns =
        Arrays.stream(kinds).filter(kind -> kind >= 0).distinct().count() < COLUMNS.size();
  }

  /// A parser for the lines behind this header line; null where the header lacks a column that
  /// every lease file has.
  static @Nullable LeaseLineParser forHeader(byte[] source, int start, int end) {
    String header = new String(source, start, end - start, StandardCharsets.US_ASCII);
    List<String> names = Arrays.stream(header.split(",")).map(String::strip).toList();
    if (!names.containsAll(NEEDED)) {
      return null;
    }
    return new LeaseLineParser(names.stream().mapToInt(COLUMNS::indexOf).toArray(), header);
  }

  /// The columns of this file that are not known here.
  List<String> unknownColumns() {
    return Arrays.stream(header.split(","))
        .map(String::strip)
        .filter(column -> !COLUMNS.contains(column))
        .toList();
  }

  /// The line that names the columns.
  String header() {
    return header;
  }

  /// Whether this line has a value in each column, so that nothing of it can be missing but the
  /// newline.
  boolean isComplete(LineSplitter source) {
    int last = kinds.length - 1;
    return source.parts() == kinds.length
        && (kinds[last] == USER_CONTEXT || source.partStart(last) < source.partEnd(last));
  }

  /// Whether lines may be added as [LeaseLines] writes them.
  boolean isWritten() {
    return header.equals(LeaseLines.HEADER);
  }

  /// Parses a line into `target`, whose content counts only if the line is well-formed.
  ///
  /// @return null if it is, otherwise what is wrong with it
  @Nullable String parse(LineSplitter source, StoredLease target) {
    line = source.source();
    String wrong = split(source);
    if (wrong == null) {
      wrong = parseAddress(target);
    }
    return wrong == null ? parseRest(target) : wrong;
  }

  // Lines may be shorter than the header where only columns are missing that have a default.
  private @Nullable String split(LineSplitter source) {
    int parts = source.parts();
    if (parts > kinds.length) {
      return "more values than columns";
    }
    if (parts < kinds.length || lacksColumns) {
      Arrays.fill(from, source.end());
      Arrays.fill(to, source.end());
    }
    for (int part = 0; part < parts; part++) {
      int kind = kinds[part];
      if (kind >= 0) {
        from[kind] = source.partStart(part);
        to[kind] = source.partEnd(part);
      }
    }
    for (int part = parts; part < kinds.length; part++) {
      if (kinds[part] >= 0 && kinds[part] < STATE) {
        return "fewer values than columns";
      }
    }
    return null;
  }

  private @Nullable String parseAddress(StoredLease target) {
    int bits = 0;
    int at = from[ADDRESS];
    int end = to[ADDRESS];
    for (int part = 0; part < 4; part++) {
      int value = 0;
      int digits = 0;
      while (at < end && digits < 3 && line[at] >= '0' && line[at] <= '9') {
        value = value * 10 + line[at++] - '0';
        digits++;
      }
      boolean delimited = part == 3 ? at == end : at < end && line[at++] == '.';
      if (digits == 0 || value > 255 || !delimited) {
        return "not an IPv4 address: " + text(ADDRESS);
      }
      bits = (bits << 8) | value;
    }
    target.begin(bits);
    return null;
  }

  private @Nullable String parseRest(StoredLease target) {
    long lifetime = number(VALID_LIFETIME, MAX_UINT32);
    long expire = number(EXPIRE, MAX_EXPIRE + MAX_UINT32);
    long subnetId = number(SUBNET_ID, MAX_UINT32);
    long poolId = to[POOL_ID] == from[POOL_ID] ? 0 : number(POOL_ID, MAX_UINT32);
    LeaseState state = LeaseLines.state(to[STATE] == from[STATE] ? 0 : number(STATE, MAX_UINT32));
    if (lifetime < 0 || expire < 0 || subnetId < 0 || poolId < 0 || state == null) {
      return wrongNumber(lifetime, expire, subnetId, poolId);
    }
    if (lifetime == 0 && state != LeaseState.RELEASED) {
      return null;
    }
    if (expire < lifetime || expire - lifetime >= MAX_EXPIRE) {
      return "expires at " + expire + ", which does not go with a lifetime of " + lifetime;
    }
    target.record(state, expire - lifetime, lifetime);
    target.place(subnetId, poolId);
    String wrong = parseClient(target, state);
    return wrong == null ? parseTexts(target) : wrong;
  }

  private @Nullable String parseClient(StoredLease target, LeaseState state) {
    int hlen = hex(HWADDR, MAX_HLEN);
    if (hlen < 0) {
      return "not a hardware address of at most 16 bytes: " + text(HWADDR);
    }
    target.hardwareAddress(hlen == 0 ? 0 : HardwareAddress.ETHERNET, scratch, 0, hlen);
    int clientIdLength = hex(CLIENT_ID, scratch.length);
    if (clientIdLength < 0) {
      return "not a client identifier: " + text(CLIENT_ID);
    }
    if (hlen == 0 && clientIdLength == 0 && state != LeaseState.DECLINED) {
      return "neither a hardware address nor a client identifier";
    }
    target.clientId(scratch, 0, clientIdLength);
    return null;
  }

  private @Nullable String parseTexts(StoredLease target) {
    int forward = flag(FQDN_FWD);
    int reverse = flag(FQDN_REV);
    if (forward < 0 || reverse < 0) {
      return "neither 0 nor 1: " + text(forward < 0 ? FQDN_FWD : FQDN_REV);
    }
    if (forward == 1) {
      target.fqdnForward();
    }
    if (reverse == 1) {
      target.fqdnReverse();
    }
    // Where an append reached the disk in part, sectors of zeros can stand for the rest.
    if (hasZeroByte(HOSTNAME) || hasZeroByte(USER_CONTEXT)) {
      return "zero bytes where text should be";
    }
    if (isPlain(HOSTNAME)) {
      target.hostname(line, from[HOSTNAME], to[HOSTNAME] - from[HOSTNAME]);
    } else {
      byte[] hostname = unescaped(HOSTNAME).getBytes(StandardCharsets.UTF_8);
      target.hostname(hostname, 0, hostname.length);
    }
    if (target.hostnameLength() > StoredLease.MAX_HOSTNAME_BYTES) {
      return "a host name of " + target.hostnameLength() + " bytes";
    }
    if (from[USER_CONTEXT] < to[USER_CONTEXT]) {
      String context = unescaped(USER_CONTEXT).strip();
      if (!(context.startsWith("{") && context.endsWith("}"))) {
        return "a user context that is not a JSON map: " + context;
      }
      byte[] encoded = context.getBytes(StandardCharsets.UTF_8);
      target.userContext(encoded, 0, encoded.length);
    }
    return null;
  }

  private String wrongNumber(long lifetime, long expire, long subnetId, long poolId) {
    int kind = STATE;
    if (lifetime < 0) {
      kind = VALID_LIFETIME;
    } else if (expire < 0) {
      kind = EXPIRE;
    } else if (subnetId < 0) {
      kind = SUBNET_ID;
    } else if (poolId < 0) {
      kind = POOL_ID;
    }
    return COLUMNS.get(kind) + " is not a number in its range: " + text(kind);
  }

  private String text(int kind) {
    return "\""
        + new String(line, from[kind], to[kind] - from[kind], StandardCharsets.UTF_8)
        + "\"";
  }

  /// The decimal number of this column; -1 where there is none or it is above `max`.
  private long number(int kind, long max) {
    long value = 0;
    int end = to[kind];
    int at = from[kind];
    if (at == end || end - at > 18) {
      return -1;
    }
    for (; at < end; at++) {
      int digit = line[at] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value <= max ? value : -1;
  }

  /// 0 or 1; -1 for anything else. A column that the file lacks is 0.
  private int flag(int kind) {
    if (from[kind] == to[kind]) {
      return 0;
    }
    long value = number(kind, 1);
    return (int) value;
  }

  /// Reads hexadecimal digits into `scratch`: two a byte, or one or two with colons between bytes.
  ///
  /// @return the number of bytes, at most `max`; -1 for anything else
  private int hex(int kind, int max) {
    int length = 0;
    int end = to[kind];
    int at = from[kind];
    while (at < end) {
      int high = HEX[line[at++] & 0xff];
      int low = at < end ? HEX[line[at] & 0xff] : -1;
      if (high < 0 || length == max) {
        return -1;
      }
      if (low < 0) {
        scratch[length++] = (byte) high;
      } else {
        scratch[length++] = (byte) ((high << 4) | low);
        at++;
      }
      boolean separated = at < end && (line[at] == ':' || line[at] == ' ');
      if ((separated && ++at == end) || (low < 0 && at < end && !separated)) {
        return -1;
      }
    }
    return length;
  }

  /// Whether this column is ASCII as it stands, without escapes.
  private boolean isPlain(int kind) {
    for (int at = from[kind]; at < to[kind]; at++) {
      if (line[at] < 0 || line[at] == '&') {
        return false;
      }
    }
    return true;
  }

  private boolean hasZeroByte(int kind) {
    for (int at = from[kind]; at < to[kind]; at++) {
      if (line[at] == 0) {
        return true;
      }
    }
    return false;
  }

  /// The text of this column, in which `&#x` and two hexadecimal digits stand for a byte.
  private String unescaped(int kind) {
    int start = from[kind];
    int end = to[kind];
    if (start == end) {
      return "";
    }
    int escape = start;
    while (escape < end && line[escape] != '&') {
      escape++;
    }
    if (escape == end) {
      return new String(line, start, end - start, StandardCharsets.UTF_8);
    }
    byte[] plain = new byte[end - start];
    int length = 0;
    for (int at = start; at < end; ) {
      int value = escapeAt(at, end);
      plain[length++] = value < 0 ? line[at] : (byte) value;
      at += value < 0 ? 1 : 5;
    }
    return new String(plain, 0, length, StandardCharsets.UTF_8);
  }

  private int escapeAt(int at, int end) {
    if (at + 5 > end || line[at] != '&' || line[at + 1] != '#' || line[at + 2] != 'x') {
      return -1;
    }
    int high = HEX[line[at + 3] & 0xff];
    int low = HEX[line[at + 4] & 0xff];
    return high < 0 || low < 0 ? -1 : (high << 4) | low;
  }
}
