package org.lessor.cli.demo;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lessor.linux.Ip4;
import org.lessor.linux.LinkAddress;
import org.lessor.linux.NetworkNamespace;
import org.lessor.linux.netlink.InterfaceAddress;
import org.lessor.linux.netlink.Link;
import org.lessor.linux.netlink.Route;
import org.lessor.linux.netlink.Rtnetlink;

/// Two network namespaces of this process and a cable between them. They have no name, and so are
/// gone with the process, however it ends.
final class TwoHosts implements Closeable {
  /// The interface at each end.
  static final String INTERFACE = "eth0";

  /// The server's Ethernet address, one that is administered locally.
  static final LinkAddress SERVER_LINK = LinkAddress.of("02:00:00:00:00:01");

  /// The client's Ethernet address.
  static final LinkAddress CLIENT_LINK = LinkAddress.of("02:00:00:00:00:02");

  private static final int PREFIX_LENGTH = 24;

  private final Belongings belongings = new Belongings();
  private final NetworkNamespace server;
  private final NetworkNamespace client;
  private final Rtnetlink clientKernel;
  private final int serverIndex;
  private final int clientIndex;

  private TwoHosts(Belongings untilMade, Ip4 serverAddress) throws Exception {
    server = untilMade.own(NetworkNamespace.create(), NetworkNamespace::close);
    client = untilMade.own(NetworkNamespace.create(), NetworkNamespace::close);
    Rtnetlink serverKernel = untilMade.own(server.inside(Rtnetlink::open), Rtnetlink::close);
    clientKernel = untilMade.own(client.inside(Rtnetlink::open), Rtnetlink::close);
    server.inside(TwoHosts::quietIpv6);
    client.inside(TwoHosts::quietIpv6);
    serverKernel.change().createVeth(INTERFACE, INTERFACE, client);
    serverIndex = indexOf(serverKernel);
    clientIndex = indexOf(clientKernel);
    serverKernel.change().setAddress(serverIndex, SERVER_LINK);
    clientKernel.change().setAddress(clientIndex, CLIENT_LINK);
    serverKernel.addAddress(InterfaceAddress.of(serverIndex, serverAddress, PREFIX_LENGTH));
    serverKernel.change().up(serverIndex);
    clientKernel.change().up(clientIndex);
  }

  /// Makes them; the server's host has an address, the client's has none.
  ///
  /// @throws org.lessor.linux.ErrnoException where namespaces are not allowed
  static TwoHosts make(Ip4 serverAddress) throws Exception {
    try (Belongings untilMade = new Belongings()) {
      TwoHosts hosts = new TwoHosts(untilMade, serverAddress);
      untilMade.moveTo(hosts.belongings);
      return hosts;
    }
  }

  /// IPv6 would only add frames of its own to the picture. /proc/sys/net is that of the thread's
  /// network namespace.
  private static boolean quietIpv6() {
    Path switchedOff = Path.of("/proc/sys/net/ipv6/conf/default/disable_ipv6");
    try {
      Files.writeString(switchedOff, "1");
      return true;
    } catch (IOException notThere) {
      // A kernel without IPv6, or a read-only /proc: such frames are not shown anyway.
      return false;
    }
  }

  private static int indexOf(Rtnetlink kernel) throws IOException {
    return kernel
        .link(INTERFACE)
        .map(Link::index)
        .orElseThrow(() -> new IOException("the cable was made, but is not there"));
  }

  NetworkNamespace server() {
    return server;
  }

  NetworkNamespace client() {
    return client;
  }

  /// The server's end of the cable.
  int serverIndex() {
    return serverIndex;
  }

  /// What the client's host has now.
  HostView clientView(Path resolvConf) throws IOException {
    List<String> addresses = new ArrayList<>();
    for (InterfaceAddress address : clientKernel.addresses(clientIndex)) {
      String life =
          address.validSeconds() == InterfaceAddress.FOREVER
              ? ""
              : ", valid for " + address.validSeconds() + " s";
      addresses.add(address.cidr() + " on " + INTERFACE + life);
    }
    List<String> routes = new ArrayList<>();
    for (Route route : clientKernel.routes()) {
      if (route.interfaceIndex() == clientIndex && route.table() == Route.RT_TABLE_MAIN) {
        String to = route.prefixLength() == 0 ? "default" : route.cidr();
        routes.add(to + (route.hasGateway() ? " via " + route.gateway() : " on the link"));
      }
    }
    return new HostView(addresses, routes, resolverLines(resolvConf));
  }

  private static List<String> resolverLines(Path resolvConf) throws IOException {
    if (!Files.exists(resolvConf)) {
      return List.of();
    }
    return Files.readString(resolvConf)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }

  @Override
  public void close() throws IOException {
    belongings.close();
  }
}
