package org.lessor.lab.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lessor.lab.needs.InLab;
import org.lessor.lab.needs.NeedsProgram;
import org.lessor.lab.net.Cable;
import org.lessor.lab.net.Lab;
import org.lessor.lab.net.Link;
import org.lessor.lab.peer.ClientSettings;
import org.lessor.lab.peer.Kea;
import org.lessor.lab.peer.LessorServer;
import org.lessor.lab.peer.ScriptedClient;
import org.lessor.lab.peer.ServerSettings;
import org.lessor.lab.peer.Udhcpc;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.StandardOptions;

/// One can move from Kea to Lessor and back, with one configuration file and one lease file.
@InLab
@NeedsProgram({"kea-dhcp4", "udhcpc"})
class KeaLeaseFileTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /// With what means something in a file of comma-separated values: comma, quote, end of line.
  private static final Bytes CLIENT_ID = Bytes.ofHex("00 6c61622c22 0a");

  private Link serverLink;
  private Link clientLink;
  private Path directory;
  private String configuration;
  private ScriptedClient scripted;

  @BeforeEach
  void link(Lab lab) {
    Cable cable = lab.cable(lab.host("server"), "eth0", lab.host("client"), "eth0");
    serverLink = cable.left().address("192.0.2.1/24");
    clientLink = cable.right();
    directory = lab.directory("server");
    configuration = Kea.configuration(serverLink, directory, ServerSettings.of("192.0.2.0/24"));
    scripted = ScriptedClient.on(clientLink);
  }

  private Kea kea() {
    return Kea.start(serverLink, directory, configuration);
  }

  private LessorServer lessor() {
    return LessorServer.startLikeKea(serverLink, directory, configuration);
  }

  /// A plain client, one with an unusual client identifier and a host name, and udhcpc.
  private Map<HardwareAddress, Ipv4> obtain() {
    Map<HardwareAddress, Ipv4> held = new HashMap<>();
    ScriptedClient plain = scripted.neighbour(1);
    held.put(plain.hardwareAddress(), plain.obtains().yiaddr());
    ScriptedClient peculiar = scripted.neighbour(2);
    held.put(peculiar.hardwareAddress(), obtain(peculiar).yiaddr());
    Udhcpc udhcpc = Udhcpc.start(clientLink, ClientSettings.PLAIN);
    held.put(clientLink.hardwareAddress(), udhcpc.awaitLease(LIMIT).address());
    udhcpc.close();
    return held;
  }

  private static Message obtain(ScriptedClient client) {
    Message offer =
        client.ask(
            MessageType.DHCPDISCOVER,
            m -> m.option(StandardOptions.DHCP_CLIENT_IDENTIFIER, CLIENT_ID));
    return client.ask(
        MessageType.DHCPREQUEST,
        m ->
            m.option(StandardOptions.DHCP_CLIENT_IDENTIFIER, CLIENT_ID)
                .option(StandardOptions.HOST_NAME, "lab-host")
                .option(StandardOptions.DHCP_REQUESTED_ADDRESS, offer.yiaddr())
                .option(StandardOptions.DHCP_SERVER_IDENTIFIER, ScriptedClient.server(offer)));
  }

  @Test
  void leasesThatKeaGaveAreKeptByLessorAndByKeaAgain() {
    Kea before = kea();
    Map<HardwareAddress, Ipv4> held = obtain();
    before.close();

    LessorServer lessor = lessor();
    lessor.peer().awaitLine("LEASE_FILE_LOAD .* broken=0 leases=3 ", LIMIT);
    assertThat(obtain()).isEqualTo(held);
    Ipv4 fourth = scripted.neighbour(4).obtains().yiaddr();
    assertThat(held.values()).doesNotContain(fourth);
    lessor.stop();

    kea();
    assertThat(scripted.neighbour(4).obtains().yiaddr()).isEqualTo(fourth);
    assertThat(obtain()).isEqualTo(held);
    assertThat(held.values()).doesNotContain(scripted.neighbour(5).obtains().yiaddr());
  }

  @Test
  void addressesThatLessorSetAsideOrTookBackAreSoForKea() {
    LessorServer lessor = lessor();
    ScriptedClient client = scripted.neighbour(1);
    Message declined = client.obtains();
    client.broadcast(
        client.message(
            MessageType.DHCPDECLINE,
            m ->
                m.option(StandardOptions.DHCP_SERVER_IDENTIFIER, ScriptedClient.server(declined))
                    .option(StandardOptions.DHCP_REQUESTED_ADDRESS, declined.yiaddr())));
    lessor.awaitNoLease(client.hardwareAddress(), LIMIT);
    ScriptedClient second = scripted.neighbour(2);
    Message released = second.obtains();
    second.unicast(
        second.message(
            MessageType.DHCPRELEASE,
            m ->
                m.ciaddr(released.yiaddr())
                    .option(
                        StandardOptions.DHCP_SERVER_IDENTIFIER, ScriptedClient.server(released))),
        serverLink.hardwareAddress(),
        ScriptedClient.server(released));
    lessor.awaitNoLease(second.hardwareAddress(), LIMIT);
    lessor.stop();

    kea();

    assertThat(
            client
                .ask(
                    MessageType.DHCPDISCOVER,
                    m -> m.option(StandardOptions.DHCP_REQUESTED_ADDRESS, declined.yiaddr()))
                .yiaddr())
        .isNotEqualTo(declined.yiaddr());
    assertThat(
            scripted
                .neighbour(3)
                .ask(
                    MessageType.DHCPDISCOVER,
                    m -> m.option(StandardOptions.DHCP_REQUESTED_ADDRESS, released.yiaddr()))
                .yiaddr())
        .isEqualTo(released.yiaddr());
  }
}
