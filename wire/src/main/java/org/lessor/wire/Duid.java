package org.lessor.wire;

/// A DHCP unique identifier: what a node calls itself for good (RFC 8415 section 11; in DHCPv4
/// inside a client identifier, RFC 4361 section 6.1, and as relay identifier, RFC 6925).
///
/// @param bytes its type in two bytes, then at most 128 bytes; to be compared as a whole
public record Duid(Bytes bytes) {
  /// The most bytes that a DUID may have, type included.
  public static final int MAX_SIZE = 130;

  /// Type 1: link-layer address and time of creation.
  public static final int LLT = 1;

  /// Type 2: enterprise number and an identifier that the enterprise assigns.
  public static final int EN = 2;

  /// Type 3: link-layer address.
  public static final int LL = 3;

  /// Type 4: a UUID (RFC 6355).
  public static final int UUID = 4;

  /// Throws [IllegalArgumentException] if there are less than 3 or more than 130 bytes.
  public Duid {
    if (bytes.length() < 3 || bytes.length() > MAX_SIZE) {
      throw new IllegalArgumentException(
          "a DUID has 3 to 130 bytes, not " + bytes.length() + ": " + bytes);
    }
  }

  /// A DUID-LLT.
  ///
  /// @param seconds since 2000-01-01 00:00 UTC, modulo 2^32
  public static Duid linkLayerTime(HardwareAddress address, long seconds) {
    return new Duid(
        Bytes.ofUint16(LLT)
            .plus(Bytes.ofUint16(address.htype()))
            .plus(Bytes.ofUint32(seconds))
            .plus(address.address()));
  }

  /// A DUID-EN.
  ///
  /// @param enterprise the IANA enterprise number, 0 to 2^32 - 1
  public static Duid enterprise(long enterprise, Bytes identifier) {
    return new Duid(Bytes.ofUint16(EN).plus(Bytes.ofUint32(enterprise)).plus(identifier));
  }

  /// A DUID-LL.
  public static Duid linkLayer(HardwareAddress address) {
    return new Duid(
        Bytes.ofUint16(LL).plus(Bytes.ofUint16(address.htype())).plus(address.address()));
  }

  /// A DUID-UUID. Throws [IllegalArgumentException] unless there are 16 bytes.
  public static Duid uuid(Bytes uuid) {
    if (uuid.length() != 16) {
      throw new IllegalArgumentException("a UUID has 16 bytes, not " + uuid.length());
    }
    return new Duid(Bytes.ofUint16(UUID).plus(uuid));
  }

  /// Reads hexadecimal digits, with or without separators, or `'text'`.
  public static Parsed<Duid> parse(String text) {
    return Bytes.parseHexOrQuoted(text).map(Duid::new);
  }

  /// The type, 0 to 65535; [#LLT], [#EN], [#LL], [#UUID] or one that is not known here.
  public int type() {
    return bytes.uint16(0);
  }

  /// Hexadecimal digits with colons, as Kea writes a DUID.
  @Override
  public String toString() {
    return bytes.toHex(":");
  }
}
