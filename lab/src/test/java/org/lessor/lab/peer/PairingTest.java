package org.lessor.lab.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lessor.lab.capture.Capture;
import org.lessor.lab.capture.Frame;
import org.lessor.lab.needs.InLab;
import org.lessor.lab.needs.Need;
import org.lessor.lab.net.Cable;
import org.lessor.lab.net.Kernel;
import org.lessor.lab.net.Lab;
import org.lessor.lab.net.Link;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;

/// Every client with every server: on the wire, in the kernel, in the lease file.
@InLab
class PairingTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Ipv4 SERVER = Ipv4.of("192.0.2.1");

  static Stream<Arguments> pairings() {
    return Stream.of(ClientProgram.values())
        .flatMap(client ->
            Stream.of(ServerProgram.values()).map(server -> Arguments.of(client, server)));
  }

  @ParameterizedTest(name = "{0} gets a lease from {1}")
  @MethodSource("pairings")
  void obtainsALeaseInFourSteps(ClientProgram client, ServerProgram server, Lab lab) {
    new Need.Program(client.program()).require();
    new Need.Program(server.program()).require();
    Cable cable = lab.cable(lab.host("server"), "eth0", lab.host("client"), "eth0");
    Link serverLink = cable.left().address("192.0.2.1/24");
    Link clientLink = cable.right();
    Capture capture = Capture.on(serverLink);
    ServerSettings settings = ServerSettings.of("192.0.2.0/24");

    DhcpServerPeer serverPeer = server.start(serverLink, settings);
    DhcpClientPeer clientPeer = client.start(clientLink, ClientSettings.PLAIN);
    ObtainedLease lease = clientPeer.awaitLease(LIMIT);

    assertThat(settings.offers(lease.address())).isTrue();
    assertThat(lease.prefixLength()).isEqualTo(24);
    assertThat(lease.routers()).containsExactly(Ipv4.of("192.0.2.1"));
    assertThat(lease.dns()).containsExactly(Ipv4.of("192.0.2.53"));
    assertThat(lease.leaseTime()).isEqualTo(Duration.ofHours(1));
    assertThat(lease.server()).isEqualTo(SERVER);
    assertFourSteps(capture.dhcp(), serverLink, clientLink, lease.address());
    assertConfigured(clientLink, lease.address());
    RecordedLease recorded = serverPeer.awaitLease(clientLink.hardwareAddress(), LIMIT);
    assertThat(recorded.address()).isEqualTo(lease.address());

    clientPeer.release();

    Frame release = capture.await(MessageType.DHCPRELEASE, LIMIT);
    assertThat(release.dhcp().orElseThrow().ciaddr()).isEqualTo(lease.address());
    assertThat(release.udp().orElseThrow().destination()).isEqualTo(SERVER);
    if (client != ClientProgram.NETWORKD) { // dnsmasq and udhcpd pass its release over
      serverPeer.awaitNoLease(clientLink.hardwareAddress(), LIMIT);
    }
  }

  private static void assertFourSteps(List<Frame> frames, Link server, Link client, Ipv4 address) {
    assertThat(frames)
        .extracting(frame -> frame.dhcp().flatMap(Message::messageType).orElseThrow())
        .containsExactly(
            MessageType.DHCPDISCOVER,
            MessageType.DHCPOFFER,
            MessageType.DHCPREQUEST,
            MessageType.DHCPACK);
    for (Frame frame : frames) {
      Frame.Udp udp = frame.udp().orElseThrow();
      Message message = frame.dhcp().orElseThrow();
      assertThat(message.chaddr()).isEqualTo(client.hardwareAddress());
      assertThat(udp.checksum()).isNotEqualTo(Frame.Checksum.WRONG);
      switch (frame.direction()) {
        case IN -> {
          assertThat(frame.source()).isEqualTo(client.hardwareAddress());
          assertThat(frame.isEthernetBroadcast()).isTrue();
          assertThat(udp.source() + ":" + udp.sourcePort()).isEqualTo("0.0.0.0:68");
          assertThat(udp.destination() + ":" + udp.destinationPort())
              .isEqualTo("255.255.255.255:67");
          assertThat(message.ciaddr()).isEqualTo(Ipv4.UNSPECIFIED);
        }
        case OUT -> {
          assertThat(frame.source()).isEqualTo(server.hardwareAddress());
          assertThat(udp.source() + ":" + udp.sourcePort()).isEqualTo("192.0.2.1:67");
          assertThat(udp.destinationPort()).isEqualTo(68);
          assertThat(udp.destination()).isIn(address, Ipv4.BROADCAST);
          assertThat(message.yiaddr()).isEqualTo(address);
        }
      }
    }
  }

  private static void assertConfigured(Link client, Ipv4 address) {
    Kernel kernel = client.host().kernel();
    assertThat(kernel.addresses(client))
        .extracting(held -> held.address() + "/" + held.prefixLength())
        .containsExactly(address + "/24");
    Kernel.Route route = kernel.defaultRoute().orElseThrow();
    assertThat(route.gateway()).isEqualTo(SERVER);
    assertThat(route.interfaceName()).isEqualTo(client.name());
  }
}
