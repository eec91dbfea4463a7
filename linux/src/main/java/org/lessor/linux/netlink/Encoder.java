package org.lessor.linux.netlink;

import static org.lessor.linux.netlink.RtnetlinkNumbers.IFA_ADDRESS;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFA_BROADCAST;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFA_CACHEINFO;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFA_FLAGS;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFA_LABEL;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFA_LOCAL;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFA_PROTO;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFA_RT_PRIORITY;
import static org.lessor.linux.netlink.RtnetlinkNumbers.NDA_DST;
import static org.lessor.linux.netlink.RtnetlinkNumbers.NDA_LLADDR;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTAX_MTU;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTA_DST;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTA_GATEWAY;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTA_METRICS;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTA_OIF;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTA_PREFSRC;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTA_PRIORITY;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTA_TABLE;

import org.lessor.linux.Ip4;
import org.lessor.linux.internal.IfaCacheinfo;
import org.lessor.linux.internal.Ifaddrmsg;
import org.lessor.linux.internal.Ndmsg;
import org.lessor.linux.internal.Rtmsg;
import org.lessor.linux.internal.SocketCalls;

/// Turns values into the bodies of rtnetlink(7) requests.
final class Encoder {
  private Encoder() {}

  /// Begins a `RTM_*ADDR` message and adds what tells one address from another.
  static void address(
      NetlinkWriter request, int type, int flags, int sequence, InterfaceAddress a) {
    long struct = request.begin(type, flags, sequence, Ifaddrmsg.SIZE);
    request.setByte(struct + Ifaddrmsg.IFA_FAMILY, SocketCalls.AF_INET);
    request.setByte(struct + Ifaddrmsg.IFA_PREFIXLEN, a.prefixLength());
    request.setByte(struct + Ifaddrmsg.IFA_FLAGS, a.flags());
    request.setByte(struct + Ifaddrmsg.IFA_SCOPE, a.scope());
    request.setInt(struct + Ifaddrmsg.IFA_INDEX, a.interfaceIndex());
    request.attribute(IFA_LOCAL, a.local());
    request.attribute(IFA_ADDRESS, a.peer());
    if (!a.label().isEmpty()) {
      request.attribute(IFA_LABEL, a.label());
    }
  }

  /// Adds what an address has beside itself.
  static void addressDetails(NetlinkWriter request, InterfaceAddress a) {
    if (!a.broadcast().equals(Ip4.ANY)) {
      request.attribute(IFA_BROADCAST, a.broadcast());
    }
    request.attributeInt(IFA_FLAGS, a.flags());
    if (a.validSeconds() != InterfaceAddress.FOREVER
        || a.preferredSeconds() != InterfaceAddress.FOREVER) {
      long lifetimes = request.attribute(IFA_CACHEINFO, IfaCacheinfo.SIZE);
      request.setInt(lifetimes + IfaCacheinfo.IFA_VALID, (int) a.validSeconds());
      request.setInt(lifetimes + IfaCacheinfo.IFA_PREFERED, (int) a.preferredSeconds());
    }
    if (a.routeMetric() != 0) {
      request.attributeInt(IFA_RT_PRIORITY, (int) a.routeMetric());
    }
    if (a.protocol() != 0) {
      request.attributeByte(IFA_PROTO, a.protocol());
    }
  }

  /// Begins a `RTM_*ROUTE` message and adds all of the route.
  static void route(NetlinkWriter request, int type, int flags, int sequence, Route route) {
    long struct = request.begin(type, flags, sequence, Rtmsg.SIZE);
    request.setByte(struct + Rtmsg.RTM_FAMILY, SocketCalls.AF_INET);
    request.setByte(struct + Rtmsg.RTM_DST_LEN, route.prefixLength());
    request.setByte(struct + Rtmsg.RTM_TABLE, route.table() < 256 ? route.table() : 0);
    request.setByte(struct + Rtmsg.RTM_PROTOCOL, route.protocol());
    request.setByte(struct + Rtmsg.RTM_SCOPE, route.scope());
    request.setByte(struct + Rtmsg.RTM_TYPE, route.type());
    request.setInt(struct + Rtmsg.RTM_FLAGS, route.flags() & Route.RTNH_F_ONLINK);
    request.attributeInt(RTA_TABLE, route.table());
    if (route.prefixLength() > 0) {
      request.attribute(RTA_DST, route.destination());
    }
    if (route.hasGateway()) {
      request.attribute(RTA_GATEWAY, route.gateway());
    }
    if (route.interfaceIndex() != 0) {
      request.attributeInt(RTA_OIF, route.interfaceIndex());
    }
    if (route.metric() != 0) {
      request.attributeInt(RTA_PRIORITY, (int) route.metric());
    }
    if (!route.preferredSource().equals(Ip4.ANY)) {
      request.attribute(RTA_PREFSRC, route.preferredSource());
    }
    if (route.mtu() != 0) {
      long metrics = request.beginNest(RTA_METRICS);
      request.attributeInt(RTAX_MTU, route.mtu());
      request.endNest(metrics);
    }
  }

  /// Begins a `RTM_*NEIGH` message and adds all of the neighbour.
  static void neighbour(
      NetlinkWriter request, int type, int flags, int sequence, Neighbour neighbour) {
    long struct = request.begin(type, flags, sequence, Ndmsg.SIZE);
    request.setByte(struct + Ndmsg.NDM_FAMILY, SocketCalls.AF_INET);
    request.setInt(struct + Ndmsg.NDM_IFINDEX, neighbour.interfaceIndex());
    request.setShort(struct + Ndmsg.NDM_STATE, neighbour.state().number());
    request.setByte(struct + Ndmsg.NDM_FLAGS, neighbour.flags());
    request.attribute(NDA_DST, neighbour.address());
    if (neighbour.linkAddress().sizeBytes() > 0) {
      request.attribute(NDA_LLADDR, neighbour.linkAddress());
    }
  }
}
