package org.lessor.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.lessor.lab.needs.InLab;
import org.lessor.lab.net.Cable;
import org.lessor.lab.net.Lab;
import org.lessor.lab.net.Link;
import org.lessor.lab.peer.LessorLoad;
import org.lessor.lab.peer.LessorServer;
import org.lessor.lab.peer.ServerSettings;
import tools.jackson.databind.JsonNode;

/// `lessor load` and `lessor serve` at both ends of a cable.
@InLab
class LoadTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String SERVER = "192.0.2.1";
  private static final String RELAY = "192.0.2.2";
  private static final String OTHER_RELAY = "192.0.2.3";

  private static final ServerSettings SETTINGS =
      ServerSettings.of("192.0.2.0/24").range("192.0.2.10", "192.0.2.250");

  private LessorServer server;
  private Link client;

  private void connect(Lab lab) {
    Cable cable = lab.cable(lab.host("server"), "eth0", lab.host("load"), "eth0");
    server = LessorServer.start(cable.left().address(SERVER + "/24"), SETTINGS, "--ping", "off");
    client = cable.right();
  }

  @Test
  void clientsBehindARelayAllObtainAnAddressOfTheirOwn(Lab lab) {
    connect(lab);
    client.address(RELAY + "/24");
    JsonNode summary =
        LessorLoad.start(
                client,
                "-l",
                RELAY,
                "-n",
                "200",
                "-R",
                "200",
                "--in-flight",
                "16",
                "-d",
                "20",
                SERVER)
            .awaitSummary(0, LIMIT);

    assertThat(summary.at("/completed").asInt()).isEqualTo(200);
    assertThat(summary.at("/bound").asInt()).isEqualTo(200);
    assertThat(summary.at("/lost").asInt()).isZero();
    assertThat(summary.at("/duplicates").asInt()).isZero();
    assertThat(summary.at("/steps/request-ack/answered").asInt()).isEqualTo(200);
    assertThat(server.leases()).hasSize(200);
  }

  @Test
  void clientsOnTheLinkDoSoToo(Lab lab) {
    connect(lab);
    JsonNode summary =
        LessorLoad.start(
                client, "-l", "eth0", "-n", "200", "-R", "200", "--in-flight", "16", "-d", "20")
            .awaitSummary(0, LIMIT);

    assertThat(summary.at("/completed").asInt()).isEqualTo(200);
    assertThat(summary.at("/duplicates").asInt()).isZero();
    assertThat(server.leases()).hasSize(200);
  }

  /// A server answers a renewal at the client's own address, which it asks for by ARP.
  @Test
  void clientsOnTheLinkRenewAtTheirOwnAddresses(Lab lab) {
    connect(lab);
    JsonNode summary =
        LessorLoad.start(
                client, "-l", "eth0", "-n", "300", "-R", "50", "-d", "20", "--mix", "renew")
            .awaitSummary(0, LIMIT);

    assertThat(summary.at("/exchanges/renew/completed").asInt()).isEqualTo(300);
    assertThat(summary.at("/exchanges/four").isMissingNode()).isTrue();
  }

  @Test
  void moreRelayAgentsThanClientsShareNoClient(Lab lab) {
    connect(lab);
    client.address(RELAY + "/24");
    client.address(OTHER_RELAY + "/24");
    JsonNode summary =
        LessorLoad.start(
                client, "-l", RELAY + "," + OTHER_RELAY, "-n", "1", "-R", "1", "-d", "20", SERVER)
            .awaitSummary(0, LIMIT);

    assertThat(summary.at("/completed").asInt()).isEqualTo(1);
    assertThat(summary.at("/duplicates").asInt()).isZero();
  }

  @Test
  void theyRenewAndReleaseWhatTheyHave(Lab lab) {
    connect(lab);
    client.address(RELAY + "/24");
    JsonNode summary =
        LessorLoad.start(
                client,
                "-l",
                RELAY,
                "-n",
                "300",
                "-R",
                "100",
                "--bind-first",
                "-d",
                "20",
                "--mix",
                "four=1,renew=3,reboot=1,release=1",
                SERVER)
            .awaitSummary(0, LIMIT);

    assertThat(summary.at("/exchanges/renew/completed").asInt()).isEqualTo(150);
    assertThat(summary.at("/exchanges/reboot/completed").asInt()).isEqualTo(50);
    assertThat(summary.at("/exchanges/release/completed").asInt()).isEqualTo(50);
    assertThat(summary.at("/naks").asInt()).isZero();
    assertThat(summary.at("/unusable").asInt()).isZero();
  }

  @Test
  void anExhaustedPoolShowsAsLosses(Lab lab) {
    connect(lab);
    client.address(RELAY + "/24");
    JsonNode summary =
        LessorLoad.start(
                client,
                "-l",
                RELAY,
                "-n",
                "260",
                "-R",
                "260",
                "--in-flight",
                "32",
                "-d",
                "5",
                SERVER)
            .awaitSummary(3, LIMIT);

    // 241 addresses.
    assertThat(summary.at("/completed").asInt()).isEqualTo(241);
    assertThat(summary.at("/steps/discover-offer/lost").asInt()).isEqualTo(19);
  }

  @Test
  void aSignalEndsItWithTheSummary(Lab lab) {
    connect(lab);
    client.address(RELAY + "/24");
    LessorLoad load = LessorLoad.start(client, "-l", RELAY, "-R", "100", "-t", "0.2", SERVER);
    load.peer().awaitLine("completed [1-9]", LIMIT);
    load.peer().signal("INT");
    JsonNode summary = load.awaitSummary(0, LIMIT);
    assertThat(summary.at("/completed").asInt()).isPositive();
    assertThat(summary.at("/lost").asInt()).isZero();
  }
}
