package org.lessor.lab.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lessor.lab.capture.Frame;
import org.lessor.lab.needs.InLab;
import org.lessor.lab.net.Cable;
import org.lessor.lab.net.Lab;
import org.lessor.lab.net.Link;
import org.lessor.lab.peer.LessorServer;
import org.lessor.lab.peer.RecordedLease;
import org.lessor.lab.peer.ScriptedClient;
import org.lessor.lab.peer.ServerSettings;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;

/// A server that is killed (SIGKILL) again and again while clients are at it.
///
/// `-Dlessor.lab.kill-rounds=100` does it more often than usual, `-Dlessor.lab.kill-seed=7` at
/// other moments.
@InLab
class KillLoopTest {
  private static final int ROUNDS = Integer.getInteger("lessor.lab.kill-rounds", 3);
  private static final long SEED = Long.getLong("lessor.lab.kill-seed", 1);
  private static final int CLIENTS = 25;
  private static final ServerSettings SETTINGS = ServerSettings.of("10.77.0.0/16");

  private final Random random = new Random(SEED);
  private final Map<Ipv4, HardwareAddress> given = new LinkedHashMap<>();
  private Link serverLink;
  private ScriptedClient client;
  private int newcomers;

  @BeforeEach
  void link(Lab lab) {
    Cable cable = lab.cable(lab.host("server"), "eth0", lab.host("client"), "eth0");
    serverLink = cable.left().address("10.77.0.1/16");
    client = ScriptedClient.on(cable.right());
  }

  private LessorServer start(Path directory) {
    List<String> flags = new ArrayList<>(LessorServer.flags(serverLink, SETTINGS));
    flags.set(flags.indexOf("--pool") + 1, "10.77.1.0-10.77.250.255");
    flags.addAll(List.of("--ping", "off"));
    return LessorServer.start(serverLink, directory, flags);
  }

  @Test
  void afterEachKillEveryAcknowledgedLeaseIsThereAndNoAddressHasTwoHolders() {
    LessorServer server = start(LessorServer.directory(serverLink));
    for (int round = 1; round <= ROUNDS; round++) {
      int before = client.capture().frames().size();
      askAll();
      server.peer().kill();
      noteAcknowledged(before);
      assertThat(recorded(server))
          .as("round %d with -Dlessor.lab.kill-seed=%d", round, SEED)
          .containsAllEntriesOf(given);
      server = start(server.directory());
      given.forEach(this::renews);
    }
    assertThat(given).as("clients served between the kills").isNotEmpty();
  }

  /// Newcomers take up offers while those from before renew; returns in the middle of it.
  private void askAll() {
    List<ScriptedClient> clients = new ArrayList<>();
    List<Message> offers = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      ScriptedClient newcomer = client.neighbour(newcomers++);
      Message offer = newcomer.discovers();
      assertThat(given).doesNotContainKey(offer.yiaddr());
      clients.add(newcomer);
      offers.add(offer);
    }
    List<Map.Entry<Ipv4, HardwareAddress>> holders = new ArrayList<>(given.entrySet());
    int asked = 1 + random.nextInt(CLIENTS);
    Message first = clients.getFirst().requests(offers.getFirst());
    for (int i = 1; i < asked; i++) {
      clients.get(i).requests(offers.get(i));
      if (!holders.isEmpty()) {
        Map.Entry<Ipv4, HardwareAddress> holder = holders.get(random.nextInt(holders.size()));
        ScriptedClient known = client.withHardwareAddress(holder.getValue());
        known.broadcast(known.message(MessageType.DHCPREQUEST, m -> m.ciaddr(holder.getKey())));
      }
    }
    if (given.isEmpty() || random.nextBoolean()) {
      client.awaitReply(first);
    }
  }

  private void noteAcknowledged(int before) {
    List<Frame> frames = client.capture().frames();
    frames.subList(before, frames.size()).stream()
        .filter(frame -> frame.isDhcp(MessageType.DHCPACK))
        .map(frame -> frame.dhcp().orElseThrow())
        .forEach(ack -> {
          HardwareAddress holder = given.putIfAbsent(ack.yiaddr(), ack.chaddr());
          assertThat(holder == null ? ack.chaddr() : holder)
              .as("the holder of " + ack.yiaddr())
              .isEqualTo(ack.chaddr());
        });
  }

  private static Map<Ipv4, HardwareAddress> recorded(LessorServer server) {
    Map<Ipv4, HardwareAddress> recorded = new LinkedHashMap<>();
    for (RecordedLease lease : server.leases()) {
      recorded.put(lease.address(), lease.hardwareAddress());
    }
    return recorded;
  }

  private void renews(Ipv4 address, HardwareAddress holder) {
    Message answer =
        client.withHardwareAddress(holder).ask(MessageType.DHCPREQUEST, m -> m.ciaddr(address));
    assertThat(answer.messageType()).hasValue(MessageType.DHCPACK);
    assertThat(answer.yiaddr()).isEqualTo(address);
  }
}
