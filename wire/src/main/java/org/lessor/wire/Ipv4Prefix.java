package org.lessor.wire;

import java.util.Optional;

/// A block of IPv4 addresses, such as 192.0.2.0/24.
///
/// @param network the first address; bits below the mask are zero
/// @param length the number of leading bits that all addresses share, 0 to 32
public record Ipv4Prefix(Ipv4 network, int length) {
  /// Throws [IllegalArgumentException] if `length` is out of range or `network` has bits below the
  /// mask.
  public Ipv4Prefix {
    if (length < 0 || length > 32) {
      throw new IllegalArgumentException("prefix length out of range: " + length);
    }
    if ((network.bits() & ~maskBits(length)) != 0) {
      throw new IllegalArgumentException(network + "/" + length + " has bits below its mask");
    }
  }

  /// The block of `length` leading bits that `address` lies in.
  public static Ipv4Prefix containing(Ipv4 address, int length) {
    if (length < 0 || length > 32) {
      throw new IllegalArgumentException("prefix length out of range: " + length);
    }
    return new Ipv4Prefix(new Ipv4(address.bits() & maskBits(length)), length);
  }

  /// Reads `a.b.c.d/n`; bits below the mask are tolerated and cleared. Throws
  /// [IllegalArgumentException] for anything else.
  public static Ipv4Prefix of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("not an IPv4 prefix: " + text));
  }

  /// Reads `a.b.c.d/n`; bits below the mask are tolerated and cleared.
  public static Optional<Ipv4Prefix> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,2}")) {
      return Optional.empty();
    }
    int length = Integer.parseInt(text.substring(slash + 1));
    return length > 32
        ? Optional.empty()
        : Ipv4.parse(text.substring(0, slash)).map(address -> containing(address, length));
  }

  private static int maskBits(int length) {
    return length == 0 ? 0 : -1 << (32 - length);
  }

  /// The mask, such as 255.255.255.0.
  public Ipv4 mask() {
    return new Ipv4(maskBits(length));
  }

  /// The last address: the directed broadcast address where `length` is at most 30.
  public Ipv4 last() {
    return new Ipv4(network.bits() | ~maskBits(length));
  }

  /// Whether `address` lies in this block.
  public boolean contains(Ipv4 address) {
    return (address.bits() & maskBits(length)) == network.bits();
  }

  /// The number of addresses, 1 to 2^32.
  public long size() {
    return 1L << (32 - length);
  }

  @Override
  public String toString() {
    return network + "/" + length;
  }
}
