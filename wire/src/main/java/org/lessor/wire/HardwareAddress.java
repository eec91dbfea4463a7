package org.lessor.wire;

/// A link-layer address with its type, as in the fields `htype`, `hlen` and `chaddr` (RFC 2131
/// section 2).
///
/// @param htype the IANA hardware type, 0 to 255; 1 is Ethernet
/// @param address the address, 0 to 16 bytes; its length is `hlen`
public record HardwareAddress(int htype, Bytes address) {
  /// IANA hardware type of Ethernet.
  public static final int ETHERNET = 1;

  /// How many bytes an Ethernet address has.
  public static final int ETHERNET_SIZE = 6;

  /// IANA hardware type of InfiniBand (RFC 4390: `hlen` is 0 there).
  public static final int INFINIBAND = 32;

  /// Throws [IllegalArgumentException] if `htype` or the length is out of range.
  public HardwareAddress {
    if (htype < 0 || htype > 255) {
      throw new IllegalArgumentException("hardware type out of range: " + htype);
    }
    if (address.length() > Layout.CHADDR_SIZE) {
      throw new IllegalArgumentException(
          "hardware address longer than 16 bytes: " + address.length());
    }
  }

  /// An Ethernet address of six bytes, such as `02:00:5e:00:00:01`. Throws
  /// [IllegalArgumentException] for anything else.
  public static HardwareAddress ethernet(String text) {
    Bytes address = Bytes.ofHex(text);
    if (address.length() != ETHERNET_SIZE) {
      throw new IllegalArgumentException("not an Ethernet address: " + text);
    }
    return new HardwareAddress(ETHERNET, address);
  }

  /// Whether there is no address at all.
  public boolean isEmpty() {
    return address.isEmpty();
  }

  /// The bytes with colons; the type in front where it is not Ethernet, such as `32/00:01`.
  @Override
  public String toString() {
    return htype == ETHERNET ? address.toHex(":") : htype + "/" + address.toHex(":");
  }
}
