package org.lessor.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// An immutable sequence of bytes with the equality of its content.
///
/// Used wherever a record would otherwise hold an array. Bytes read as unsigned values, 0 to 255.
/// Safe for use by any thread.
public final class Bytes implements Comparable<Bytes> {
  /// The sequence of length 0.
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private static final HexFormat PLAIN = HexFormat.of();
  private static final Pattern SEPARATORS = Pattern.compile("[:.-]|\\s+");

  private final byte[] content;
  private int hash;

  private Bytes(byte[] owned) {
    this.content = owned;
  }

  /// The given bytes, copied.
  public static Bytes of(byte... bytes) {
    return bytes.length == 0 ? EMPTY : new Bytes(bytes.clone());
  }

  /// The given values, each 0 to 255. Throws [IllegalArgumentException] for any other value.
  public static Bytes ofUnsigned(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      if (values[i] < 0 || values[i] > 255) {
        throw new IllegalArgumentException("not a byte: " + values[i]);
      }
      bytes[i] = (byte) values[i];
    }
    return bytes.length == 0 ? EMPTY : new Bytes(bytes);
  }

  /// `length` bytes of `source` from `offset`, copied.
  public static Bytes copyOf(byte[] source, int offset, int length) {
    return length == 0 ? EMPTY : new Bytes(Arrays.copyOfRange(source, offset, offset + length));
  }

  /// These bytes, which the caller gives away: not copied, and nobody may change them again.
  static Bytes owning(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Bytes(bytes);
  }

  /// Reads hexadecimal digits as [#parseHex] does. Throws [IllegalArgumentException] where they are
  /// none.
  public static Bytes ofHex(String hex) {
    return parseHex(hex).orElseThrow();
  }

  /// Reads hexadecimal digits: without separators, then the first digit may be missing, or with
  /// `:`, `-`, `.` or blanks between groups; a group of one or two digits is one byte, a longer one
  /// has two digits a byte. A leading `0x` is skipped.
  public static Parsed<Bytes> parseHex(String text) {
    String stripped = text.strip();
    if (stripped.startsWith("0x") || stripped.startsWith("0X")) {
      stripped = stripped.substring(2);
    }
    if (stripped.isEmpty()) {
      return Parsed.ok(EMPTY);
    }
    String[] groups = SEPARATORS.split(stripped, -1);
    StringBuilder digits = new StringBuilder(stripped.length() + 1);
    for (String group : groups) {
      if (group.isEmpty() || !isHex(group)) {
        return Parsed.invalid("\"" + text + "\" is not a hexadecimal number");
      }
      boolean odd = group.length() % 2 != 0;
      if (odd && group.length() > 2 && groups.length > 1) {
        return Parsed.invalid("\"" + text + "\" has an odd number of digits in " + group);
      }
      digits.append(odd ? "0" : "").append(group);
    }
    return Parsed.ok(owning(PLAIN.parseHex(digits)));
  }

  private static boolean isHex(String text) {
    return text.chars().allMatch(HexFormat::isHexDigit);
  }

  /// Reads `'text'` in single quotes as its characters in UTF-8, and all else as [#parseHex] does:
  /// the form of Kea's `data` with `csv-format` off and of its host identifiers.
  public static Parsed<Bytes> parseHexOrQuoted(String text) {
    String stripped = text.strip();
    boolean quoted = stripped.length() >= 2 && stripped.startsWith("'") && stripped.endsWith("'");
    return quoted
        ? Parsed.ok(ofText(stripped.substring(1, stripped.length() - 1)))
        : parseHex(stripped);
  }

  /// The text in UTF-8.
  public static Bytes ofText(String text) {
    return text.isEmpty() ? EMPTY : new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /// `value` as two bytes, most significant first; only its low 16 bits count.
  public static Bytes ofUint16(int value) {
    return new Bytes(new byte[] {(byte) (value >>> 8), (byte) value});
  }

  /// `value` as four bytes, most significant first; only its low 32 bits count.
  public static Bytes ofUint32(long value) {
    return new Bytes(
        new byte[] {
          (byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value
        });
  }

  /// The number of bytes.
  public int length() {
    return content.length;
  }

  /// Whether there is no byte.
  public boolean isEmpty() {
    return content.length == 0;
  }

  /// The byte at `index`, 0 to 255. Throws [IndexOutOfBoundsException].
  public int at(int index) {
    return content[index] & 0xff;
  }

  /// Two bytes from `index`, most significant first. Throws [IndexOutOfBoundsException].
  public int uint16(int index) {
    return at(index) << 8 | at(index + 1);
  }

  /// Four bytes from `index`, most significant first, as an unsigned value. Throws
  /// [IndexOutOfBoundsException].
  public long uint32(int index) {
    return (long) uint16(index) << 16 | uint16(index + 2);
  }

  /// The bytes from `from` up to but without `to`.
  public Bytes slice(int from, int to) {
    if (from == 0 && to == content.length) {
      return this;
    }
    return from == to ? EMPTY : new Bytes(Arrays.copyOfRange(content, from, to));
  }

  /// The bytes from `from` to the end.
  public Bytes from(int from) {
    return slice(from, content.length);
  }

  /// This sequence with `tail` behind it.
  public Bytes plus(Bytes tail) {
    if (tail.isEmpty()) {
      return this;
    }
    if (isEmpty()) {
      return tail;
    }
    byte[] joined = Arrays.copyOf(content, content.length + tail.content.length);
    System.arraycopy(tail.content, 0, joined, content.length, tail.content.length);
    return new Bytes(joined);
  }

  /// The bytes without the run of zeros at their end.
  public Bytes withoutTrailingZeros() {
    int end = content.length;
    while (end > 0 && content[end - 1] == 0) {
      end--;
    }
    return slice(0, end);
  }

  /// The bytes before the first zero, or all: how a field of fixed size holds a text.
  public Bytes beforeZero() {
    for (int i = 0; i < content.length; i++) {
      if (content[i] == 0) {
        return slice(0, i);
      }
    }
    return this;
  }

  /// A fresh array with the content.
  public byte[] toArray() {
    return content.clone();
  }

  /// Writes the whole content into `target` at `offset`.
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(content, 0, target, offset, content.length);
  }

  /// Writes `length` bytes from `from` into `target` at `offset`.
  public void copyTo(int from, byte[] target, int offset, int length) {
    System.arraycopy(content, from, target, offset, length);
  }

  /// Lets `window` show the content; it only reads.
  void show(ByteWindow window) {
    window.set(content, 0, content.length);
  }

  /// Whether the content equals `length` bytes of `other` from `offset`.
  public boolean contentEquals(byte[] other, int offset, int length) {
    return length == content.length
        && Arrays.equals(content, 0, length, other, offset, offset + length);
  }

  /// Lower-case hexadecimal digits without separator.
  public String toHex() {
    return PLAIN.formatHex(content);
  }

  /// Lower-case hexadecimal digits with `separator` between the bytes, such as `02:00:5e`.
  public String toHex(String separator) {
    return HexFormat.ofDelimiter(separator).formatHex(content);
  }

  /// The content read as UTF-8; what is malformed becomes U+FFFD.
  public String toText() {
    return new String(content, StandardCharsets.UTF_8);
  }

  /// Orders by unsigned byte values, shorter first where one is a prefix of the other.
  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(content, other.content);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
  }

  @Override
  public int hashCode() {
    int known = hash;
    if (known == 0) {
      known = Arrays.hashCode(content);
      hash = known;
    }
    return known;
  }

  /// The hexadecimal digits.
  @Override
  public String toString() {
    return toHex();
  }
}
