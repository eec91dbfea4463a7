package org.lessor.lab.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lessor.lab.needs.InLab;
import org.lessor.lab.net.Cable;
import org.lessor.lab.net.Lab;
import org.lessor.lab.net.Link;
import org.lessor.lab.peer.LessorServer;
import org.lessor.lab.peer.ScriptedClient;
import org.lessor.lab.peer.ServerSettings;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;
import org.lessor.wire.StandardOptions;

/// Bad packets are dropped and counted by reason, and the server goes on.
@InLab
class BadInputTest {
  private static final int COOKIE = 236;
  private static final int HLEN = 2;
  private static final int SEED = 20260131;
  private static final int RANDOM_PACKETS = 500;

  private Link clientLink;
  private LessorServer server;
  private ScriptedClient client;

  @BeforeEach
  void serve(Lab lab) {
    Cable cable = lab.cable(lab.host("server"), "eth0", lab.host("client"), "eth0");
    server =
        LessorServer.start(
            cable.left().address("192.0.2.1/24"),
            ServerSettings.of("192.0.2.0/24"),
            "--ping",
            "off");
    clientLink = cable.right();
    client = ScriptedClient.on(clientLink);
  }

  private Bytes discover() {
    return client.message(MessageType.DHCPDISCOVER, m -> m).encode();
  }

  private static Bytes changed(Bytes bytes, int offset, int value) {
    return bytes.slice(0, offset).plus(Bytes.ofUnsigned(value)).plus(bytes.from(offset + 1));
  }

  /// Stops the server after it has answered once more, so that all that came before is counted.
  private Map<String, Long> countersAtTheEnd() {
    assertThat(client.neighbour(1).obtains().yiaddr()).isEqualTo(Ipv4.of("192.0.2.100"));
    return server.stop();
  }

  @Test
  void bytesThatAreNoDhcpMessageAreCountedByWhatIsWrongWithThem() {
    int truncations = 0;
    for (int length = 0; length < COOKIE + 4; length += 20) {
      client.broadcast(discover().slice(0, length));
      truncations++;
    }
    client.broadcast(changed(discover(), COOKIE, 0x64));
    client.broadcast(changed(discover(), HLEN, 17));
    client.broadcast(changed(discover(), HLEN, 255));
    Bytes endless = // an option that is longer than the message, before its type
        discover().slice(0, COOKIE + 4).plus(Bytes.ofUnsigned(55, 200, 53, 1, 1));
    client.broadcast(endless);

    Map<String, Long> counters = countersAtTheEnd();

    assertThat(counters)
        .containsEntry("malformed-truncated", (long) truncations)
        .containsEntry("malformed-no-magic-cookie", 1L)
        .containsEntry("malformed-bad-hlen", 2L)
        .containsEntry("malformed-option-overrun", 1L)
        .containsEntry("pkt4-parse-failed", truncations + 4L)
        .containsEntry("pkt4-receive-drop", truncations + 4L)
        .containsEntry("pkt4-received", truncations + 6L)
        .containsEntry("pkt4-sent", 2L);
  }

  @Test
  void randomBytesAreDroppedOrAnsweredByNobodysLease() {
    Random random = new Random(SEED);
    Bytes good = discover();
    for (int i = 0; i < RANDOM_PACKETS; i++) {
      byte[] noise = new byte[random.nextInt(1400)];
      random.nextBytes(noise);
      byte[] almost = good.toArray();
      for (int flips = random.nextInt(8); flips >= 0; flips--) {
        almost[random.nextInt(almost.length)] = (byte) random.nextInt(256);
      }
      client.broadcast(Bytes.of(i % 2 == 0 ? noise : almost));
    }

    assertThat(client.neighbour(1).obtains().messageType()).hasValue(MessageType.DHCPACK);
    Map<String, Long> counters = server.stop();

    assertThat(counters).containsEntry("pkt4-received", RANDOM_PACKETS + 2L);
    assertThat(counters.get("pkt4-parse-failed"))
        .isBetween(RANDOM_PACKETS / 2L, 2L + RANDOM_PACKETS);
    assertThat(counters).doesNotContainKeys("pkt4-processing-failed");
    assertThat(server.leases()).hasSize(1);
    assertThat(server.peer().lines()).noneMatch(line -> line.contains("LESSOR_WORKER_FAILED"));
  }

  @Test
  void aDatagramThatIsLargerThanAnyMessageIsCountedAsOversized() throws IOException {
    clientLink.address("192.0.2.2/24");
    byte[] large = new byte[9000];
    discover().copyTo(large, 0);
    try (DatagramSocket socket = clientLink.host().inside(() -> new DatagramSocket())) {
      socket.send(new DatagramPacket(large, large.length, InetAddress.getByName("192.0.2.1"), 67));
    }

    Map<String, Long> counters = countersAtTheEnd();

    assertThat(counters).containsEntry("pkt4-oversized", 1L).containsEntry("pkt4-receive-drop", 1L);
  }

  @Test
  void wellFormedMessagesThatAreNotForUsAreCountedByReason() {
    List<Message> replies = new ArrayList<>();
    for (MessageType type :
        List.of(MessageType.DHCPOFFER, MessageType.DHCPACK, MessageType.DHCPNAK)) {
      replies.add(client.message(type, m -> m.op(Op.BOOTREPLY)));
    }
    replies.forEach(client::broadcast);
    client.broadcast(client.message(MessageType.DHCPOFFER, m -> m)); // a reply as a request
    client.broadcast(client.message(MessageType.DHCPDISCOVER, m -> m.without(53))); // BOOTP
    client.broadcast(
        client.message(
            MessageType.DHCPREQUEST,
            m ->
                m.option(StandardOptions.DHCP_SERVER_IDENTIFIER, Ipv4.of("192.0.2.77"))
                    .option(StandardOptions.DHCP_REQUESTED_ADDRESS, Ipv4.of("192.0.2.150"))));
    client.broadcast(
        client.message(
            MessageType.DHCPRELEASE,
            m ->
                m.ciaddr(Ipv4.of("192.0.2.150"))
                    .option(StandardOptions.DHCP_SERVER_IDENTIFIER, Ipv4.of("192.0.2.1"))));

    Map<String, Long> counters = countersAtTheEnd();

    assertThat(counters)
        .containsEntry("silent-not-a-request", 3L)
        .containsEntry("silent-unexpected-message-type", 1L)
        .containsEntry("silent-no-message-type", 1L)
        .containsEntry("silent-not-for-us", 1L)
        .containsEntry("silent-not-the-holder", 1L)
        .containsEntry("pkt4-receive-drop", 7L)
        .containsEntry("pkt4-received", 9L)
        .containsEntry("pkt4-sent", 2L);
    assertThat(server.leases()).hasSize(1);
  }
}
