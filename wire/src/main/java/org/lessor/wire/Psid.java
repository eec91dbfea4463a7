package org.lessor.wire;

/// A port set id: which share of the ports of a shared address is meant (RFC 7597 section 5.1).
///
/// @param value the id, below 2^`length`
/// @param length its length in bits, 0 to 16
public record Psid(int value, int length) {
  /// Throws [IllegalArgumentException] if a number is out of range.
  public Psid {
    if (length < 0 || length > 16 || value < 0 || value >>> length != 0) {
      throw new IllegalArgumentException(
          "not a port set id: " + value + "/" + length + " (id/length, length 0 to 16)");
    }
  }

  /// Reads `id/length`, such as `3/4`.
  public static Parsed<Psid> parse(String text) {
    if (!text.matches("[0-9]{1,5}/[0-9]{1,2}")) {
      return Parsed.invalid("\"" + text + "\" is not a port set id (id/length, such as 3/4)");
    }
    int slash = text.indexOf('/');
    int value = Integer.parseInt(text.substring(0, slash));
    return Parsed.ok(Integer.parseInt(text.substring(slash + 1)))
        .map(length -> new Psid(value, length));
  }

  /// `id/length`.
  @Override
  public String toString() {
    return value + "/" + length;
  }
}
