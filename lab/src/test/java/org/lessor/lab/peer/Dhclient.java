package org.lessor.lab.peer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.lessor.lab.net.Link;
import org.lessor.wire.Ipv4;

/// ISC's client, dhclient. It never probes: that is left to its script.
public final class Dhclient implements DhcpClientPeer {
  private static final String CONFIGURATION =
      """
      timeout 60;
      initial-interval 5;
      request subnet-mask, broadcast-address, routers, domain-name-servers, domain-name,
        interface-mtu;
      """;

  private final Link link;
  private final Peer peer;
  private final Hook hook;
  private final List<String> files;

  private Dhclient(Link link, Peer peer, Hook hook, List<String> files) {
    this.link = link;
    this.peer = peer;
    this.hook = hook;
    this.files = files;
  }

  private static final String LEASE =
      """
      lease {
        interface "%s";
        fixed-address %s;
        option subnet-mask 255.255.255.0;
        option dhcp-lease-time 86400;
        option dhcp-message-type 5;
        option dhcp-server-identifier %s;
        renew never;
        rebind never;
        expire never;
      }
      """;

  /// Starts it on `link`.
  public static Dhclient start(Link link, ClientSettings settings) {
    return start(link, settings, "");
  }

  /// Starts it on `link` with an earlier lease of `address` from `server`, which it begins by
  /// asking to confirm (INIT-REBOOT).
  public static Dhclient startWithLease(
      Link link, ClientSettings settings, Ipv4 address, Ipv4 server) {
    return start(link, settings, LEASE.formatted(link.name(), address, server));
  }

  private static Dhclient start(Link link, ClientSettings settings, String leases) {
    if (settings.probing() == ClientSettings.Probing.ON) {
      throw new IllegalArgumentException("dhclient does not probe");
    }
    Path directory = link.host().lab().directory("dhclient");
    Hook hook = Hook.in(directory, settings.applying());
    Path configuration = Peer.write(directory, "dhclient.conf", CONFIGURATION);
    Path leaseFile = Peer.write(directory, "dhclient.leases", leases);
    String program = PrivateCopy.of("dhclient", directory);
    List<String> files =
        List.of(
            program,
            "-4",
            "-d",
            "-v",
            "-cf",
            configuration.toString(),
            "-lf",
            leaseFile.toString(),
            "-pf",
            directory.resolve("dhclient.pid").toString(),
            "-sf",
            hook.script());
    Peer peer = Peer.start(link.host(), directory, with(files, link.name()));
    return new Dhclient(link, peer, hook, files);
  }

  private static List<String> with(List<String> command, String... more) {
    List<String> full = new ArrayList<>(command);
    full.addAll(List.of(more));
    return full;
  }

  /// The path of a copy of the program in `directory`, to be started by a test that has flags and
  /// files of its own.
  public static String program(Path directory) {
    return PrivateCopy.of("dhclient", directory);
  }

  /// The running program.
  public Peer peer() {
    return peer;
  }

  /// Where it remembers its leases.
  public Path leaseFile() {
    return peer.directory().resolve("dhclient.leases");
  }

  @Override
  public ObtainedLease awaitLease(Duration limit) {
    return hook.awaitLease(peer, limit);
  }

  /// A second dhclient ends the first, which it finds by its file of the process id, and releases.
  @Override
  public void release() {
    Peer releasing =
        Peer.start(
            link.host(),
            link.host().lab().directory("dhclient-release"),
            with(files, "-r", link.name()));
    releasing.awaitExit(Peer.PATIENCE);
    peer.awaitExit(Peer.PATIENCE);
  }

  @Override
  public void close() {
    peer.close();
  }
}
