package org.lessor.lab.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lessor.lab.capture.Capture;
import org.lessor.lab.capture.Frame;
import org.lessor.lab.needs.InLab;
import org.lessor.lab.needs.NeedsProgram;
import org.lessor.lab.net.Cable;
import org.lessor.lab.net.Lab;
import org.lessor.lab.net.Link;
import org.lessor.lab.peer.LessorLoad;
import org.lessor.lab.peer.LessorServer;
import org.lessor.lab.peer.Peer;
import org.lessor.lab.peer.ScriptedClient;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import tools.jackson.databind.JsonNode;

/// The keys of `interfaces-config` that only real interfaces can show.
@InLab
class InterfacesConfigTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private Cable cable;
  private Link link;
  private Path directory;

  @BeforeEach
  void hosts(Lab lab) {
    cable = lab.cable(lab.host("server"), "eth0", lab.host("client"), "eth0");
    link = cable.left().address("192.0.2.1/24");
    directory = LessorServer.directory(link);
  }

  private List<String> flags(String interfacesConfig) {
    Path file =
        Peer.write(
            directory,
            "kea-dhcp4.conf",
            """
            { "Dhcp4": {
              "interfaces-config": { %s },
              "lease-database": { "type": "memfile", "persist": false },
              "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24",
                             "pools": [ { "pool": "192.0.2.100 - 192.0.2.199" } ] } ] } }
            """
                .formatted(interfacesConfig));
    return List.of("-c", file.toString());
  }

  @Test
  @NeedsProgram("setpriv")
  void byUdpAloneAClientWithoutAnAddressIsAnsweredByBroadcast() {
    LessorServer server =
        LessorServer.launch(
            link,
            directory,
            List.of(
                "setpriv",
                "--bounding-set",
                "-net_raw,-net_admin",
                "--inh-caps",
                "-net_raw,-net_admin"),
            flags("\"interfaces\": [ \"eth0\" ], \"dhcp-socket-type\": \"udp\""));
    server.peer().awaitLine("DHCP4_STARTED", LessorServer.START);

    ScriptedClient client = ScriptedClient.on(cable.right());
    Message discover = client.broadcast(client.message(MessageType.DHCPDISCOVER, m -> m));
    Frame offer = client.awaitReply(discover);
    assertThat(offer.destination()).isEqualTo(Frame.BROADCAST);
  }

  @Test
  @NeedsProgram("ethtool")
  void repliesAreHandedOverInOnePieceWhereTheKernelCutsThemUpOrTheFileAsksForIt() {
    cable.right().address("192.0.2.2/24");
    LessorServer server =
        LessorServer.launch(link, directory, flags("\"interfaces\": [ \"eth0\" ]"));
    String opened = "DHCP4_OPEN_SOCKET interface=eth0 address=192.0.2.1 segmentation-offload=";
    server.peer().awaitLine(opened + "false", LIMIT);
    link.host().run("ethtool", "-K", "eth0", "tx-udp-segmentation", "off");
    server.peer().awaitLine(opened + "true", LIMIT);

    Capture capture = Capture.on(cable.right());
    JsonNode summary =
        LessorLoad.start(
                cable.right(),
                "-l",
                "192.0.2.2",
                "-n",
                "100",
                "-R",
                "100",
                "--in-flight",
                "50",
                "-d",
                "20",
                "192.0.2.1")
            .awaitSummary(0, LIMIT);
    assertThat(summary.at("/bound").asInt()).isEqualTo(100);
    assertThat(capture.frames())
        .filteredOn(frame -> frame.isDhcp(MessageType.DHCPOFFER))
        .as("seen by a packet socket")
        .hasSize(100);
    assertThat(capture.frames())
        .filteredOn(frame -> frame.isDhcp(MessageType.DHCPACK))
        .hasSize(100);

    int before = server.peer().lineCount();
    link.host().run("ethtool", "-K", "eth0", "tx-udp-segmentation", "on");
    server.peer().awaitLine(before, opened + "false", LIMIT);

    flags("\"interfaces\": [ \"eth0\" ], \"segmentation-offload\": true");
    before = server.peer().lineCount();
    server.peer().signal("HUP");
    server.peer().awaitLine(before, opened + "true", LIMIT);
  }

  /// Both are served by the same sockets, however often the server looks at its interfaces.
  @Test
  void twoAddressesOfAnInterfaceAreServedTogether(Lab lab) {
    link.address("192.0.3.1/24").address("192.0.4.1/24");
    LessorServer server =
        LessorServer.launch(
            link,
            directory,
            flags("\"interfaces\": [ \"eth0/192.0.2.1\", \"eth7\", \"eth0/192.0.3.1\" ]"));
    server.peer().awaitLine("LESSOR_INTERFACE_WAITING interface=eth7 reason=missing", LIMIT);
    lab.cable(link.host(), "eth7", lab.host("other"), "eth0").left().address("198.51.100.1/24");
    server.peer().awaitLine("DHCP4_OPEN_SOCKET interface=eth7", LIMIT);

    ScriptedClient client = ScriptedClient.on(cable.right());
    Message ack = client.obtains();
    assertThat(ScriptedClient.server(ack)).isEqualTo(Ipv4.of("192.0.2.1"));
    answersFrom("192.0.2.1", client, ack.yiaddr());
    answersFrom("192.0.3.1", client, ack.yiaddr());
    assertThat(server.peer().lines())
        .filteredOn(line -> line.contains("DHCP4_OPEN_SOCKET interface=eth0"))
        .hasSize(1);
  }

  @Test
  void eachAddressOfAnInterfaceAnswersWhatIsSentToIt() {
    link.address("192.0.3.1/24");
    LessorServer server =
        LessorServer.launch(link, directory, flags("\"interfaces\": [ \"eth0\" ]"));
    server.peer().awaitLine("DHCP4_STARTED", LessorServer.START);
    ScriptedClient client = ScriptedClient.on(cable.right());
    Message ack = client.obtains();
    answersFrom("192.0.2.1", client, ack.yiaddr());
    answersFrom("192.0.3.1", client, ack.yiaddr());
  }

  /// Renews the lease at that address of the server, which answers from there.
  private void answersFrom(String server, ScriptedClient client, Ipv4 address) {
    link.host()
        .run(
            "ip",
            "neighbour",
            "replace",
            address.toString(),
            "lladdr",
            client.hardwareAddress().toString(),
            "dev",
            "eth0");
    Message renewal = client.message(MessageType.DHCPREQUEST, m -> m.ciaddr(address));
    client.unicast(renewal, link.hardwareAddress(), Ipv4.of(server));
    Frame reply = client.awaitReply(renewal);
    assertThat(reply.udp().orElseThrow().source()).isEqualTo(Ipv4.of(server));
    assertThat(ScriptedClient.server(reply.dhcp().orElseThrow())).isEqualTo(Ipv4.of(server));
  }

  @Test
  void whereAllInterfacesAreRequiredOneThatIsMissingEndsTheStart() {
    LessorServer server =
        LessorServer.launch(
            link,
            directory,
            flags(
                "\"interfaces\": [ \"eth0\", \"eth7\" ], \"service-sockets-require-all\": true,"
                    + " \"service-sockets-max-retries\": 2,"
                    + " \"service-sockets-retry-wait-time\": 10"));
    assertThat(server.peer().awaitExit(LessorServer.START)).isEqualTo(1);
    assertThat(server.peer().lines())
        .anyMatch(line ->
            line.startsWith("lessor: ")
                && line.contains("service-sockets-require-all")
                && line.contains("interface=eth7 reason=missing"));
  }

  @Test
  void whereAllInterfacesAreRequiredTheStartWaitsForThem(Lab lab) {
    LessorServer server =
        LessorServer.launch(
            link,
            directory,
            flags(
                "\"interfaces\": [ \"eth0\", \"eth7\" ], \"service-sockets-require-all\": true,"
                    + " \"service-sockets-max-retries\": 100000,"
                    + " \"service-sockets-retry-wait-time\": 10"));
    server.peer().awaitLine("LESSOR_INTERFACE_WAITING interface=eth7 reason=missing", LIMIT);
    lab.cable(link.host(), "eth7", lab.host("other"), "eth0").left().address("198.51.100.1/24");
    server.peer().awaitLine("DHCP4_STARTED", LIMIT);
  }
}
