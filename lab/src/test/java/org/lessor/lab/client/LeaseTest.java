package org.lessor.lab.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lessor.lab.capture.Capture;
import org.lessor.lab.capture.Frame;
import org.lessor.lab.needs.InLab;
import org.lessor.lab.net.Kernel;
import org.lessor.lab.net.Lab;
import org.lessor.lab.net.Link;
import org.lessor.lab.net.Segment;
import org.lessor.lab.peer.LessorClient;
import org.lessor.lab.peer.LessorServer;
import org.lessor.lab.peer.ServerSettings;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;

/// How Lessor's client keeps a lease, and keeps to it over a restart.
@InLab
class LeaseTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Ipv4 FIRST = Ipv4.of("192.0.2.100");
  private static final List<String> FLAGS = List.of("--probe=off");

  private Segment segment;
  private Link serverLink;
  private Link link;
  private Capture capture;

  @BeforeEach
  void network(Lab lab) {
    segment = lab.segment("switch");
    serverLink = segment.attach(lab.host("server"), "eth0").address("192.0.2.1/24");
    link = segment.attach(lab.host("client"), "eth0");
    capture = Capture.on(link);
  }

  private List<MessageType> types(int skipped) {
    return capture.frames().stream()
        .skip(skipped)
        .map(Frame::dhcp)
        .flatMap(Optional::stream)
        .map(message -> message.messageType().orElseThrow())
        .toList();
  }

  private List<Ipv4> held() {
    return link.host().kernel().addresses(link).stream().map(Kernel.Address::address).toList();
  }

  private Message awaitRequest(int skipped, Ipv4 destination) {
    return capture
        .await(
            skipped,
            frame ->
                frame.isDhcp(MessageType.DHCPREQUEST)
                    && frame.udp().orElseThrow().destination().equals(destination),
            LIMIT)
        .dhcp()
        .orElseThrow();
  }

  @Test
  void itRenewsByUnicastAndRebindsWhenItsServerIsGone(Lab lab) {
    ServerSettings settings = ServerSettings.of("192.0.2.0/24").leaseTime(Duration.ofSeconds(8));
    LessorServer server = LessorServer.start(serverLink, settings);
    LessorClient client = LessorClient.start(link, LessorClient.directory(link), FLAGS);
    assertThat(client.awaitLease(LIMIT).address()).isEqualTo(FIRST);
    int before = capture.frames().size();

    client.awaitLease(LIMIT);
    Message renewal = awaitRequest(before, Ipv4.of("192.0.2.1"));
    assertThat(renewal.ciaddr()).isEqualTo(FIRST);
    server.stop();
    Link otherLink = segment.attach(lab.host("successor"), "eth0").address("192.0.2.2/24");
    LessorServer.start(otherLink, server.directory(), LessorServer.flags(otherLink, settings));

    assertThat(client.awaitLease(LIMIT).server()).isEqualTo(Ipv4.of("192.0.2.2"));
    Message rebinding = awaitRequest(before, Ipv4.BROADCAST);
    assertThat(rebinding.ciaddr()).isEqualTo(FIRST);
    assertThat(types(before)).doesNotContain(MessageType.DHCPDISCOVER);
    assertThat(held()).containsExactly(FIRST);
  }

  @Test
  void afterACrashItConfirmsTheAddressThatItHad() {
    LessorServer.start(serverLink, ServerSettings.of("192.0.2.0/24"));
    Path directory = LessorClient.directory(link);
    LessorClient crashed = LessorClient.start(link, directory, FLAGS);
    assertThat(crashed.awaitLease(LIMIT).address()).isEqualTo(FIRST);
    crashed.peer().kill();
    assertThat(held()).as("nobody took it away").containsExactly(FIRST);
    int before = capture.frames().size();

    LessorClient again = LessorClient.start(link, directory, FLAGS);

    assertThat(again.awaitLease(LIMIT).address()).isEqualTo(FIRST);
    assertThat(types(before)).containsExactly(MessageType.DHCPREQUEST, MessageType.DHCPACK);
    assertThat(held()).containsExactly(FIRST);
  }

  @Test
  void inAnotherNetworkItIsRefusedAndTakesANewAddress() {
    LessorServer former = LessorServer.start(serverLink, ServerSettings.of("192.0.2.0/24"));
    Path directory = LessorClient.directory(link);
    LessorClient crashed = LessorClient.start(link, directory, FLAGS);
    crashed.awaitLease(LIMIT);
    crashed.peer().kill();
    former.stop();
    serverLink.host().run("ip", "address", "flush", "dev", "eth0");
    serverLink.address("198.51.100.1/24");
    LessorServer.start(serverLink, ServerSettings.of("198.51.100.0/24"), "--authoritative");
    int before = capture.frames().size();

    LessorClient client = LessorClient.start(link, directory, FLAGS);

    Ipv4 address = client.awaitLease(LIMIT).address();
    assertThat(address).isEqualTo(Ipv4.of("198.51.100.100"));
    assertThat(types(before))
        .containsExactly(
            MessageType.DHCPREQUEST,
            MessageType.DHCPNAK,
            MessageType.DHCPDISCOVER,
            MessageType.DHCPOFFER,
            MessageType.DHCPREQUEST,
            MessageType.DHCPACK);
    assertThat(held()).containsExactly(address);
  }
}
