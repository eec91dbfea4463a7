package org.lessor.lab.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lessor.lab.capture.Capture;
import org.lessor.lab.capture.Frame;
import org.lessor.lab.needs.InLab;
import org.lessor.lab.needs.NeedsProgram;
import org.lessor.lab.net.Lab;
import org.lessor.lab.net.Link;
import org.lessor.lab.net.Segment;
import org.lessor.lab.peer.ClientSettings;
import org.lessor.lab.peer.ClientSettings.Probing;
import org.lessor.lab.peer.Dhclient;
import org.lessor.lab.peer.LessorServer;
import org.lessor.lab.peer.ObtainedLease;
import org.lessor.lab.peer.RecordedLease;
import org.lessor.lab.peer.ScriptedClient;
import org.lessor.lab.peer.ServerSettings;
import org.lessor.lab.peer.Udhcpc;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.StandardOptions;

/// What becomes of a lease after the four steps, with other people's clients.
@InLab
class LeaseLifeTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /// With a lease as short as this udhcpc asks everyone without asking its server first.
  private static final Duration SHORT = Duration.ofSeconds(100);

  private static final Ipv4 SERVER = Ipv4.of("192.0.2.1");
  private static final Ipv4 FIRST = Ipv4.of("192.0.2.100");
  private static final Ipv4 SECOND = Ipv4.of("192.0.2.101");
  private static final ServerSettings SETTINGS = ServerSettings.of("192.0.2.0/24");

  private Segment segment;
  private Link serverLink;
  private Link clientLink;
  private Capture capture;

  @BeforeEach
  void link(Lab lab) {
    segment = lab.segment("switch");
    serverLink = segment.attach(lab.host("server"), "eth0").address(SERVER + "/24");
    clientLink = segment.attach(lab.host("client"), "eth0");
    capture = Capture.on(serverLink);
  }

  private List<MessageType> types(int skipped) {
    return capture.frames().stream()
        .skip(skipped)
        .map(Frame::dhcp)
        .flatMap(Optional::stream)
        .map(message -> message.messageType().orElseThrow())
        .toList();
  }

  private Frame awaitDhcp(int skipped, MessageType type) {
    return capture.await(skipped, frame -> frame.isDhcp(type), LIMIT);
  }

  @Test
  @NeedsProgram("udhcpc")
  void aClientRenewsByUnicast() {
    LessorServer server = LessorServer.start(serverLink, SETTINGS);
    Udhcpc client = Udhcpc.start(clientLink, ClientSettings.PLAIN);
    ObtainedLease lease = client.awaitLease(LIMIT);
    RecordedLease recorded = server.awaitLease(clientLink.hardwareAddress(), LIMIT);
    int before = capture.frames().size();

    client.renew();
    ObtainedLease renewed = client.awaitLease(LIMIT);

    assertThat(renewed.address()).isEqualTo(lease.address());
    assertThat(types(before)).containsExactly(MessageType.DHCPREQUEST, MessageType.DHCPACK);
    Frame request = awaitDhcp(before, MessageType.DHCPREQUEST);
    assertThat(request.udp().orElseThrow().destination()).isEqualTo(SERVER);
    assertThat(request.dhcp().orElseThrow().ciaddr()).isEqualTo(lease.address());
    Frame ack = awaitDhcp(before, MessageType.DHCPACK);
    assertThat(ack.udp().orElseThrow().destination()).isEqualTo(lease.address());
    assertThat(ack.destination()).isEqualTo(clientLink.hardwareAddress());
    assertThat(server.leases()).hasSize(1);
    assertThat(server.leases().getFirst().expires()).isAfterOrEqualTo(recorded.expires());
  }

  @Test
  @NeedsProgram("udhcpc")
  void aClientRebindsWithTheSuccessorOfItsServer(Lab lab) {
    LessorServer server = LessorServer.start(serverLink, SETTINGS.leaseTime(SHORT));
    Udhcpc client = Udhcpc.start(clientLink, ClientSettings.PLAIN);
    ObtainedLease lease = client.awaitLease(LIMIT);
    server.stop();
    serverLink.down();
    Link otherLink = segment.attach(lab.host("successor"), "eth0").address("192.0.2.2/24");
    Capture onOther = Capture.on(otherLink);
    LessorServer.start(
        otherLink, server.directory(), LessorServer.flags(otherLink, SETTINGS.leaseTime(SHORT)));

    client.renew();
    ObtainedLease rebound = client.awaitLease(LIMIT);

    assertThat(rebound.address()).isEqualTo(lease.address());
    assertThat(rebound.server()).isEqualTo(Ipv4.of("192.0.2.2"));
    Frame request = onOther.await(MessageType.DHCPREQUEST, LIMIT);
    assertThat(request.udp().orElseThrow().destination()).isEqualTo(Ipv4.BROADCAST);
    assertThat(request.dhcp().orElseThrow().ciaddr()).isEqualTo(lease.address());
    assertThat(request.dhcp().orElseThrow().get(StandardOptions.DHCP_SERVER_IDENTIFIER)).isEmpty();
    assertThat(onOther.dhcp()).noneMatch(frame -> frame.isDhcp(MessageType.DHCPDISCOVER));
  }

  @Test
  @NeedsProgram("dhclient")
  void aClientFromAnotherNetworkIsRefusedAndStartsAnew() {
    LessorServer server = LessorServer.start(serverLink, SETTINGS, "--authoritative");

    ObtainedLease lease =
        Dhclient.startWithLease(
                clientLink, ClientSettings.PLAIN, Ipv4.of("198.51.100.7"), Ipv4.of("198.51.100.1"))
            .awaitLease(LIMIT);

    assertThat(lease.address()).isEqualTo(FIRST);
    assertThat(types(0))
        .startsWith(MessageType.DHCPREQUEST, MessageType.DHCPNAK, MessageType.DHCPDISCOVER)
        .endsWith(MessageType.DHCPOFFER, MessageType.DHCPREQUEST, MessageType.DHCPACK);
    Frame nak = awaitDhcp(0, MessageType.DHCPNAK);
    assertThat(nak.isEthernetBroadcast()).isTrue();
    assertThat(nak.udp().orElseThrow().destination()).isEqualTo(Ipv4.BROADCAST);
    server.peer().awaitLine("DHCP4_NAK ", LIMIT);
  }

  @Test
  @NeedsProgram("dhclient")
  void aClientThatRestartsConfirmsItsAddress() {
    LessorServer.start(serverLink, SETTINGS);
    ScriptedClient before = ScriptedClient.on(clientLink);
    before.neighbour(1).obtains();
    Message lease = before.obtains();
    assertThat(lease.yiaddr()).isEqualTo(SECOND);
    int seen = capture.frames().size();

    ObtainedLease confirmed =
        Dhclient.startWithLease(clientLink, ClientSettings.PLAIN, SECOND, SERVER).awaitLease(LIMIT);

    assertThat(confirmed.address()).isEqualTo(SECOND);
    assertThat(types(seen)).containsExactly(MessageType.DHCPREQUEST, MessageType.DHCPACK);
    assertThat(
            awaitDhcp(seen, MessageType.DHCPREQUEST)
                .dhcp()
                .orElseThrow()
                .get(StandardOptions.DHCP_REQUESTED_ADDRESS))
        .hasValue(SECOND);
  }

  @Test
  @NeedsProgram("udhcpc")
  void anAddressThatAClientDeclinesIsSetAside(Lab lab) {
    LessorServer server = LessorServer.start(serverLink, SETTINGS, "--ping", "off");
    segment.attach(lab.host("occupant"), "eth0").address(FIRST + "/24");

    ObtainedLease lease =
        Udhcpc.start(clientLink, ClientSettings.PLAIN.probing(Probing.ON)).awaitLease(LIMIT);

    assertThat(lease.address()).isEqualTo(SECOND);
    server.peer().awaitLine("DHCP4_DECLINE_LEASE .* address=" + FIRST, LIMIT);
    assertThat(server.lines())
        .as("state 1 of Kea's lease file: declined")
        .anyMatch(line -> line.startsWith(FIRST + ",") && line.split(",", -1)[9].equals("1"));
    assertThat(server.leases()).extracting(RecordedLease::address).containsExactly(SECOND);
  }

  @Test
  @NeedsProgram("udhcpc")
  void aReleasedAddressIsFreeAndKeptForItsClient() {
    LessorServer server = LessorServer.start(serverLink, SETTINGS);
    Udhcpc client = Udhcpc.start(clientLink, ClientSettings.PLAIN);
    ObtainedLease lease = client.awaitLease(LIMIT);

    client.release();

    server.peer().awaitLine("DHCP4_RELEASE .* address=" + lease.address(), LIMIT);
    server.awaitNoLease(clientLink.hardwareAddress(), LIMIT);
    client.close();
    ScriptedClient after = ScriptedClient.on(clientLink);
    assertThat(after.neighbour(1).obtains().yiaddr()).isNotEqualTo(lease.address());
    assertThat(Udhcpc.start(clientLink, ClientSettings.PLAIN).awaitLease(LIMIT).address())
        .isEqualTo(lease.address());
  }

  @Test
  void aHostWithAnAddressOfItsOwnIsToldTheRest() {
    LessorServer server = LessorServer.start(serverLink, SETTINGS);
    Ipv4 own = Ipv4.of("192.0.2.50");
    clientLink.address(own + "/24");
    ScriptedClient host = ScriptedClient.on(clientLink);

    Frame answer =
        host.awaitReply(
            host.broadcast(
                host.message(
                    MessageType.DHCPINFORM,
                    m ->
                        m.ciaddr(own)
                            .option(
                                StandardOptions.DHCP_PARAMETER_REQUEST_LIST,
                                Bytes.ofUnsigned(6)))));

    Message ack = answer.dhcp().orElseThrow();
    assertThat(ack.messageType()).hasValue(MessageType.DHCPACK);
    assertThat(ack.yiaddr()).isEqualTo(Ipv4.UNSPECIFIED);
    assertThat(ack.get(StandardOptions.DOMAIN_NAME_SERVERS).orElseThrow())
        .containsExactly(Ipv4.of("192.0.2.53"));
    assertThat(ack.get(StandardOptions.DHCP_LEASE_TIME)).isEmpty();
    assertThat(answer.udp().orElseThrow().destination()).isEqualTo(own);
    assertThat(answer.destination()).isEqualTo(clientLink.hardwareAddress());
    assertThat(server.lines()).as("nothing is leased").hasSize(1);
  }
}
