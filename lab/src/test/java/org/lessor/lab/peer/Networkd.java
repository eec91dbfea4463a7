package org.lessor.lab.peer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lessor.lab.net.Link;
import org.lessor.wire.Ipv4;

/// systemd's network daemon, run without systemd and D-Bus. It does without udev because `/sys` is
/// read-only in a host.
public final class Networkd implements DhcpClientPeer {
  /// Its place since systemd has one, the same in Debian and elsewhere.
  public static final String PROGRAM = "/lib/systemd/systemd-networkd";

  private static final String START =
      """
      set -e
      mkdir -p /run/systemd/network /run/systemd/netif/leases /run/systemd/netif/links \
        /run/systemd/netif/lldp
      cp lab.network /run/systemd/network/
      chown -R systemd-network:systemd-network /run/systemd/netif
      export SYSTEMD_LOG_LEVEL=debug SYSTEMD_LOG_TARGET=console SYSTEMD_LOG_COLOR=0
      exec %s
      """
          .formatted(PROGRAM);

  private final Link link;
  private final Peer peer;
  private int linesSeen;

  private Networkd(Link link, Peer peer) {
    this.link = link;
    this.peer = peer;
  }

  /// Starts it for `link`.
  public static Networkd start(Link link, ClientSettings settings) {
    if (settings.applying() == ClientSettings.Applying.REPORTS) {
      throw new IllegalArgumentException("networkd always configures");
    }
    Path directory = link.host().lab().directory("systemd-networkd");
    String probing = settings.probing() == ClientSettings.Probing.ON ? "yes" : "no";
    Peer.write(
        directory,
        "lab.network",
        """
        [Match]
        Name=%s

        [Network]
        DHCP=ipv4
        LinkLocalAddressing=no
        IPv6AcceptRA=no

        [DHCPv4]
        ClientIdentifier=mac
        SendDecline=%s
        """
            .formatted(link.name(), probing));
    return new Networkd(link, Peer.start(link.host(), directory, List.of("sh", "-c", START)));
  }

  @Override
  public ObtainedLease awaitLease(Duration limit) {
    String wanted = "%s: State changed: configuring -> configured".formatted(link.name());
    linesSeen = peer.awaitLine(linesSeen, wanted, limit).position();
    Map<String, String> variables =
        Arrays.stream(link.host().read("/run/systemd/netif/leases/" + link.index()).split("\n"))
            .map(line -> line.split("=", 2))
            .filter(line -> line.length == 2)
            .collect(Collectors.toMap(line -> line[0], line -> line[1]));
    return new ObtainedLease(
        Ipv4.of(variables.getOrDefault("ADDRESS", "")),
        Integer.bitCount(Ipv4.of(variables.getOrDefault("NETMASK", "")).bits()),
        Hook.addresses(variables.getOrDefault("ROUTER", "")),
        Hook.addresses(variables.getOrDefault("DNS", "")),
        Hook.seconds(variables.getOrDefault("LIFETIME", "")),
        Ipv4.of(variables.getOrDefault("SERVER_ADDRESS", "")),
        variables);
  }

  @Override
  public void release() {
    peer.stop();
  }

  @Override
  public void close() {
    peer.close();
  }
}
