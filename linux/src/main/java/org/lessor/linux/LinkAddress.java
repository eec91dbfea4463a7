package org.lessor.linux;

import java.util.Arrays;
import java.util.HexFormat;

/// A link-layer address: on Ethernet the six octets of a MAC address, elsewhere none to 32.
///
/// Immutable.
public final class LinkAddress {
  /// The most octets that the kernel keeps (`MAX_ADDR_LEN`).
  public static final int MAX_SIZE_BYTES = 32;

  /// Ethernet's address of everyone, ff:ff:ff:ff:ff:ff.
  public static final LinkAddress BROADCAST = of("ff:ff:ff:ff:ff:ff");

  /// No address: that of a loopback-less tunnel, for example.
  public static final LinkAddress EMPTY = new LinkAddress(new byte[0]);

  private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

  private final byte[] octets;

  private LinkAddress(byte[] octets) {
    this.octets = octets;
  }

  /// An address of the octets `from` to `to - 1` of `source`.
  public static LinkAddress of(byte[] source, int from, int to) {
    if (to - from > MAX_SIZE_BYTES) {
      throw new IllegalArgumentException("a link address has at most 32 octets: " + (to - from));
    }
    return new LinkAddress(Arrays.copyOfRange(source, from, to));
  }

  /// An address of all octets of `source`.
  public static LinkAddress of(byte[] source) {
    return of(source, 0, source.length);
  }

  /// An address in the form `02:00:00:00:00:01`.
  ///
  /// @throws IllegalArgumentException where `text` is none
  public static LinkAddress of(String text) {
    return of(HexFormat.ofDelimiter(":").parseHex(text));
  }

  /// How many octets it has.
  public int sizeBytes() {
    return octets.length;
  }

  /// A copy of the octets.
  public byte[] toBytes() {
    return octets.clone();
  }

  /// Copies the octets into `target`, from `offset` on.
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(octets, 0, target, offset, octets.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LinkAddress address && Arrays.equals(octets, address.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  /// `02:00:00:00:00:01`.
  @Override
  public String toString() {
    return COLONS.formatHex(octets);
  }
}
