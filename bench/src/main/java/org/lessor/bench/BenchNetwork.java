package org.lessor.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lessor.linux.ErrnoException;
import org.lessor.linux.LinkFeatures;
import org.lessor.linux.NetworkNamespace;

/// Two hosts and a cable, apart from the rest of the machine: network namespaces and a veth pair,
/// which go when this object or the program does. Needs root.
///
/// Each packet crosses the cable on its own, as between machines: the server's end does not take
/// several in one piece (`tx-udp-segmentation`), as a veth does otherwise and hands them on uncut.
final class BenchNetwork implements AutoCloseable {
  /// The server's address.
  static final String SERVER = "10.64.0.1";

  /// The addresses of the relay agents that the load plays.
  static final List<String> RELAYS = List.of("10.64.0.2", "10.64.0.3");

  /// The subnet that both are in, and the clients too.
  static final String SUBNET = "10.0.0.0/8";

  static final String NETMASK = "255.0.0.0";

  /// What the interface is called on both hosts.
  static final String INTERFACE = "eth0";

  private static final int PREFIX_LENGTH = 10;

  private final NetworkNamespace server;
  private final NetworkNamespace client;

  private BenchNetwork(NetworkNamespace server, NetworkNamespace client) {
    this.server = server;
    this.client = client;
  }

  static BenchNetwork create() throws Exception {
    BenchNetwork network;
    try {
      network = new BenchNetwork(NetworkNamespace.create(), NetworkNamespace.create());
    } catch (ErrnoException failure) {
      throw new IOException("cannot make hosts to measure on: " + failure.getMessage(), failure);
    }
    network.runOn(
        network.server,
        "ip",
        "link",
        "add",
        INTERFACE,
        "type",
        "veth",
        "peer",
        "name",
        INTERFACE,
        "netns",
        network.client.path().toString());
    network.configure(network.server, List.of(SERVER));
    network.configure(network.client, RELAYS);
    try (LinkFeatures features = network.server.inside(LinkFeatures::open)) {
      features.change(INTERFACE, LinkFeatures.TX_UDP_SEGMENTATION, false);
    }
    return network;
  }

  private void configure(NetworkNamespace host, List<String> addresses)
      throws IOException, InterruptedException {
    for (String address : addresses) {
      runOn(host, "ip", "address", "add", address + "/" + PREFIX_LENGTH, "dev", INTERFACE);
    }
    runOn(host, "ip", "link", "set", "lo", "up");
    runOn(host, "ip", "link", "set", INTERFACE, "up");
  }

  private void runOn(NetworkNamespace host, String... command)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(in(host, List.of(command))).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IOException("failed: " + String.join(" ", command));
    }
  }

  private static List<String> in(NetworkNamespace host, List<String> command) {
    List<String> entering = new ArrayList<>(List.of("nsenter", "--net=" + host.path()));
    entering.addAll(command);
    return entering;
  }

  /// The command line that runs `command` on the server's host, in the same process.
  List<String> onServer(List<String> command) {
    return in(server, command);
  }

  /// The host that the load comes from.
  NetworkNamespace client() {
    return client;
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
