package org.lessor.lab.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lessor.lab.capture.Frame;
import org.lessor.lab.needs.InLab;
import org.lessor.lab.net.Cable;
import org.lessor.lab.net.Host;
import org.lessor.lab.net.Lab;
import org.lessor.lab.net.Link;
import org.lessor.lab.peer.LessorServer;
import org.lessor.lab.peer.ScriptedClient;
import org.lessor.lab.peer.ServerSettings;
import org.lessor.wire.Ipv4;

/// Interfaces that are missing, down, or come and go: the server waits for them and says so.
@InLab
class InterfaceTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Ipv4 FIRST = Ipv4.of("192.0.2.100");
  private static final ServerSettings SETTINGS = ServerSettings.of("192.0.2.0/24");

  private Host serverHost;
  private Host clientHost;

  @BeforeEach
  void hosts(Lab lab) {
    serverHost = lab.host("server");
    clientHost = lab.host("client");
  }

  private static LessorServer start(Link link) {
    return LessorServer.start(link, SETTINGS, "--ping", "off");
  }

  private static void awaitWaiting(LessorServer server, String reason) {
    server.peer().awaitLine("LESSOR_INTERFACE_WAITING interface=eth0 reason=" + reason, LIMIT);
  }

  private static int awaitOpen(LessorServer server, int skipped) {
    return server
        .peer()
        .awaitLine(skipped, "DHCP4_OPEN_SOCKET interface=eth0 address=192.0.2.1", LIMIT)
        .position();
  }

  @Test
  void anInterfaceThatComesLaterIsServedFromThenOn(Lab lab) {
    LessorServer server = start(new Link(serverHost, "eth0", Frame.BROADCAST));
    awaitWaiting(server, "missing");

    Cable cable = lab.cable(serverHost, "eth0", clientHost, "eth0");
    awaitWaiting(server, "no-ipv4-address");
    cable.left().address("192.0.2.1/24");
    awaitOpen(server, 0);

    assertThat(ScriptedClient.on(cable.right()).obtains().yiaddr()).isEqualTo(FIRST);
  }

  @Test
  void anInterfaceThatIsDownIsServedWhenItIsUp(Lab lab) {
    Cable cable = lab.cable(serverHost, "eth0", clientHost, "eth0");
    Link link = cable.left().address("192.0.2.1/24").down();
    LessorServer server = start(link);
    awaitWaiting(server, "down");

    link.up();
    awaitOpen(server, 0);

    assertThat(ScriptedClient.on(cable.right()).obtains().yiaddr()).isEqualTo(FIRST);
  }

  @Test
  void anInterfaceThatIsMadeAgainIsServedAgain(Lab lab) {
    Cable cable = lab.cable(serverHost, "eth0", clientHost, "eth0");
    LessorServer server = start(cable.left().address("192.0.2.1/24"));
    ScriptedClient client = ScriptedClient.on(cable.right()).neighbour(1);
    assertThat(client.obtains().yiaddr()).isEqualTo(FIRST);
    int before = server.peer().lineCount();

    serverHost.run("ip", "link", "delete", "eth0");
    server.peer().awaitLine(before, "LESSOR_INTERFACE_GONE interface=eth0", LIMIT);
    awaitWaiting(server, "missing");
    Cable again = lab.cable(serverHost, "eth0", clientHost, "eth0");
    again.left().address("192.0.2.1/24");
    awaitOpen(server, before);

    ScriptedClient back = ScriptedClient.on(again.right()).neighbour(1);
    assertThat(back.obtains().yiaddr()).as("its lease is remembered").isEqualTo(FIRST);
    assertThat(back.neighbour(2).obtains().yiaddr()).isNotEqualTo(FIRST);
  }

  @Test
  void aServerThatIsPluggedElsewhereAnswersByItsNewAddress(Lab lab) {
    Cable cable = lab.cable(serverHost, "eth0", clientHost, "eth0");
    Link link = cable.left().address("192.0.2.1/24");
    LessorServer server = start(link);
    ScriptedClient client = ScriptedClient.on(cable.right());
    assertThat(ScriptedClient.server(client.obtains())).isEqualTo(Ipv4.of("192.0.2.1"));
    int before = server.peer().lineCount();

    serverHost.run("ip", "address", "delete", "192.0.2.1/24", "dev", "eth0");
    server.peer().awaitLine(before, "LESSOR_INTERFACE_GONE interface=eth0", LIMIT);
    link.address("192.0.2.9/24");
    server.peer().awaitLine(before, "DHCP4_OPEN_SOCKET interface=eth0 address=192.0.2.9", LIMIT);

    assertThat(ScriptedClient.server(client.obtains())).isEqualTo(Ipv4.of("192.0.2.9"));
  }

  @Test
  void oneInterfaceThatIsMissingDoesNotKeepTheOthersFromService(Lab lab) {
    Cable cable = lab.cable(serverHost, "eth0", clientHost, "eth0");
    Link link = cable.left().address("192.0.2.1/24");
    LessorServer server =
        LessorServer.start(link, SETTINGS, "--interface", "eth7", "--ping", "off");

    server.peer().awaitLine("LESSOR_INTERFACE_WAITING interface=eth7 reason=missing", LIMIT);

    assertThat(ScriptedClient.on(cable.right()).obtains().yiaddr()).isEqualTo(FIRST);
    List<String> complaints =
        server.peer().lines().stream().filter(line -> line.contains("_WAITING")).toList();
    assertThat(complaints).as("said once").hasSize(1);
  }
}
