package org.lessor.linux.netlink;

import static org.lessor.linux.netlink.Conversation.NLM_F_ACK;
import static org.lessor.linux.netlink.Conversation.NLM_F_CREATE;
import static org.lessor.linux.netlink.Conversation.NLM_F_EXCL;
import static org.lessor.linux.netlink.Conversation.NLM_F_REQUEST;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFLA_ADDRESS;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFLA_IFNAME;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFLA_INFO_DATA;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFLA_INFO_KIND;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFLA_LINK;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFLA_LINKINFO;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFLA_MASTER;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFLA_MTU;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFLA_NET_NS_FD;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFLA_VLAN_ID;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTM_DELLINK;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTM_NEWLINK;
import static org.lessor.linux.netlink.RtnetlinkNumbers.VETH_INFO_PEER;

import java.util.function.Consumer;
import org.lessor.linux.ErrnoException;
import org.lessor.linux.LinkAddress;
import org.lessor.linux.NetworkNamespace;
import org.lessor.linux.internal.Ifinfomsg;

/// Makes and changes links. Threads and privileges as with [Rtnetlink].
public final class LinkRequests {
  private final Rtnetlink kernel;

  LinkRequests(Rtnetlink kernel) {
    this.kernel = kernel;
  }

  /// Switches a link on.
  public void up(int index) throws ErrnoException {
    setFlags("switch on interface " + index, index, Link.IFF_UP);
  }

  /// Switches a link off. Its routes are lost.
  public void down(int index) throws ErrnoException {
    setFlags("switch off interface " + index, index, 0);
  }

  private void setFlags(String attempted, int index, int flags) throws ErrnoException {
    kernel.execute(
        attempted,
        (request, sequence) -> {
          long struct =
              request.begin(RTM_NEWLINK, NLM_F_REQUEST | NLM_F_ACK, sequence, Ifinfomsg.SIZE);
          request.setInt(struct + Ifinfomsg.IFI_INDEX, index);
          request.setInt(struct + Ifinfomsg.IFI_FLAGS, flags);
          request.setInt(struct + Ifinfomsg.IFI_CHANGE, Link.IFF_UP);
        });
  }

  /// Sets the largest packet in bytes.
  public void setMtu(int index, int mtu) throws ErrnoException {
    set(
        "set the MTU of interface " + index + " to " + mtu,
        index,
        request -> request.attributeInt(IFLA_MTU, mtu));
  }

  /// Sets the link address. Many drivers want the link switched off for it.
  public void setAddress(int index, LinkAddress address) throws ErrnoException {
    set(
        "set the link address of interface " + index + " to " + address,
        index,
        request -> request.attribute(IFLA_ADDRESS, address));
  }

  /// Makes a link a port of a bridge or bond; `master` 0 makes it independent.
  public void setMaster(int index, int master) throws ErrnoException {
    set(
        "make interface " + index + " a port of " + master,
        index,
        request -> request.attributeInt(IFLA_MASTER, master));
  }

  /// Gives a link another name; it must be switched off.
  public void rename(int index, String name) throws ErrnoException {
    set(
        "rename interface " + index + " to " + name,
        index,
        request -> request.attribute(IFLA_IFNAME, name));
  }

  /// Moves a link to another network namespace. It loses its addresses, and may get another index.
  public void move(int index, NetworkNamespace target) throws ErrnoException {
    set(
        "move interface " + index + " to another namespace",
        index,
        request -> request.attributeInt(IFLA_NET_NS_FD, target.descriptor().number()));
  }

  private void set(String attempted, int index, Consumer<NetlinkWriter> attributes)
      throws ErrnoException {
    kernel.execute(
        attempted,
        (request, sequence) -> {
          long struct =
              request.begin(RTM_NEWLINK, NLM_F_REQUEST | NLM_F_ACK, sequence, Ifinfomsg.SIZE);
          request.setInt(struct + Ifinfomsg.IFI_INDEX, index);
          attributes.accept(request);
        });
  }

  /// Deletes a link that was made; with a veth, its peer goes too.
  public void delete(int index) throws ErrnoException {
    kernel.execute(
        "delete interface " + index,
        (request, sequence) -> {
          long struct =
              request.begin(RTM_DELLINK, NLM_F_REQUEST | NLM_F_ACK, sequence, Ifinfomsg.SIZE);
          request.setInt(struct + Ifinfomsg.IFI_INDEX, index);
        });
  }

  /// Makes a cable with two ends, both here.
  public void createVeth(String name, String peerName) throws ErrnoException {
    createVeth(name, peerName, LinkRequests::nothingMore);
  }

  /// Makes a cable with one end here and the other in another network namespace.
  public void createVeth(String name, String peerName, NetworkNamespace peerNamespace)
      throws ErrnoException {
    int fd = peerNamespace.descriptor().number();
    createVeth(name, peerName, request -> request.attributeInt(IFLA_NET_NS_FD, fd));
  }

  private void createVeth(String name, String peerName, Consumer<NetlinkWriter> peerAttributes)
      throws ErrnoException {
    create(
        name,
        "veth",
        LinkRequests::nothingMore,
        request -> {
          long peer = request.beginNest(VETH_INFO_PEER);
          request.struct(Ifinfomsg.SIZE);
          request.attribute(IFLA_IFNAME, peerName);
          peerAttributes.accept(request);
          request.endNest(peer);
        });
  }

  /// Makes a link that leads nowhere. Refused with `EOPNOTSUPP` by a kernel without that driver, as
  /// each `create` is.
  public void createDummy(String name) throws ErrnoException {
    create(name, "dummy", LinkRequests::nothingMore, LinkRequests::nothingMore);
  }

  /// Makes a bridge without ports.
  public void createBridge(String name) throws ErrnoException {
    create(name, "bridge", LinkRequests::nothingMore, LinkRequests::nothingMore);
  }

  /// Makes a VLAN (802.1Q, id 1 to 4094) over another link.
  public void createVlan(String name, int parent, int vlanId) throws ErrnoException {
    create(
        name,
        "vlan",
        request -> request.attributeInt(IFLA_LINK, parent),
        request -> request.attributeShort(IFLA_VLAN_ID, vlanId));
  }

  private static void nothingMore(NetlinkWriter request) {}

  private void create(
      String name,
      String kind,
      Consumer<NetlinkWriter> attributes,
      Consumer<NetlinkWriter> kindAttributes)
      throws ErrnoException {
    int flags = NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL;
    kernel.execute(
        "make " + kind + " interface " + name,
        (request, sequence) -> {
          request.begin(RTM_NEWLINK, flags, sequence, Ifinfomsg.SIZE);
          request.attribute(IFLA_IFNAME, name);
          attributes.accept(request);
          long linkInfo = request.beginNest(IFLA_LINKINFO);
          request.attribute(IFLA_INFO_KIND, kind);
          long kindInfo = request.beginNest(IFLA_INFO_DATA);
          kindAttributes.accept(request);
          request.endNest(kindInfo);
          request.endNest(linkInfo);
        });
  }
}
