package org.lessor.wire;

/// One option inside another one.
///
/// @param code 0 to 255
/// @param value at most 255 bytes: there is no way to split it
public record SubOption(int code, Bytes value) {
  /// The most bytes of a value.
  public static final int MAX_VALUE = 255;

  /// Throws [IllegalArgumentException] if a code or length is out of range.
  public SubOption {
    if (code < 0 || code > 255) {
      throw new IllegalArgumentException("sub-option code out of range: " + code);
    }
    if (value.length() > MAX_VALUE) {
      throw new IllegalArgumentException(
          "sub-option " + code + " has " + value.length() + " bytes, at most 255 fit");
    }
  }
}
