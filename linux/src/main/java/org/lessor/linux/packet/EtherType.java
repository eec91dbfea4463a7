package org.lessor.linux.packet;

/// The EtherTypes that this module deals with.
public final class EtherType {
  /// IPv4.
  public static final int IPV4 = 0x0800;

  /// ARP (RFC 826).
  public static final int ARP = 0x0806;

  /// An IEEE 802.1Q VLAN tag.
  public static final int VLAN = 0x8100;

  /// For a socket: packets of every type (`ETH_P_ALL`). Not found in packets.
  public static final int ALL = 0x0003;

  private EtherType() {}
}
