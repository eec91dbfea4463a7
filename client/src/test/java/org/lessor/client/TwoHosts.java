package org.lessor.client;

import java.io.IOException;
import java.util.Set;
import org.lessor.linux.Capability;
import org.lessor.linux.Ip4;
import org.lessor.linux.NetworkNamespace;
import org.lessor.linux.netlink.InterfaceAddress;
import org.lessor.linux.netlink.Link;
import org.lessor.linux.netlink.Rtnetlink;

/// Two hosts with a cable between them: network namespaces and a veth pair, for tests. The server
/// has 192.0.2.1/24; the client's end is down and has no address. Everything is gone after close,
/// or with the program.
public final class TwoHosts implements AutoCloseable {
  /// The client's interface.
  public static final String INTERFACE = "lsr-eth0";

  private static final String SERVER_INTERFACE = "lsr-srv0";

  private final NetworkNamespace server = NetworkNamespace.create();
  private final NetworkNamespace client = NetworkNamespace.create();
  private final Rtnetlink serverKernel = server.inside(Rtnetlink::open);
  private final Rtnetlink clientKernel = client.inside(Rtnetlink::open);

  /// Makes them. Needs the capabilities of [#permitted].
  public TwoHosts() throws Exception {
    plug();
  }

  /// Connects the hosts by a new cable.
  public void plug() throws IOException {
    serverKernel.change().createVeth(SERVER_INTERFACE, INTERFACE, client);
    int index = serverLink().index();
    serverKernel.addAddress(InterfaceAddress.of(index, Ip4.of("192.0.2.1"), 24));
    serverKernel.change().up(index);
  }

  /// For `@EnabledIf`: whether this process may make namespaces.
  public static boolean permitted() throws IOException {
    return Capability.effective()
        .containsAll(
            Set.of(Capability.CAP_SYS_ADMIN, Capability.CAP_NET_ADMIN, Capability.CAP_NET_RAW));
  }

  /// The server's host.
  public NetworkNamespace server() {
    return server;
  }

  /// The client's host.
  public NetworkNamespace client() {
    return client;
  }

  /// The kernel of the server's host.
  public Rtnetlink serverKernel() {
    return serverKernel;
  }

  /// The kernel of the client's host.
  public Rtnetlink clientKernel() {
    return clientKernel;
  }

  /// The server's end of the cable.
  public Link serverLink() throws IOException {
    return serverKernel.link(SERVER_INTERFACE).orElseThrow();
  }

  /// The client's end of the cable.
  public Link clientLink() throws IOException {
    return clientKernel.link(INTERFACE).orElseThrow();
  }

  @Override
  public void close() {
    serverKernel.close();
    clientKernel.close();
    server.close();
    client.close();
  }
}
