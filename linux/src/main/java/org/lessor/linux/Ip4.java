package org.lessor.linux;

import java.util.Optional;

/// An IPv4 address (`struct in_addr`) as one number: 192.0.2.1 is `0xC0000201`.
///
/// Calls on the path of packets pass the bare number; everything else passes this record.
///
/// @param bits the four octets, the first in the highest place
public record Ip4(int bits) implements Comparable<Ip4> {
  /// 0.0.0.0: "this host", or "any".
  public static final Ip4 ANY = new Ip4(0);

  /// 255.255.255.255: everyone on the link.
  public static final Ip4 BROADCAST = new Ip4(-1);

  /// 127.0.0.1.
  public static final Ip4 LOOPBACK = new Ip4(0x7f000001);

  /// An address in dotted decimals.
  ///
  /// @throws IllegalArgumentException where `text` is none; see [#parse]
  public static Ip4 of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("not an IPv4 address: " + text));
  }

  /// An address in dotted decimals, exactly four, none with a leading 0; empty for anything else.
  public static Optional<Ip4> parse(String text) {
    String[] octets = text.split("\\.", -1);
    if (octets.length != 4) {
      return Optional.empty();
    }
    int bits = 0;
    for (String octet : octets) {
      if (!octet.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(octet) > 255) {
        return Optional.empty();
      }
      bits = (bits << 8) | Integer.parseInt(octet);
    }
    return Optional.of(new Ip4(bits));
  }

  /// `bits` in dotted decimals.
  public static String toText(int bits) {
    return (bits >>> 24)
        + "."
        + ((bits >>> 16) & 0xff)
        + "."
        + ((bits >>> 8) & 0xff)
        + "."
        + (bits & 0xff);
  }

  @Override
  public int compareTo(Ip4 other) {
    return Integer.compareUnsigned(bits, other.bits);
  }

  /// Dotted decimals.
  @Override
  public String toString() {
    return toText(bits);
  }
}
