package org.lessor.linux.netlink;

import static org.lessor.linux.netlink.RtnetlinkNumbers.IFA_ADDRESS;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFA_BROADCAST;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFA_CACHEINFO;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFA_FLAGS;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFA_LABEL;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFA_LOCAL;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFA_PROTO;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFA_RT_PRIORITY;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFLA_ADDRESS;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFLA_BROADCAST;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFLA_IFNAME;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFLA_INFO_DATA;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFLA_INFO_KIND;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFLA_LINK;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFLA_LINKINFO;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFLA_MASTER;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFLA_MTU;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFLA_VRF_TABLE;
import static org.lessor.linux.netlink.RtnetlinkNumbers.NDA_DST;
import static org.lessor.linux.netlink.RtnetlinkNumbers.NDA_LLADDR;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTAX_MTU;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTA_DST;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTA_GATEWAY;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTA_METRICS;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTA_MULTIPATH;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTA_OIF;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTA_PREFSRC;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTA_PRIORITY;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTA_TABLE;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTM_DELADDR;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTM_DELLINK;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTM_DELNEIGH;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTM_DELROUTE;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTM_NEWADDR;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTM_NEWLINK;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTM_NEWNEIGH;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTM_NEWROUTE;

import java.util.Optional;
import org.lessor.linux.Ip4;
import org.lessor.linux.LinkAddress;
import org.lessor.linux.internal.IfaCacheinfo;
import org.lessor.linux.internal.Ifaddrmsg;
import org.lessor.linux.internal.Ifinfomsg;
import org.lessor.linux.internal.Ndmsg;
import org.lessor.linux.internal.Rtmsg;
import org.lessor.linux.internal.Rtnexthop;
import org.lessor.linux.internal.SocketCalls;

/// Turns rtnetlink(7) messages into values. Empty for messages of other address families, and for
/// those too short to hold what they must.
final class Decoder {
  private static final int AF_UNSPEC = 0;

  private Decoder() {}

  /// A link of a `RTM_*LINK` message. Bridges tell of their ports too, as another family.
  static Optional<Link> link(NetlinkReader message) {
    if (!message.holds(Ifinfomsg.SIZE) || message.unsignedByte(Ifinfomsg.IFI_FAMILY) != AF_UNSPEC) {
      return Optional.empty();
    }
    String name = "";
    LinkKind kind = LinkKind.NONE;
    LinkAddress address = LinkAddress.EMPTY;
    LinkAddress broadcast = LinkAddress.EMPTY;
    int mtu = 0;
    int master = 0;
    int parent = 0;
    Attributes attributes = message.attributes(Ifinfomsg.SIZE);
    while (attributes.next()) {
      switch (attributes.type()) {
        case IFLA_IFNAME -> name = attributes.text();
        case IFLA_ADDRESS -> address = attributes.linkAddress();
        case IFLA_BROADCAST -> broadcast = attributes.linkAddress();
        case IFLA_MTU -> mtu = attributes.toInt();
        case IFLA_MASTER -> master = attributes.toInt();
        case IFLA_LINK -> parent = attributes.toInt();
        case IFLA_LINKINFO -> kind = kind(attributes.nested());
        default -> {} // the kernel tells much more
      }
    }
    return Optional.of(
        new Link(
            message.toInt(Ifinfomsg.IFI_INDEX),
            name,
            message.toInt(Ifinfomsg.IFI_FLAGS),
            message.unsignedShort(Ifinfomsg.IFI_TYPE),
            address,
            broadcast,
            mtu,
            kind.name(),
            master,
            parent,
            kind.vrfTable()));
  }

  /// What is told of a link by its kind.
  private record LinkKind(String name, int vrfTable) {
    static final LinkKind NONE = new LinkKind("", 0);
  }

  /// The kernel tells the kind first, and then what only means something for that kind.
  private static LinkKind kind(Attributes attributes) {
    LinkKind kind = LinkKind.NONE;
    while (attributes.next()) {
      switch (attributes.type()) {
        case IFLA_INFO_KIND -> kind = new LinkKind(attributes.text(), 0);
        case IFLA_INFO_DATA -> {
          if (kind.name().equals("vrf")) {
            kind = new LinkKind(kind.name(), vrfTable(attributes.nested()));
          }
        }
        default -> {} // of no use here
      }
    }
    return kind;
  }

  private static int vrfTable(Attributes attributes) {
    while (attributes.next()) {
      if (attributes.type() == IFLA_VRF_TABLE) {
        return attributes.toInt();
      }
    }
    return 0;
  }

  /// An address of a `RTM_*ADDR` message.
  static Optional<InterfaceAddress> address(NetlinkReader message) {
    if (!message.holds(Ifaddrmsg.SIZE)
        || message.unsignedByte(Ifaddrmsg.IFA_FAMILY) != SocketCalls.AF_INET
        || message.unsignedByte(Ifaddrmsg.IFA_PREFIXLEN) > Integer.SIZE) {
      return Optional.empty();
    }
    Ip4 local = Ip4.ANY;
    Ip4 peer = Ip4.ANY;
    Ip4 broadcast = Ip4.ANY;
    String label = "";
    int flags = message.unsignedByte(Ifaddrmsg.IFA_FLAGS);
    long valid = InterfaceAddress.FOREVER;
    long preferred = InterfaceAddress.FOREVER;
    long metric = 0;
    int protocol = 0;
    Attributes attributes = message.attributes(Ifaddrmsg.SIZE);
    while (attributes.next()) {
      switch (attributes.type()) {
        case IFA_LOCAL -> local = attributes.ip4();
        case IFA_ADDRESS -> peer = attributes.ip4();
        case IFA_BROADCAST -> broadcast = attributes.ip4();
        case IFA_LABEL -> label = attributes.text();
        case IFA_FLAGS -> flags = attributes.toInt();
        case IFA_CACHEINFO -> {
          valid = Integer.toUnsignedLong(attributes.toInt(IfaCacheinfo.IFA_VALID));
          preferred = Integer.toUnsignedLong(attributes.toInt(IfaCacheinfo.IFA_PREFERED));
        }
        case IFA_RT_PRIORITY -> metric = Integer.toUnsignedLong(attributes.toInt());
        case IFA_PROTO -> protocol = attributes.unsignedByte();
        default -> {} // the kernel may tell more
      }
    }
    return Optional.of(
        new InterfaceAddress(
            message.toInt(Ifaddrmsg.IFA_INDEX),
            local,
            message.unsignedByte(Ifaddrmsg.IFA_PREFIXLEN),
            peer,
            broadcast,
            label,
            message.unsignedByte(Ifaddrmsg.IFA_SCOPE),
            flags,
            valid,
            Math.min(preferred, valid),
            metric,
            protocol));
  }

  /// A route of a `RTM_*ROUTE` message.
  static Optional<Route> route(NetlinkReader message) {
    if (!message.holds(Rtmsg.SIZE)
        || message.unsignedByte(Rtmsg.RTM_FAMILY) != SocketCalls.AF_INET
        || message.unsignedByte(Rtmsg.RTM_DST_LEN) > Integer.SIZE) {
      return Optional.empty();
    }
    Ip4 destination = Ip4.ANY;
    Ip4 source = Ip4.ANY;
    Hop hop = new Hop(Ip4.ANY, 0, message.toInt(Rtmsg.RTM_FLAGS));
    int table = message.unsignedByte(Rtmsg.RTM_TABLE);
    long metric = 0;
    int mtu = 0;
    Attributes attributes = message.attributes(Rtmsg.SIZE);
    while (attributes.next()) {
      switch (attributes.type()) {
        case RTA_DST -> destination = attributes.ip4();
        case RTA_GATEWAY -> hop = new Hop(attributes.ip4(), hop.interfaceIndex, hop.flags);
        case RTA_OIF -> hop = new Hop(hop.gateway, attributes.toInt(), hop.flags);
        case RTA_MULTIPATH -> hop = firstHop(attributes);
        case RTA_TABLE -> table = attributes.toInt();
        case RTA_PRIORITY -> metric = Integer.toUnsignedLong(attributes.toInt());
        case RTA_PREFSRC -> source = attributes.ip4();
        case RTA_METRICS -> mtu = mtu(attributes.nested());
        default -> {} // the kernel may tell more
      }
    }
    return Optional.of(
        new Route(
            destination,
            message.unsignedByte(Rtmsg.RTM_DST_LEN),
            hop.gateway,
            hop.interfaceIndex,
            table,
            message.unsignedByte(Rtmsg.RTM_PROTOCOL),
            metric,
            source,
            message.unsignedByte(Rtmsg.RTM_SCOPE),
            message.unsignedByte(Rtmsg.RTM_TYPE),
            hop.flags,
            mtu));
  }

  private record Hop(Ip4 gateway, int interfaceIndex, int flags) {}

  private static Hop firstHop(Attributes multipath) {
    int flags = (multipath.toInt(0) >>> 16) & 0xff; // rtnh_len, rtnh_flags, rtnh_hops
    int interfaceIndex = multipath.toInt(Rtnexthop.RTNH_IFINDEX);
    Attributes attributes = multipath.nested(Rtnexthop.SIZE, multipath.unsignedShort());
    while (attributes.next()) {
      if (attributes.type() == RTA_GATEWAY) {
        return new Hop(attributes.ip4(), interfaceIndex, flags);
      }
    }
    return new Hop(Ip4.ANY, interfaceIndex, flags);
  }

  private static int mtu(Attributes metrics) {
    while (metrics.next()) {
      if (metrics.type() == RTAX_MTU) {
        return metrics.toInt();
      }
    }
    return 0;
  }

  /// A neighbour of a `RTM_*NEIGH` message.
  static Optional<Neighbour> neighbour(NetlinkReader message) {
    if (!message.holds(Ndmsg.SIZE)
        || message.unsignedByte(Ndmsg.NDM_FAMILY) != SocketCalls.AF_INET) {
      return Optional.empty();
    }
    Ip4 address = Ip4.ANY;
    LinkAddress linkAddress = LinkAddress.EMPTY;
    Attributes attributes = message.attributes(Ndmsg.SIZE);
    while (attributes.next()) {
      switch (attributes.type()) {
        case NDA_DST -> address = attributes.ip4();
        case NDA_LLADDR -> linkAddress = attributes.linkAddress();
        default -> {} // the kernel tells more
      }
    }
    return Optional.of(
        new Neighbour(
            message.toInt(Ndmsg.NDM_IFINDEX),
            address,
            linkAddress,
            Neighbour.State.of(message.unsignedShort(Ndmsg.NDM_STATE)),
            message.unsignedByte(Ndmsg.NDM_FLAGS)));
  }

  /// What a message of a subscription tells; empty where it is nothing that is known.
  static Optional<RouteEvent> event(NetlinkReader message) {
    return switch (message.type()) {
      case RTM_NEWLINK -> link(message).map(RouteEvent.LinkChanged::new);
      case RTM_DELLINK -> link(message).map(RouteEvent.LinkRemoved::new);
      case RTM_NEWADDR -> address(message).map(RouteEvent.AddressChanged::new);
      case RTM_DELADDR -> address(message).map(RouteEvent.AddressRemoved::new);
      case RTM_NEWROUTE -> route(message).map(RouteEvent.RouteChanged::new);
      case RTM_DELROUTE -> route(message).map(RouteEvent.RouteRemoved::new);
      case RTM_NEWNEIGH -> neighbour(message).map(RouteEvent.NeighbourChanged::new);
      case RTM_DELNEIGH -> neighbour(message).map(RouteEvent.NeighbourRemoved::new);
      case NetlinkReader.NLMSG_OVERRUN -> Optional.of(new RouteEvent.Overrun());
      default -> Optional.empty();
    };
  }
}
