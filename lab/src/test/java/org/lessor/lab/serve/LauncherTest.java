package org.lessor.lab.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lessor.lab.needs.InLab;
import org.lessor.lab.needs.Need;
import org.lessor.lab.net.Cable;
import org.lessor.lab.net.Host;
import org.lessor.lab.net.Lab;
import org.lessor.lab.net.Link;
import org.lessor.lab.peer.LessorServer;
import org.lessor.lab.peer.Peer;
import org.lessor.lab.peer.ServerSettings;
import org.lessor.wire.Ipv4;

/// Server and client as a user starts them: by `./lessor`, from jars and modules.
@InLab
class LauncherTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static Peer lessor(Host host, String name, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("env", "JAVA_HOME=" + System.getProperty("java.home")));
    command.add(Path.of("../lessor").toAbsolutePath().normalize().toString());
    command.addAll(arguments);
    return Peer.start(host, host.lab().directory(name), command);
  }

  @Test
  void theLauncherStartsServerAndClientAndPassesTheirExitCodesOn(Lab lab) {
    new Need.Launcher().require();
    Cable cable = lab.cable(lab.host("server"), "eth0", lab.host("client"), "eth0");
    Link serverLink = cable.left().address("192.0.2.1/24");
    Link clientLink = cable.right();
    List<String> flags = new ArrayList<>(List.of("serve"));
    flags.addAll(LessorServer.flags(serverLink, ServerSettings.of("192.0.2.0/24")));
    flags.addAll(List.of("--lease-file", "leases.csv"));

    Peer server = lessor(serverLink.host(), "serve", flags);
    server.awaitLine("DHCP4_STARTED", LessorServer.START);
    Peer client =
        lessor(
            clientLink.host(),
            "client",
            List.of("client", "eth0", "--once", "--probe=fast", "--lease-dir=."));

    assertThat(client.awaitExit(LessorServer.START)).isZero();
    assertThat(clientLink.host().kernel().addresses(clientLink).getFirst().address())
        .isEqualTo(Ipv4.of("192.0.2.100"));
    server.awaitLine("DHCP4_LEASE_ALLOC .* address=192.0.2.100", LIMIT);
    assertThat(server.stop()).isZero();
    assertThat(server.lines()).noneMatch(line -> line.contains("WARNING"));
  }
}
