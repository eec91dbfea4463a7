package org.lessor.linux.netlink;

import org.lessor.linux.LinkAddress;

/// A network interface.
///
/// @param index its number, 1 or more, which it keeps when its name changes
/// @param name `eth0`
/// @param flags `IFF_*`, see the methods
/// @param hardwareType `ARPHRD_*`: 1 is Ethernet, 772 loopback, 65534 none
/// @param address its own link address; empty where the link has none
/// @param broadcastAddress the link address of everyone; empty where there is none
/// @param mtu the largest packet in bytes, without the link's header
/// @param kind `veth`, `bridge`, `vlan`, ...; empty for hardware
/// @param master index of the bridge or bond that it belongs to; 0 for none
/// @param parent index of the interface that it works over (of a VLAN) or of its peer (of a veth;
///   in another namespace that may mean another interface); 0 for none
/// @param vrfTable of a `vrf`, the routing table of its ports, as an unsigned number; 0 for others
public record Link(
    int index,
    String name,
    int flags,
    int hardwareType,
    LinkAddress address,
    LinkAddress broadcastAddress,
    int mtu,
    String kind,
    int master,
    int parent,
    int vrfTable) {
  /// [#hardwareType] of Ethernet, Wi-Fi included.
  public static final int ARPHRD_ETHER = 1;

  static final int IFF_UP = 0x1;
  private static final int IFF_BROADCAST = 0x2;
  private static final int IFF_LOOPBACK = 0x8;
  private static final int IFF_POINTOPOINT = 0x10;
  private static final int IFF_RUNNING = 0x40;
  private static final int IFF_NOARP = 0x80;
  private static final int IFF_LOWER_UP = 0x10000;

  /// Switched on by whoever administers it.
  public boolean isUp() {
    return (flags & IFF_UP) != 0;
  }

  /// Ready to carry packets: up, and the link below works (operational state up or unknown).
  public boolean isRunning() {
    return (flags & IFF_RUNNING) != 0;
  }

  /// The physical link works: cable plugged, peer up.
  public boolean isLowerUp() {
    return (flags & IFF_LOWER_UP) != 0;
  }

  /// Can send to everyone on the link.
  public boolean canBroadcast() {
    return (flags & IFF_BROADCAST) != 0;
  }

  /// The loopback interface.
  public boolean isLoopback() {
    return (flags & IFF_LOOPBACK) != 0;
  }

  /// A link with one other station.
  public boolean isPointToPoint() {
    return (flags & IFF_POINTOPOINT) != 0;
  }

  /// Knows its neighbours without ARP.
  public boolean isWithoutArp() {
    return (flags & IFF_NOARP) != 0;
  }
}
