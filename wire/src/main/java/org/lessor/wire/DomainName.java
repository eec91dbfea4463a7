package org.lessor.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A domain name (RFC 1035 section 3.1): fully qualified, or a name that the reader completes.
///
/// Upper and lower case are kept and make names unequal; compare [#lowerCase()] where DNS would
/// call them equal.
///
/// @param wire each label behind its length, uncompressed; a fully qualified name ends with a zero
///   byte
public record DomainName(Bytes wire) {
  /// The most bytes that a name takes on the wire.
  public static final int MAX_SIZE = 255;

  static final int MAX_LABEL = 63;

  /// The root: the fully qualified name without a label.
  public static final DomainName ROOT = new DomainName(Bytes.ofUnsigned(0));

  /// Throws [IllegalArgumentException] unless the bytes are a name.
  public DomainName {
    int position = 0;
    while (position < wire.length()) {
      int length = wire.at(position);
      if (length == 0 && position != wire.length() - 1) {
        throw new IllegalArgumentException("bytes behind the end of a domain name: " + wire);
      }
      if (length > MAX_LABEL || position + 1 + length > wire.length()) {
        throw new IllegalArgumentException("not a domain name: " + wire);
      }
      position += 1 + length;
    }
    if (wire.length() > MAX_SIZE) {
      throw new IllegalArgumentException("domain name longer than 255 bytes: " + wire.length());
    }
  }

  /// The name of these labels, each 1 to 63 bytes, without the root behind them. Throws
  /// [IllegalArgumentException] if a label or the whole is too long or a label is empty.
  static DomainName relative(List<Bytes> labels) {
    ByteSink out = new ByteSink();
    for (Bytes label : labels) {
      if (label.isEmpty() || label.length() > MAX_LABEL) {
        throw new IllegalArgumentException("label of " + label.length() + " bytes, not 1 to 63");
      }
      out.uint8(label.length());
      out.bytes(label);
    }
    return new DomainName(out.toBytes());
  }

  /// Reads the text form (RFC 1035 section 5.1): fully qualified where it ends with a dot. Throws
  /// [IllegalArgumentException] where it is not a name.
  public static DomainName of(String text) {
    return parse(text).orElseThrow();
  }

  /// Reads the text form (RFC 1035 section 5.1): labels between dots, `\DDD` for the byte with that
  /// decimal value, `\` before any other character for that character; fully qualified where it
  /// ends with a dot. Characters outside ASCII are taken as UTF-8.
  public static Parsed<DomainName> parse(String text) {
    if (text.equals(".")) {
      return Parsed.ok(ROOT);
    }
    List<Bytes> labels = new ArrayList<>();
    ByteSink label = new ByteSink();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int position = 0;
    while (position < bytes.length) {
      int c = bytes[position++] & 0xff;
      if (c == '.') {
        labels.add(label.toBytes());
        label = new ByteSink();
      } else if (c == '\\') {
        int escaped = escaped(bytes, position);
        if (escaped < 0) {
          return invalid(text, "a backslash stands before a character or three digits up to 255");
        }
        position += isDigit(bytes[position]) ? 3 : 1;
        label.uint8(escaped);
      } else {
        label.uint8(c);
      }
    }
    boolean qualified = label.length() == 0;
    if (!qualified) {
      labels.add(label.toBytes());
    }
    return Parsed.ok(labels)
        .map(DomainName::relative)
        .map(name -> qualified && !labels.isEmpty() ? name.qualified() : name)
        .or(reason -> invalid(text, reason));
  }

  /// The number of labels, without the root, of the name that [#parse] makes of `text`; -1 where
  /// that is none. Allocates nothing where all of it is letters, digits and dots and the like.
  public static int labelCount(String text) {
    int labels = 0;
    int inLabel = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' || c > 0x7f) {
        return parse(text).toOptional().map(name -> name.labels().size()).orElse(-1);
      }
      if (c != '.') {
        inLabel++;
      } else if (inLabel > 0 && inLabel <= MAX_LABEL) {
        labels++;
        inLabel = 0;
      } else {
        return text.length() == 1 ? 0 : -1;
      }
    }
    // On the wire each label has its length in front, and the root a zero.
    boolean fits = inLabel <= MAX_LABEL && text.length() + 1 <= MAX_SIZE;
    return fits ? labels + Math.min(inLabel, 1) : -1;
  }

  private static Parsed<DomainName> invalid(String text, String reason) {
    return Parsed.invalid("\"" + text + "\" is not a domain name: " + reason);
  }

  /// The byte that the escape whose text begins at `position` means; -1 where it means none.
  private static int escaped(byte[] bytes, int position) {
    if (position >= bytes.length) {
      return -1;
    }
    if (!isDigit(bytes[position])) {
      return bytes[position] & 0xff;
    }
    if (position + 3 > bytes.length
        || !isDigit(bytes[position + 1])
        || !isDigit(bytes[position + 2])) {
      return -1;
    }
    int value =
        100 * (bytes[position] - '0')
            + 10 * (bytes[position + 1] - '0')
            + (bytes[position + 2] - '0');
    return value > 255 ? -1 : value;
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  /// Whether the name is fully qualified: its last label is the root.
  public boolean isQualified() {
    int position = 0;
    int length = -1;
    while (position < wire.length()) {
      length = wire.at(position);
      position += 1 + length;
    }
    return length == 0;
  }

  /// This name with the root behind it. Throws [IllegalArgumentException] if it becomes too long.
  public DomainName qualified() {
    return isQualified() ? this : new DomainName(wire.plus(ROOT.wire));
  }

  /// The labels from left to right, without the root.
  public List<Bytes> labels() {
    List<Bytes> labels = new ArrayList<>();
    int position = 0;
    while (position < wire.length() && wire.at(position) != 0) {
      int length = wire.at(position);
      labels.add(wire.slice(position + 1, position + 1 + length));
      position += 1 + length;
    }
    return List.copyOf(labels);
  }

  /// This name with A to Z as a to z.
  public DomainName lowerCase() {
    byte[] bytes = wire.toArray();
    // A length byte is at most 63, below 'A'.
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] >= 'A' && bytes[i] <= 'Z') {
        bytes[i] = (byte) (bytes[i] + ('a' - 'A'));
      }
    }
    return new DomainName(Bytes.of(bytes));
  }

  /// The text form, with a dot at the end where the name is fully qualified.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Bytes label : labels()) {
      if (!text.isEmpty()) {
        text.append('.');
      }
      for (int i = 0; i < label.length(); i++) {
        appendByte(text, label.at(i));
      }
    }
    return isQualified() ? text.append('.').toString() : text.toString();
  }

  private static void appendByte(StringBuilder text, int value) {
    if (value == '.' || value == '\\') {
      text.append('\\').append((char) value);
    } else if (value > ' ' && value < 0x7f) {
      text.append((char) value);
    } else {
      text.append('\\')
          .append((char) ('0' + value / 100))
          .append((char) ('0' + value / 10 % 10))
          .append((char) ('0' + value % 10));
    }
  }
}
