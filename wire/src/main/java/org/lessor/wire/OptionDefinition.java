package org.lessor.wire;

/// One row of an option table: what a code means and how its bytes are read and written.
///
/// @param code 1 to 254 in DHCPv4's own space, 0 to 255 in others
/// @param name Kea's name, such as `domain-name-servers`
/// @param type how bytes become a value and back
/// @param reference the document that defines it, such as `RFC 2132 section 3.8`
/// @param <T> the value's Java type
public record OptionDefinition<T>(int code, String name, OptionType<T> type, String reference) {
  /// Throws [IllegalArgumentException] if `code` is out of range or `name` is blank.
  public OptionDefinition {
    if (code < 0 || code > 255) {
      throw new IllegalArgumentException("option code out of range: " + code);
    }
    if (name.isBlank()) {
      throw new IllegalArgumentException("option " + code + " has no name");
    }
  }

  /// An instance of this option with that value.
  public Option with(T value) {
    return new Option(code, type.encode(value));
  }
}
