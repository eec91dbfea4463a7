package org.lessor.wire;

import java.util.Optional;

/// A client identifier, option 61 (RFC 2132 section 9.14), taken apart.
///
/// To a server it is one opaque value ([#bytes()]), compared byte by byte and copied into every
/// reply (RFC 6842 section 3): what the cases below say is for showing and for configuration, never
/// for telling clients apart.
public sealed interface ClientId {
  /// The first byte of an identifier with IAID and DUID.
  int RFC4361 = 255;

  /// The value of option 61.
  Bytes bytes();

  /// The hardware type and address of the interface, as most clients send that send no DUID.
  ///
  /// @param address with an htype of 1 to 254
  record Hardware(HardwareAddress address) implements ClientId {
    /// Throws [IllegalArgumentException] if the type is 0 or 255 or there is no address.
    public Hardware {
      if (address.htype() == 0 || address.htype() == RFC4361 || address.isEmpty()) {
        throw new IllegalArgumentException("no hardware address for an identifier: " + address);
      }
    }

    @Override
    public Bytes bytes() {
      return Bytes.ofUnsigned(address.htype()).plus(address.address());
    }

    /// The bytes with colons, as Kea writes a client identifier.
    @Override
    public String toString() {
      return bytes().toHex(":");
    }
  }

  /// 255, then an identifier of the interface and one of the node (RFC 4361 section 6.1).
  ///
  /// @param iaid tells the interfaces of a node apart; four bytes as one number
  /// @param duid the node
  record Node(int iaid, Duid duid) implements ClientId {
    @Override
    public Bytes bytes() {
      return Bytes.ofUnsigned(RFC4361).plus(Bytes.ofUint32(iaid)).plus(duid.bytes());
    }

    /// The bytes with colons, as Kea writes a client identifier.
    @Override
    public String toString() {
      return bytes().toHex(":");
    }
  }

  /// Anything else.
  ///
  /// @param bytes two bytes or more
  record Opaque(Bytes bytes) implements ClientId {
    /// Throws [IllegalArgumentException] if there are less than two bytes.
    public Opaque {
      if (bytes.length() < 2) {
        throw new IllegalArgumentException(
            "a client identifier has at least 2 bytes (RFC 2132 section 9.14): " + bytes);
      }
    }

    /// The bytes with colons, as Kea writes a client identifier.
    @Override
    public String toString() {
      return bytes.toHex(":");
    }
  }

  /// What the value of option 61 holds; empty below the two bytes that RFC 2132 section 9.14 asks
  /// for. Never throws. Its [#bytes()] are those that were given.
  static Optional<ClientId> decode(Bytes value) {
    if (value.length() < 2) {
      return Optional.empty();
    }
    int type = value.at(0);
    int rest = value.length() - 1;
    if (type == RFC4361 && rest >= 4 + 3 && rest <= 4 + Duid.MAX_SIZE) {
      return Optional.of(new Node((int) value.uint32(1), new Duid(value.from(5))));
    }
    if (addressLength(type) == rest) {
      return Optional.of(new Hardware(new HardwareAddress(type, value.from(1))));
    }
    return Optional.of(new Opaque(value));
  }

  /// The length of a hardware address of this type; -1 for types of which no client is known to
  /// send it. Without it a text such as `abcdefg` would pass for an address of type 97.
  private static int addressLength(int htype) {
    return switch (htype) {
      case 1, 6 -> 6; // Ethernet, IEEE 802
      case 24, 27 -> 8; // IEEE 1394, EUI-64
      default -> -1;
    };
  }

  /// Reads hexadecimal digits, with or without separators, or `'text'`.
  static Parsed<ClientId> parse(String text) {
    return Bytes.parseHexOrQuoted(text)
        .flatMap(bytes ->
            decode(bytes)
                .map(Parsed::ok)
                .orElseGet(() ->
                    Parsed.invalid(
                        "\""
                            + text
                            + "\": a client identifier has at least 2 bytes (RFC 2132"
                            + " section 9.14)")));
  }
}
