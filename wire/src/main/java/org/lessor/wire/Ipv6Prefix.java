package org.lessor.wire;

/// A block of IPv6 addresses, such as 2001:db8::/32.
///
/// @param network the first address; bits below the mask are zero
/// @param length the number of leading bits that all addresses share, 0 to 128
public record Ipv6Prefix(Ipv6 network, int length) {
  /// Throws [IllegalArgumentException] if `length` is out of range or `network` has bits below the
  /// mask.
  public Ipv6Prefix {
    if (length < 0 || length > 128) {
      throw new IllegalArgumentException("prefix length out of range 0..128: " + length);
    }
    if (!masked(network, length).equals(network)) {
      throw new IllegalArgumentException(network + "/" + length + " has bits below its mask");
    }
  }

  /// The block of `length` leading bits that `address` lies in.
  public static Ipv6Prefix containing(Ipv6 address, int length) {
    return new Ipv6Prefix(masked(address, Math.clamp(length, 0, 128)), length);
  }

  private static Ipv6 masked(Ipv6 address, int length) {
    byte[] bytes = address.address().toArray();
    for (int i = 0; i < bytes.length; i++) {
      int kept = Math.clamp(length - 8 * i, 0, 8);
      bytes[i] &= (byte) (0xff00 >>> kept);
    }
    return new Ipv6(Bytes.of(bytes));
  }

  /// Reads `address/length`; bits below the mask are tolerated and cleared.
  public static Parsed<Ipv6Prefix> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,3}")) {
      return Parsed.invalid("\"" + text + "\" is not an IPv6 prefix (address/length)");
    }
    int length = Integer.parseInt(text.substring(slash + 1));
    return Ipv6.parse(text.substring(0, slash)).map(address -> containing(address, length));
  }

  @Override
  public String toString() {
    return network + "/" + length;
  }
}
