package org.lessor.wire;

/// One option of a message: its code and its whole value, however many parts it takes on the wire.
///
/// @param code 1 to 254
/// @param value the joined value (RFC 3396), any length
public record Option(int code, Bytes value) {
  /// Throws [IllegalArgumentException] if `code` is out of range or belongs to the encoding (52).
  public Option {
    if (code < 1 || code > 254) {
      throw new IllegalArgumentException("option code out of range: " + code);
    }
    if (code == 52) {
      throw new IllegalArgumentException("option 52 is set by the encoder");
    }
  }
}
