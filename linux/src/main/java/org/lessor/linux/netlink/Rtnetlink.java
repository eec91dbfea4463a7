package org.lessor.linux.netlink;

import static org.lessor.linux.netlink.Conversation.NLM_F_ACK;
import static org.lessor.linux.netlink.Conversation.NLM_F_CREATE;
import static org.lessor.linux.netlink.Conversation.NLM_F_DUMP;
import static org.lessor.linux.netlink.Conversation.NLM_F_EXCL;
import static org.lessor.linux.netlink.Conversation.NLM_F_REPLACE;
import static org.lessor.linux.netlink.Conversation.NLM_F_REQUEST;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFLA_EXT_MASK;
import static org.lessor.linux.netlink.RtnetlinkNumbers.IFLA_IFNAME;
import static org.lessor.linux.netlink.RtnetlinkNumbers.NDA_DST;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTA_DST;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTM_DELADDR;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTM_DELNEIGH;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTM_DELROUTE;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTM_GETADDR;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTM_GETLINK;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTM_GETNEIGH;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTM_GETROUTE;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTM_NEWADDR;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTM_NEWNEIGH;
import static org.lessor.linux.netlink.RtnetlinkNumbers.RTM_NEWROUTE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lessor.linux.Errno;
import org.lessor.linux.ErrnoException;
import org.lessor.linux.Ip4;
import org.lessor.linux.internal.Ifaddrmsg;
import org.lessor.linux.internal.Ifinfomsg;
import org.lessor.linux.internal.Ndmsg;
import org.lessor.linux.internal.Rtmsg;
import org.lessor.linux.internal.SocketCalls;

/// The kernel's links, IPv4 addresses, routes and neighbours (rtnetlink(7)): to read and to change,
/// in the network namespace of the thread that opened it.
///
/// Changes need `CAP_NET_ADMIN`; what is refused throws an [ErrnoException] with what the kernel
/// explains. Any thread may call; calls take turns, and each waits for the kernel's answer (some
/// microseconds; more for large tables).
///
/// [#links()] tells of links; [LinkRequests] makes and changes them; [RouteMonitor] tells of
/// changes.
public final class Rtnetlink implements AutoCloseable {
  private static final int ALL_LINKS = 0;
  private static final int RTEXT_FILTER_SKIP_STATS = 8;

  /// The most neighbours that go to the kernel in one packet.
  private static final int NEIGHBOURS_AT_ONCE = 128;

  private static final int ANSWER_BYTES = 256 * 1024;

  private final Conversation kernel;

  private Rtnetlink(Conversation kernel) {
    this.kernel = kernel;
  }

  /// Opens it for the network namespace of the calling thread.
  public static Rtnetlink open() throws ErrnoException {
    return open(ANSWER_BYTES);
  }

  /// As [#open()], with less memory: answers of more than `answerBytes` fail. The kernel's are not
  /// above 32 KiB, unless a single link needs more.
  public static Rtnetlink open(int answerBytes) throws ErrnoException {
    return new Rtnetlink(Conversation.open(answerBytes));
  }

  /// All links.
  public synchronized List<Link> links() throws ErrnoException {
    return kernel.dump(
        "read all links",
        (request, sequence) -> {
          request.begin(RTM_GETLINK, NLM_F_REQUEST | NLM_F_DUMP, sequence, Ifinfomsg.SIZE);
          request.attributeInt(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
        },
        Decoder::link);
  }

  /// The link with this name; empty where there is none.
  public synchronized Optional<Link> link(String name) throws ErrnoException {
    String attempted = "look up interface " + name;
    return kernel
        .ask(
            attempted,
            (request, sequence) -> {
              request.begin(RTM_GETLINK, NLM_F_REQUEST, sequence, Ifinfomsg.SIZE);
              request.attributeInt(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
              request.attribute(IFLA_IFNAME, name);
            },
            Decoder::link)
        // A name that no interface can have is out of range.
        .unless(attempted, Errno.ENODEV, Errno.ERANGE, Errno.EINVAL);
  }

  /// The link with this index; empty where there is none.
  public synchronized Optional<Link> link(int index) throws ErrnoException {
    String attempted = "look up interface " + index;
    return kernel
        .ask(
            attempted,
            (request, sequence) -> {
              long struct = request.begin(RTM_GETLINK, NLM_F_REQUEST, sequence, Ifinfomsg.SIZE);
              request.setInt(struct + Ifinfomsg.IFI_INDEX, index);
              request.attributeInt(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
            },
            Decoder::link)
        .unless(attempted, Errno.ENODEV, Errno.EINVAL);
  }

  /// Makes and changes links.
  public LinkRequests change() {
    return new LinkRequests(this);
  }

  /// A change of a link, for [LinkRequests].
  synchronized void execute(String attempted, Conversation.Body body) throws ErrnoException {
    kernel.execute(attempted, body);
  }

  /// All IPv4 addresses of all links.
  public List<InterfaceAddress> addresses() throws ErrnoException {
    return addressesOf("all links", ALL_LINKS);
  }

  private synchronized List<InterfaceAddress> addressesOf(String whose, int interfaceIndex)
      throws ErrnoException {
    return kernel.dump(
        "read the addresses of " + whose,
        (request, sequence) -> {
          long struct =
              request.begin(RTM_GETADDR, NLM_F_REQUEST | NLM_F_DUMP, sequence, Ifaddrmsg.SIZE);
          request.setByte(struct + Ifaddrmsg.IFA_FAMILY, SocketCalls.AF_INET);
          request.setInt(struct + Ifaddrmsg.IFA_INDEX, interfaceIndex);
        },
        Decoder::address);
  }

  /// All IPv4 addresses of one link, the kernel's first choice first.
  public List<InterfaceAddress> addresses(int interfaceIndex) throws ErrnoException {
    try {
      return addressesOf("interface " + interfaceIndex, interfaceIndex).stream()
          .filter(address -> address.interfaceIndex() == interfaceIndex)
          .toList();
    } catch (ErrnoException failure) {
      if (failure.errno() == Errno.ENODEV) {
        return List.of();
      }
      throw failure;
    }
  }

  /// Gives a link an address that it does not have yet.
  public void addAddress(InterfaceAddress address) throws ErrnoException {
    newAddress("add", NLM_F_CREATE | NLM_F_EXCL, address);
  }

  /// Gives a link an address, or changes lifetime, broadcast address and flags of one that it has.
  public void replaceAddress(InterfaceAddress address) throws ErrnoException {
    newAddress("set", NLM_F_CREATE | NLM_F_REPLACE, address);
  }

  private synchronized void newAddress(String verb, int flags, InterfaceAddress address)
      throws ErrnoException {
    kernel.execute(
        verb + " address " + address.cidr() + " on interface " + address.interfaceIndex(),
        (request, sequence) -> {
          int all = NLM_F_REQUEST | NLM_F_ACK | flags;
          Encoder.address(request, RTM_NEWADDR, all, sequence, address);
          Encoder.addressDetails(request, address);
        });
  }

  /// Takes an address (told by interface, address, prefix length and peer) from a link: whether it
  /// was there.
  public synchronized boolean deleteAddress(InterfaceAddress address) throws ErrnoException {
    String attempted =
        "delete address " + address.cidr() + " on interface " + address.interfaceIndex();
    Conversation.Answer answer =
        kernel.request(
            attempted,
            (request, sequence) ->
                Encoder.address(
                    request, RTM_DELADDR, NLM_F_REQUEST | NLM_F_ACK, sequence, address));
    return unlessAbsent(attempted, answer, Errno.EADDRNOTAVAIL, Errno.ENODEV);
  }

  private static boolean unlessAbsent(String attempted, Conversation.Answer answer, int... absent)
      throws ErrnoException {
    for (int errno : absent) {
      if (answer.error() == -errno) {
        return false;
      }
    }
    answer.check(attempted);
    return true;
  }

  /// All IPv4 routes of all tables.
  public synchronized List<Route> routes() throws ErrnoException {
    return kernel.dump(
        "read all routes",
        (request, sequence) -> {
          long struct =
              request.begin(RTM_GETROUTE, NLM_F_REQUEST | NLM_F_DUMP, sequence, Rtmsg.SIZE);
          request.setByte(struct + Rtmsg.RTM_FAMILY, SocketCalls.AF_INET);
        },
        Decoder::route);
  }

  /// How the kernel would send a packet to `destination` now: interface, gateway, our address.
  /// Empty where it could not.
  public synchronized Optional<Route> routeTo(Ip4 destination) throws ErrnoException {
    String attempted = "look up the route to " + destination;
    return kernel
        .ask(
            attempted,
            (request, sequence) -> {
              long struct = request.begin(RTM_GETROUTE, NLM_F_REQUEST, sequence, Rtmsg.SIZE);
              request.setByte(struct + Rtmsg.RTM_FAMILY, SocketCalls.AF_INET);
              request.setByte(struct + Rtmsg.RTM_DST_LEN, Integer.SIZE);
              request.attribute(RTA_DST, destination);
            },
            Decoder::route)
        .unless(attempted, Errno.ENETUNREACH, Errno.EHOSTUNREACH, Errno.EACCES, Errno.EINVAL);
  }

  /// Adds a route that is not there yet.
  public void addRoute(Route route) throws ErrnoException {
    newRoute("add", NLM_F_CREATE | NLM_F_EXCL, route);
  }

  /// Adds a route, in place of the one to the same subnet with the same metric in the same table.
  public void replaceRoute(Route route) throws ErrnoException {
    newRoute("set", NLM_F_CREATE | NLM_F_REPLACE, route);
  }

  private synchronized void newRoute(String verb, int flags, Route route) throws ErrnoException {
    kernel.execute(
        verb + " " + describe(route),
        (request, sequence) ->
            Encoder.route(
                request, RTM_NEWROUTE, NLM_F_REQUEST | NLM_F_ACK | flags, sequence, route));
  }

  private static String describe(Route route) {
    return "route to "
        + route.cidr()
        + (route.hasGateway() ? " via " + route.gateway() : "")
        + " on interface "
        + route.interfaceIndex();
  }

  /// Deletes a route that is like this one in all that this one states: whether there was one.
  public synchronized boolean deleteRoute(Route route) throws ErrnoException {
    String attempted = "delete " + describe(route);
    Conversation.Answer answer =
        kernel.request(
            attempted,
            (request, sequence) ->
                Encoder.route(request, RTM_DELROUTE, NLM_F_REQUEST | NLM_F_ACK, sequence, route));
    return unlessAbsent(attempted, answer, Errno.ESRCH, Errno.ENODEV);
  }

  /// All IPv4 neighbours of all links.
  public synchronized List<Neighbour> neighbours() throws ErrnoException {
    return kernel.dump(
        "read all neighbours",
        (request, sequence) -> {
          long struct =
              request.begin(RTM_GETNEIGH, NLM_F_REQUEST | NLM_F_DUMP, sequence, Ndmsg.SIZE);
          request.setByte(struct + Ndmsg.NDM_FAMILY, SocketCalls.AF_INET);
        },
        Decoder::neighbour);
  }

  /// What is known of `address` on one link; empty where there is no entry, or no such link.
  public synchronized Optional<Neighbour> neighbour(int interfaceIndex, Ip4 address)
      throws ErrnoException {
    String attempted = "look up neighbour " + address + " on interface " + interfaceIndex;
    return kernel
        .ask(
            attempted,
            (request, sequence) -> {
              long struct = request.begin(RTM_GETNEIGH, NLM_F_REQUEST, sequence, Ndmsg.SIZE);
              request.setByte(struct + Ndmsg.NDM_FAMILY, SocketCalls.AF_INET);
              request.setInt(struct + Ndmsg.NDM_IFINDEX, interfaceIndex);
              request.attribute(NDA_DST, address);
            },
            Decoder::neighbour)
        .unless(attempted, Errno.ENOENT, Errno.ENODEV);
  }

  /// Enters a neighbour that is not there yet.
  public void addNeighbour(Neighbour neighbour) throws ErrnoException {
    newNeighbour("add", NLM_F_CREATE | NLM_F_EXCL, neighbour);
  }

  /// Enters a neighbour, in place of what was known about its address on its link.
  public void replaceNeighbour(Neighbour neighbour) throws ErrnoException {
    newNeighbour("set", NLM_F_CREATE | NLM_F_REPLACE, neighbour);
  }

  private synchronized void newNeighbour(String verb, int flags, Neighbour neighbour)
      throws ErrnoException {
    kernel.execute(
        verb + " " + describe(neighbour) + " at " + neighbour.linkAddress(),
        (request, sequence) ->
            Encoder.neighbour(
                request, RTM_NEWNEIGH, NLM_F_REQUEST | NLM_F_ACK | flags, sequence, neighbour));
  }

  private static String describe(Neighbour neighbour) {
    return "neighbour " + neighbour.address() + " on interface " + neighbour.interfaceIndex();
  }

  /// As [#replaceNeighbour] for many, by few system calls: for each 0, or `-errno`.
  ///
  /// @throws ErrnoException where the kernel could not be asked at all
  public synchronized int[] replaceNeighbours(List<Neighbour> neighbours) throws ErrnoException {
    int[] errors = new int[neighbours.size()];
    for (int from = 0; from < errors.length; from += NEIGHBOURS_AT_ONCE) {
      int to = Math.min(from + NEIGHBOURS_AT_ONCE, errors.length);
      List<Conversation.Body> bodies = new ArrayList<>(to - from);
      for (int i = from; i < to; i++) {
        Neighbour neighbour = neighbours.get(i);
        int flags = NLM_F_REQUEST | NLM_F_CREATE | NLM_F_REPLACE | (i == to - 1 ? NLM_F_ACK : 0);
        bodies.add((request, sequence) ->
            Encoder.neighbour(request, RTM_NEWNEIGH, flags, sequence, neighbour));
      }
      int[] part = kernel.requestAll("set " + bodies.size() + " neighbours", bodies);
      System.arraycopy(part, 0, errors, from, part.length);
    }
    return errors;
  }

  /// Forgets what is known about `address` on a link: whether anything was.
  public synchronized boolean deleteNeighbour(int interfaceIndex, Ip4 address)
      throws ErrnoException {
    Neighbour neighbour =
        Neighbour.of(
            interfaceIndex, address, org.lessor.linux.LinkAddress.EMPTY, Neighbour.State.NONE);
    String attempted = "delete " + describe(neighbour);
    Conversation.Answer answer =
        kernel.request(
            attempted,
            (request, sequence) ->
                Encoder.neighbour(
                    request, RTM_DELNEIGH, NLM_F_REQUEST | NLM_F_ACK, sequence, neighbour));
    return unlessAbsent(attempted, answer, Errno.ENOENT, Errno.ENODEV);
  }

  @Override
  public synchronized void close() {
    kernel.close();
  }
}
