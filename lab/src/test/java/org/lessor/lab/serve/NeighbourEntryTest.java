package org.lessor.lab.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lessor.lab.capture.Frame;
import org.lessor.lab.needs.InLab;
import org.lessor.lab.net.Cable;
import org.lessor.lab.net.Lab;
import org.lessor.lab.net.Link;
import org.lessor.lab.peer.LessorServer;
import org.lessor.lab.peer.ScriptedClient;
import org.lessor.lab.peer.ServerSettings;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.StandardOptions;

/// A client without an address is reached by unicast, as the server enters it in the kernel's
/// neighbour table; the entry goes when it is no longer true.
@InLab
class NeighbourEntryTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Ipv4 FIRST = Ipv4.of("192.0.2.100");
  private static final Ipv4 SERVER = Ipv4.of("192.0.2.1");

  private Link serverLink;
  private LessorServer server;
  private ScriptedClient client;

  @BeforeEach
  void serve(Lab lab) {
    Cable cable = lab.cable(lab.host("server"), "eth0", lab.host("client"), "eth0");
    serverLink = cable.left().address("192.0.2.1/24");
    server =
        LessorServer.start(
            serverLink,
            ServerSettings.of("192.0.2.0/24").range("192.0.2.100", "192.0.2.100"),
            "--ping",
            "off");
    client = ScriptedClient.on(cable.right());
  }

  private void assertEntered(Ipv4 address) {
    assertThat(serverLink.host().kernel().neighbour(address).orElseThrow().hardwareAddress())
        .isEqualTo(client.hardwareAddress());
  }

  @Test
  void theClientIsInTheTableWhenTheOfferLeaves() {
    Message discover = client.broadcast(client.message(MessageType.DHCPDISCOVER, m -> m));
    Frame offer = client.awaitReply(discover);

    assertEntered(FIRST);
    assertThat(offer.destination()).isEqualTo(client.hardwareAddress());
    assertThat(offer.udp().orElseThrow().destination()).isEqualTo(FIRST);
    assertThat(client.capture().frames())
        .as("the kernel had nothing to ask for")
        .noneMatch(frame -> frame.arp().isPresent());
  }

  @Test
  void theEntryOfAReleasedAddressGoes() {
    client.obtains();
    assertEntered(FIRST);

    client.unicast(
        client.message(
            MessageType.DHCPRELEASE,
            m -> m.ciaddr(FIRST).option(StandardOptions.DHCP_SERVER_IDENTIFIER, SERVER)),
        serverLink.hardwareAddress(),
        SERVER);

    server.peer().awaitLine("DHCP4_RELEASE.* address=" + FIRST, LIMIT);
    serverLink.host().kernel().awaitNoNeighbour(FIRST, LIMIT);
    server.awaitNoLease(client.hardwareAddress(), LIMIT);
  }

  @Test
  void theEntryOfADeclinedAddressGoes() {
    client.obtains();
    assertEntered(FIRST);

    client.broadcast(
        client.message(
            MessageType.DHCPDECLINE,
            m ->
                m.option(StandardOptions.DHCP_SERVER_IDENTIFIER, SERVER)
                    .option(StandardOptions.DHCP_REQUESTED_ADDRESS, FIRST)));

    server.peer().awaitLine("DHCP4_DECLINE_LEASE.* address=" + FIRST, LIMIT);
    serverLink.host().kernel().awaitNoNeighbour(FIRST, LIMIT);
    server.awaitNoLease(client.hardwareAddress(), LIMIT);
  }

  @Test
  void theEntryGoesWhenTheClientTakesAnotherServersOffer() {
    client.discovers();
    assertEntered(FIRST);

    client.broadcast(
        client.message(
            MessageType.DHCPREQUEST,
            m ->
                m.option(StandardOptions.DHCP_SERVER_IDENTIFIER, Ipv4.of("192.0.2.2"))
                    .option(StandardOptions.DHCP_REQUESTED_ADDRESS, Ipv4.of("192.0.2.200"))));

    server.peer().awaitLine("LESSOR_OFFER_WITHDRAWN.* address=" + FIRST, LIMIT);
    serverLink.host().kernel().awaitNoNeighbour(FIRST, LIMIT);
    assertThat(client.neighbour(1).discovers().yiaddr()).isEqualTo(FIRST);
  }
}
