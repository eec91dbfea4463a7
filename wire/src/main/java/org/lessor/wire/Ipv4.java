package org.lessor.wire;

import java.util.Optional;

/// An IPv4 address.
///
/// @param bits the address in network byte order as one number: 192.0.2.1 is `0xc0000201`
public record Ipv4(int bits) implements Comparable<Ipv4> {
  /// The odd number nearest to 2^32 divided by the golden ratio, by which neighbours come far
  /// apart.
  private static final int GOLDEN_RATIO = 0x9e3779b9;

  /// 0.0.0.0: no address.
  public static final Ipv4 UNSPECIFIED = new Ipv4(0);

  /// 255.255.255.255: everyone on this link.
  public static final Ipv4 BROADCAST = new Ipv4(-1);

  /// Reads dotted decimal notation. Throws [IllegalArgumentException] for anything else.
  public static Ipv4 of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("not an IPv4 address: " + text));
  }

  /// Reads dotted decimal notation: four numbers 0 to 255, no sign, no blank, no zero in front of
  /// other digits (some programs would read it as octal).
  public static Optional<Ipv4> parse(String text) {
    int bits = 0;
    int position = 0;
    for (int part = 0; part < 4; part++) {
      int value = 0;
      int digits = 0;
      int start = position;
      while (position < text.length() && digits < 3 && isDigit(text.charAt(position))) {
        value = value * 10 + text.charAt(position++) - '0';
        digits++;
      }
      boolean delimited =
          part == 3
              ? position == text.length()
              : position < text.length() && text.charAt(position++) == '.';
      boolean octal = digits > 1 && text.charAt(start) == '0';
      if (digits == 0 || octal || value > 255 || !delimited) {
        return Optional.empty();
      }
      bits = bits << 8 | value;
    }
    return Optional.of(new Ipv4(bits));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /// The address of four bytes of `source` at `offset`, most significant first.
  public static Ipv4 at(byte[] source, int offset) {
    return new Ipv4(Layout.uint32(source, offset));
  }

  /// Whether this is 0.0.0.0.
  public boolean isUnspecified() {
    return bits == 0;
  }

  /// Whether this is 255.255.255.255.
  public boolean isLimitedBroadcast() {
    return bits == -1;
  }

  /// Whether the address lies in 224.0.0.0/4.
  public boolean isMulticast() {
    return bits >>> 28 == 0xe;
  }

  /// Whether the address lies in 127.0.0.0/8.
  public boolean isLoopback() {
    return bits >>> 24 == 127;
  }

  /// Whether the address lies in 169.254.0.0/16 (RFC 3927).
  public boolean isLinkLocal() {
    return bits >>> 16 == 0xa9fe;
  }

  /// Whether one host could have this address: not 0.0.0.0/8, loopback, multicast, reserved or
  /// broadcast.
  public boolean isHost() {
    int first = bits >>> 24;
    return first != 0 && first != 127 && first < 224;
  }

  /// The address as a number, 0 to 2^32 - 1.
  public long unsigned() {
    return Integer.toUnsignedLong(bits);
  }

  /// The address `distance` places further, wrapping at the end of the space.
  public Ipv4 plus(long distance) {
    return new Ipv4((int) (bits + distance));
  }

  /// The four bytes, most significant first.
  public Bytes toBytes() {
    return Bytes.ofUint32(bits);
  }

  /// Orders as unsigned numbers.
  @Override
  public int compareTo(Ipv4 other) {
    return Integer.compareUnsigned(bits, other.bits);
  }

  /// Spreads addresses that differ in a few bits only, such as those of networks one after the
  /// other, over a hash table.
  @Override
  public int hashCode() {
    return bits * GOLDEN_RATIO;
  }

  /// Dotted decimal notation.
  @Override
  public String toString() {
    return (bits >>> 24)
        + "."
        + (bits >>> 16 & 0xff)
        + "."
        + (bits >>> 8 & 0xff)
        + "."
        + (bits & 0xff);
  }
}
