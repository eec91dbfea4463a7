package org.lessor.lab.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.lessor.wire.MessageType.DHCPACK;
import static org.lessor.wire.MessageType.DHCPDISCOVER;
import static org.lessor.wire.MessageType.DHCPOFFER;
import static org.lessor.wire.MessageType.DHCPREQUEST;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lessor.lab.capture.Capture;
import org.lessor.lab.capture.Frame;
import org.lessor.lab.capture.Frame.Direction;
import org.lessor.lab.needs.InLab;
import org.lessor.lab.needs.Need;
import org.lessor.lab.needs.NeedsProgram;
import org.lessor.lab.net.Cable;
import org.lessor.lab.net.Host;
import org.lessor.lab.net.Lab;
import org.lessor.lab.net.Link;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;

/// A client on one link and every server on another, with a relay agent between.
@InLab
@NeedsProgram("dhcrelay")
class RelayTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Ipv4 SERVER = Ipv4.of("192.0.2.1");
  private static final Ipv4 GIADDR = Ipv4.of("198.51.100.1");

  /// One client with every server, and Lessor's with two.
  static Stream<Arguments> pairings() {
    return Stream.concat(
        Stream.of(ServerProgram.values()).map(server -> arguments(ClientProgram.UDHCPC, server)),
        Stream.of(ServerProgram.KEA, ServerProgram.LESSOR)
            .map(server -> arguments(ClientProgram.LESSOR, server)));
  }

  @ParameterizedTest(name = "{0} gets a lease from {1} through dhcrelay")
  @MethodSource("pairings")
  void obtainsALeaseThroughARelay(ClientProgram client, ServerProgram server, Lab lab) {
    new Need.Program(client.program()).require();
    new Need.Program(server.program()).require();
    Host serverHost = lab.host("server");
    Host relayHost = lab.host("relay").forwards();
    Cable above = lab.cable(serverHost, "eth0", relayHost, "eth1");
    Cable below = lab.cable(relayHost, "eth0", lab.host("client"), "eth0");
    Link serverLink = above.left().address("192.0.2.1/24");
    above.right().address("192.0.2.2/24");
    below.left().address("198.51.100.1/24");
    serverHost.route("198.51.100.0/24", "192.0.2.2");
    Capture onServerLink = Capture.on(serverLink);
    Capture onClientLink = Capture.on(below.left());
    ServerSettings settings = ServerSettings.of("198.51.100.0/24");

    DhcpServerPeer serverPeer = server.start(serverLink, settings);
    Dhcrelay.start(below.left(), above.right(), SERVER);
    ObtainedLease lease = client.start(below.right(), ClientSettings.PLAIN).awaitLease(LIMIT);

    assertThat(settings.offers(lease.address())).isTrue();
    assertThat(lease.routers()).containsExactly(GIADDR);
    assertThat(lease.server()).isEqualTo(SERVER);
    assertThat(below.right().host().kernel().defaultRoute().orElseThrow().gateway())
        .isEqualTo(GIADDR);
    assertThat(serverPeer.awaitLease(below.right().hardwareAddress(), LIMIT).address())
        .isEqualTo(lease.address());
    assertFourSteps(onServerLink.dhcp());
    assertFourSteps(onClientLink.dhcp());
    onServerLink.dhcp().forEach(RelayTest::assertBetweenRelayAndServer);
    onClientLink.dhcp().forEach(frame -> assertBetweenClientAndRelay(frame, below));
  }

  private static void assertFourSteps(List<Frame> frames) {
    assertThat(frames)
        .extracting(frame -> frame.dhcp().flatMap(Message::messageType).orElseThrow())
        .containsExactly(DHCPDISCOVER, DHCPOFFER, DHCPREQUEST, DHCPACK);
  }

  private static void assertBetweenRelayAndServer(Frame frame) {
    Frame.Udp udp = frame.udp().orElseThrow();
    Message message = frame.dhcp().orElseThrow();
    assertThat(message.giaddr()).isEqualTo(GIADDR);
    if (frame.direction() == Direction.IN) {
      assertThat(message.hops()).isEqualTo(1);
      assertThat(udp.destination()).isEqualTo(SERVER);
    } else {
      assertThat(udp.source()).isEqualTo(SERVER);
      assertThat(udp.destination()).isEqualTo(GIADDR);
    }
    assertThat(udp.destinationPort()).isEqualTo(67);
  }

  private static void assertBetweenClientAndRelay(Frame frame, Cable below) {
    Frame.Udp udp = frame.udp().orElseThrow();
    if (frame.direction() == Direction.IN) {
      assertThat(frame.source()).isEqualTo(below.right().hardwareAddress());
      assertThat(frame.dhcp().orElseThrow().giaddr()).isEqualTo(Ipv4.UNSPECIFIED);
      assertThat(udp.destination() + ":" + udp.destinationPort()).isEqualTo("255.255.255.255:67");
    } else {
      assertThat(frame.source()).isEqualTo(below.left().hardwareAddress());
      assertThat(udp.destinationPort()).isEqualTo(68);
    }
  }
}
