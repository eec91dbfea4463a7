package org.lessor.lab.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lessor.lab.needs.InLab;
import org.lessor.lab.net.Cable;
import org.lessor.lab.net.Host;
import org.lessor.lab.net.Lab;
import org.lessor.lab.net.Link;
import org.lessor.lab.peer.LessorServer;
import org.lessor.lab.peer.Peer;
import org.lessor.lab.peer.ScriptedClient;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.StandardOptions;

/// SIGHUP: the configuration is read anew while clients are served.
@InLab
class ReloadTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int RELOADS = 30;

  private Cable cable;
  private Link link;
  private Path directory;
  private LessorServer server;

  private static String configuration(String interfaces, int lifetime, String pool) {
    return """
    { "Dhcp4": {
      "interfaces-config": { "interfaces": [ %s ] },
      "lease-database": { "type": "memfile", "name": "leases.csv" },
      "authoritative": true,
      "valid-lifetime": %d,
      "subnet4": [
        { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "%s" } ] },
        { "id": 2, "subnet": "198.51.100.0/24",
          "pools": [ { "pool": "198.51.100.100 - 198.51.100.199" } ] } ]
    } }
    """
        .formatted(interfaces, lifetime, pool);
  }

  private static String usual(int lifetime) {
    return configuration("\"eth0\"", lifetime, "192.0.2.100 - 192.0.2.199");
  }

  @BeforeEach
  void start(Lab lab) {
    cable = lab.cable(lab.host("server"), "eth0", lab.host("client"), "eth0");
    link = cable.left().address("192.0.2.1/24");
    directory = LessorServer.directory(link);
    Path file = Peer.write(directory, "kea-dhcp4.conf", usual(600));
    List<String> flags = new ArrayList<>(List.of("-c", file.toString()));
    flags.addAll(List.of("--lease-file", directory.resolve("leases.csv").toString()));
    server = LessorServer.start(link, directory, flags);
  }

  private Peer.Logged reload(String configuration, String answer) {
    int before = server.peer().lineCount();
    Peer.write(directory, "kea-dhcp4.conf", configuration);
    server.peer().signal("HUP");
    return server.peer().awaitLine(before, answer, LIMIT);
  }

  private void reload(String configuration) {
    reload(configuration, "DHCP4_DYNAMIC_RECONFIGURATION_SUCCESS");
  }

  private static long lifetime(Message ack) {
    return ack.get(StandardOptions.DHCP_LEASE_TIME).orElseThrow();
  }

  @Test
  void everyExchangeEndsWellWhileTheConfigurationIsSwappedAgainAndAgain() {
    ScriptedClient clients = ScriptedClient.on(cable.right());
    for (int i = 1; i <= RELOADS; i++) {
      int before = server.peer().lineCount();
      int lifetime = 600 + i;
      Peer.write(directory, "kea-dhcp4.conf", usual(lifetime));
      server.peer().signal("HUP");
      // Whatever of the reload these packets meet: they are answered, by the one or the other.
      Message ack = clients.neighbour(i).obtains();
      assertThat(lifetime(ack)).isBetween(lifetime - 1L, (long) lifetime);
      server.peer().awaitLine(before, "DHCP4_DYNAMIC_RECONFIGURATION_SUCCESS", LIMIT);
      assertThat(lifetime(clients.neighbour(RELOADS + i).obtains())).isEqualTo(lifetime);
    }
    assertThat(server.leases()).hasSize(2 * RELOADS);
  }

  @Test
  void aFaultyFileChangesNothingAndIsComplainedOfAsCheckDoes() {
    reload(
        usual(900).replace("\"authoritative\"", "\"autoritative\""),
        "DHCP4_CONFIG_LOAD_FAIL .*:4:3: error: Dhcp4.autoritative: there is no such key here; did"
            + " you mean \"authoritative\"\\?");
    assertThat(lifetime(ScriptedClient.on(cable.right()).obtains())).isEqualTo(600);
    assertThat(server.peer().isAlive()).isTrue();
  }

  @Test
  void interfacesThatComeToTheFileAreServedAndThoseThatGoAreLeft(Lab lab) {
    Host second = lab.host("second");
    Cable other = lab.cable(cable.left().host(), "eth1", second, "eth0");
    other.left().address("198.51.100.1/24");
    int before = server.peer().lineCount();

    reload(configuration("\"eth0\", \"eth1\"", 600, "192.0.2.100 - 192.0.2.199"));
    server.peer().awaitLine(before, "DHCP4_OPEN_SOCKET interface=eth1", LIMIT);
    assertThat(ScriptedClient.on(other.right()).obtains().yiaddr())
        .isEqualTo(Ipv4.of("198.51.100.100"));

    reload(configuration("\"eth1\"", 600, "192.0.2.100 - 192.0.2.199"));
    server.peer().awaitLine(before, "LESSOR_INTERFACE_GONE interface=eth0", LIMIT);
    assertThat(ScriptedClient.on(other.right()).neighbour(1).obtains().yiaddr())
        .isEqualTo(Ipv4.of("198.51.100.101"));
  }

  @Test
  void aLeaseOfASubnetThatIsGoneIsNamed() {
    Message ack = ScriptedClient.on(cable.right()).obtains();
    int before = server.peer().lineCount();
    reload(usual(600).replace("192.0.2.", "203.0.113."));
    server.peer().awaitLine(before, "LESSOR_LEASE_OUTSIDE_SUBNETS address=" + ack.yiaddr(), LIMIT);
    reload(usual(600));
    Message again =
        ScriptedClient.on(cable.right())
            .ask(
                MessageType.DHCPREQUEST,
                m -> m.option(StandardOptions.DHCP_REQUESTED_ADDRESS, ack.yiaddr()));
    assertThat(again.messageType()).as("its lease was kept").contains(MessageType.DHCPACK);
  }
}
