package org.lessor.wire;

import java.util.Optional;

/// One row of an option table: what a code means and how its bytes are read and written.
///
/// @param code 1 to 254 in DHCPv4's own space, 0 to 255 in others
/// @param name Kea's name, such as `domain-name-servers`
/// @param type how bytes become a value and back; where sub-options follow the value, of the value
///   alone
/// @param reference the document that defines it, such as `RFC 2132 section 3.8`
/// @param space the name of the space that the code belongs to, `dhcp4` for DHCPv4's own
/// @param encapsulates the name of the space of the sub-options that follow the value, empty where
///   none do
/// @param <T> the value's Java type
public record OptionDefinition<T>(
    int code,
    String name,
    OptionType<T> type,
    String reference,
    String space,
    String encapsulates) {
  /// The most bytes that one part of an option holds on the wire.
  private static final int MAX_PART = 255;

  /// Throws [IllegalArgumentException] if `code` is out of range or a name is blank.
  public OptionDefinition {
    if (code < 0 || code > 255) {
      throw new IllegalArgumentException("option code out of range: " + code);
    }
    if (name.isBlank()) {
      throw new IllegalArgumentException("option " + code + " has no name");
    }
    if (space.isBlank()) {
      throw new IllegalArgumentException("option " + code + " has no space");
    }
  }

  /// An option of DHCPv4's own space without sub-options.
  public OptionDefinition(int code, String name, OptionType<T> type, String reference) {
    this(code, name, type, reference, OptionSpace.DHCP4, "");
  }

  /// An instance of this option with that value.
  public Option with(T value) {
    return new Option(code, type.encode(value));
  }

  /// Whether a message may hold this option in several parts, which are joined (RFC 3396): whether
  /// a value can be longer than one part holds.
  public boolean mayRepeat() {
    return type.maxSizeBytes() > MAX_PART || !encapsulates.isEmpty();
  }

  /// Whether the option consists of sub-options and nothing else.
  public boolean isOnlySubOptions() {
    return !encapsulates.isEmpty() && type instanceof TextTypes.BinaryType;
  }

  /// The sub-options behind the value; empty where this option has none or `bytes` does not fit.
  public Optional<SubOptions> subOptions(Bytes bytes) {
    if (encapsulates.isEmpty()) {
      return Optional.empty();
    }
    Cursor in = new Cursor(bytes);
    boolean valueRead =
        switch (type) {
          case TextTypes.BinaryType _ -> true;
          case FieldType<T> field -> field.knowsItsEnd() && field.read(in) != null;
          case RecordType fields -> fields.read(in) != null;
          default -> false;
        };
    return valueRead ? SubOptions.decode(in.rest(), framing()) : Optional.empty();
  }

  /// Narrows `value`, the bytes of this option, to those of the first sub-option with that code.
  ///
  /// @return whether there is one. Where not, and where this option has no sub-options or the value
  ///   in front of them does not fit, the window shows anything
  public boolean subOption(int subCode, ByteWindow value) {
    if (encapsulates.isEmpty()) {
      return false;
    }
    if (type instanceof TextTypes.BinaryType) {
      return SubOptions.find(subCode, value, framing());
    }
    Optional<Bytes> found = subOptions(value.toBytes()).flatMap(options -> options.value(subCode));
    found.ifPresent(value::set);
    return found.isPresent();
  }

  /// RFC 2132 section 8.4 gives pad and end a meaning inside option 43; no other document does for
  /// its own sub-options.
  private SubOptions.Framing framing() {
    return code == StandardOptions.VENDOR_SPECIFIC && space.equals(OptionSpace.DHCP4)
        ? SubOptions.Framing.PAD_AND_END
        : SubOptions.Framing.PLAIN;
  }
}
