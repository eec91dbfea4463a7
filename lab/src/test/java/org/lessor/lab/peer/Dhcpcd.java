package org.lessor.lab.peer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.lessor.lab.net.Link;

/// Roy Marples' client, dhcpcd, in its one-interface mode. Its privilege separation works in a
/// host, as `/run` and `/var/lib` are private there.
public final class Dhcpcd implements DhcpClientPeer {
  private static final String CONFIGURATION =
      """
      ipv4only
      noipv4ll
      nodelay
      clientid
      option subnet_mask, broadcast_address, routers, domain_name_servers, domain_name
      option interface_mtu
      """;

  private final Peer peer;
  private final Hook hook;

  private Dhcpcd(Peer peer, Hook hook) {
    this.peer = peer;
    this.hook = hook;
  }

  /// Starts it on `link`.
  public static Dhcpcd start(Link link, ClientSettings settings) {
    Path directory = link.host().lab().directory("dhcpcd");
    StringBuilder configuration = new StringBuilder(CONFIGURATION);
    if (settings.probing() == ClientSettings.Probing.OFF) {
      configuration.append("noarp\n");
    }
    if (settings.applying() == ClientSettings.Applying.REPORTS) {
      configuration.append("noconfigure\n");
    }
    Path file = Peer.write(directory, "dhcpcd.conf", configuration.toString());
    Hook hook = Hook.in(directory, ClientSettings.Applying.REPORTS); // it configures by itself
    List<String> command =
        List.of("dhcpcd", "-B", "-d", "-4", "-f", "" + file, "-c", hook.script(), link.name());
    return new Dhcpcd(Peer.start(link.host(), directory, command), hook);
  }

  @Override
  public ObtainedLease awaitLease(Duration limit) {
    return hook.awaitLease(peer, limit);
  }

  @Override
  public void release() {
    peer.signal("ALRM");
    peer.awaitExit(Peer.PATIENCE);
  }

  @Override
  public void close() {
    peer.close();
  }
}
