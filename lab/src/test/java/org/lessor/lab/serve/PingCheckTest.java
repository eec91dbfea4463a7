package org.lessor.lab.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lessor.lab.capture.Capture;
import org.lessor.lab.capture.Frame;
import org.lessor.lab.capture.Frame.Icmp;
import org.lessor.lab.needs.InLab;
import org.lessor.lab.needs.NeedsProgram;
import org.lessor.lab.net.Host;
import org.lessor.lab.net.Lab;
import org.lessor.lab.net.Link;
import org.lessor.lab.net.Segment;
import org.lessor.lab.peer.ClientSettings;
import org.lessor.lab.peer.LessorServer;
import org.lessor.lab.peer.ObtainedLease;
import org.lessor.lab.peer.ScriptedClient;
import org.lessor.lab.peer.ServerSettings;
import org.lessor.lab.peer.Udhcpc;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;

/// An address is asked for before it is given out, and set aside when somebody has it.
@InLab
class PingCheckTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Ipv4 FIRST = Ipv4.of("192.0.2.100");
  private static final Ipv4 SECOND = Ipv4.of("192.0.2.101");

  private Segment segment;
  private Link serverLink;
  private Capture capture;

  @BeforeEach
  void link(Lab lab) {
    segment = lab.segment("switch");
    serverLink = segment.attach(lab.host("server"), "eth0").address("192.0.2.1/24");
    capture = Capture.on(serverLink);
  }

  /// How a host that holds an address without a lease meets an ICMP echo request.
  enum Manner {
    ANSWERS_ECHO,
    /// As most firewalls do: only ARP tells that it is there.
    IGNORES_ECHO
  }

  private Link occupant(Lab lab, Manner manner) {
    Host host = lab.host("occupant");
    switch (manner) {
      case ANSWERS_ECHO -> {}
      case IGNORES_ECHO -> host.run("sh", "-c", "echo 1 > /proc/sys/net/ipv4/icmp_echo_ignore_all");
    }
    return segment.attach(host, "eth0").address(FIRST + "/24");
  }

  private LessorServer serve(String moment) {
    return LessorServer.start(serverLink, ServerSettings.of("192.0.2.0/24"), "--ping", moment);
  }

  private static boolean asks(Frame frame, Ipv4 address) {
    return frame
            .icmp()
            .filter(icmp -> icmp.type() == Icmp.ECHO_REQUEST && icmp.destination().equals(address))
            .isPresent()
        || frame
            .arp()
            .filter(arp -> arp.operation() == Frame.Arp.REQUEST && arp.target().equals(address))
            .isPresent();
  }

  /// What stands in a capture, told in the words of this test.
  private List<String> story(Ipv4 address) {
    return capture.frames().stream()
        .filter(frame -> frame.dhcp().isPresent() || asks(frame, address))
        .map(frame ->
            frame
                .dhcp()
                .flatMap(Message::messageType)
                .map(MessageType::name)
                .orElse("asks for " + address))
        .distinct()
        .toList();
  }

  @Test
  void aFreeAddressIsAskedForBeforeTheOffer(Lab lab) {
    serve("before-offer");
    ScriptedClient client = ScriptedClient.on(segment.attach(lab.host("client"), "eth0"));

    assertThat(client.obtains().yiaddr()).isEqualTo(FIRST);

    assertThat(story(FIRST))
        .containsExactly(
            "DHCPDISCOVER", "asks for 192.0.2.100", "DHCPOFFER", "DHCPREQUEST", "DHCPACK");
  }

  @Test
  void aFreeAddressIsAskedForBeforeTheAck(Lab lab) {
    serve("before-ack");
    ScriptedClient client = ScriptedClient.on(segment.attach(lab.host("client"), "eth0"));

    assertThat(client.obtains().yiaddr()).isEqualTo(FIRST);

    assertThat(story(FIRST))
        .containsExactly(
            "DHCPDISCOVER", "DHCPOFFER", "DHCPREQUEST", "asks for 192.0.2.100", "DHCPACK");
  }

  @ParameterizedTest(name = "an occupant that {0} keeps its address when asked before the offer")
  @EnumSource
  @NeedsProgram("udhcpc")
  void anAddressInUseIsNotOffered(Manner manner, Lab lab) {
    Link occupant = occupant(lab, manner);
    LessorServer server = serve("before-offer");

    ObtainedLease lease =
        Udhcpc.start(segment.attach(lab.host("client"), "eth0"), ClientSettings.PLAIN)
            .awaitLease(LIMIT);

    assertThat(lease.address()).isEqualTo(SECOND);
    assertThat(offered()).containsOnly(SECOND);
    assertSetAside(server, occupant, manner);
  }

  private List<Ipv4> offered() {
    return capture.dhcp().stream()
        .filter(frame -> frame.isDhcp(MessageType.DHCPOFFER))
        .map(frame -> frame.dhcp().orElseThrow().yiaddr())
        .toList();
  }

  @ParameterizedTest(name = "an occupant that {0} keeps its address when asked before the ack")
  @EnumSource
  @NeedsProgram("udhcpc")
  void anAddressInUseIsNotAcknowledged(Manner manner, Lab lab) {
    Link occupant = occupant(lab, manner);
    LessorServer server = serve("before-ack");

    ObtainedLease lease =
        Udhcpc.start(segment.attach(lab.host("client"), "eth0"), ClientSettings.PLAIN)
            .awaitLease(LIMIT);

    assertThat(lease.address()).isEqualTo(SECOND);
    assertThat(offered()).containsExactly(FIRST, SECOND);
    Frame nak = capture.await(MessageType.DHCPNAK, LIMIT);
    assertThat(nak.isEthernetBroadcast()).isTrue();
    assertSetAside(server, occupant, manner);
  }

  private void assertSetAside(LessorServer server, Link occupant, Manner manner) {
    String evidence =
        switch (manner) {
          case ANSWERS_ECHO -> "echo reply from ";
          case IGNORES_ECHO -> "ARP reply from ";
        };
    server
        .peer()
        .awaitLine(
            "PING_CHECK_CONFLICT .*address="
                + FIRST
                + " evidence=\""
                + evidence
                + occupant.hardwareAddress(),
            LIMIT);
    assertThat(capture.frames())
        .anyMatch(frame ->
            frame.icmp().filter(icmp -> icmp.type() == Icmp.ECHO_REQUEST).isPresent()
                && frame.destination().equals(occupant.hardwareAddress()));
    assertThat(server.lines())
        .as("state 1 of Kea's lease file: declined")
        .anyMatch(line -> line.startsWith(FIRST + ",") && line.split(",", -1)[9].equals("1"));
    assertThat(server.leases()).extracting(lease -> lease.address()).containsExactly(SECOND);
  }

  @Test
  void aCheckDelaysNobodyElse(Lab lab) {
    occupant(lab, Manner.IGNORES_ECHO);
    serve("before-offer");
    ScriptedClient slow = ScriptedClient.on(segment.attach(lab.host("client"), "eth0"));
    ScriptedClient known = slow.neighbour(1);
    Message lease = known.obtains();
    int before = capture.frames().size();

    Message waits = slow.broadcast(slow.message(MessageType.DHCPDISCOVER, m -> m));
    known.ask(MessageType.DHCPREQUEST, m -> m.ciaddr(lease.yiaddr()));
    slow.awaitReply(waits);

    assertThat(capture.frames().stream().skip(before).filter(f -> f.dhcp().isPresent()))
        .extracting(frame -> frame.dhcp().flatMap(Message::messageType).orElseThrow())
        .containsExactly(
            MessageType.DHCPDISCOVER,
            MessageType.DHCPREQUEST,
            MessageType.DHCPACK,
            MessageType.DHCPOFFER);
  }
}
