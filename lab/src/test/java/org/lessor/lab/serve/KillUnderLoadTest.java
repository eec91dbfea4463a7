package org.lessor.lab.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lessor.engine.LeaseState;
import org.lessor.engine.Lifetimes;
import org.lessor.engine.Network;
import org.lessor.engine.Parameters;
import org.lessor.engine.Pool;
import org.lessor.engine.Settings;
import org.lessor.engine.Subnet;
import org.lessor.lab.needs.InLab;
import org.lessor.lab.net.Cable;
import org.lessor.lab.net.Lab;
import org.lessor.lab.net.Link;
import org.lessor.lab.peer.LessorLoad;
import org.lessor.lab.peer.LessorServer;
import org.lessor.store.LeaseFileException;
import org.lessor.store.LeaseFileOptions;
import org.lessor.store.LeaseFileStore;
import org.lessor.store.NioDisk;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;
import tools.jackson.databind.JsonNode;

/// A server that is killed (SIGKILL) again and again in the midst of thousands of exchanges,
/// renewals and releases, while its lease file is compacted.
///
/// `-Dlessor.lab.kill-rounds=100` does it more often than usual, `-Dlessor.lab.kill-seed=7` at
/// other moments.
@InLab
class KillUnderLoadTest {
  private static final int ROUNDS = Integer.getInteger("lessor.lab.kill-rounds", 3);
  private static final long SEED = Long.getLong("lessor.lab.kill-seed", 1);
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String FILE = "leases.csv";
  private static final Settings SETTINGS =
      Settings.of(
          List.of(
              Network.of(
                  Subnet.of(
                      1,
                      Ipv4Prefix.of("10.77.0.0/16"),
                      List.of(Pool.of(Ipv4.of("10.77.1.0"), Ipv4.of("10.77.255.250"))),
                      Parameters.of(Lifetimes.fixed(7200))))));
  private static final String SERVER = "10.77.0.1";
  private static final String RELAY = "10.77.0.2";

  private final Random random = new Random(SEED);
  private final Map<Ipv4, HardwareAddress> held = new LinkedHashMap<>();

  private static LessorServer start(Link link, Path directory) {
    String configuration =
        """
        {"Dhcp4": {
          "interfaces-config": {"interfaces": ["eth0"], "dhcp-socket-type": "udp"},
          "lease-database": {"type": "memfile", "name": "%s", "lfc-interval": 1},
          "valid-lifetime": 7200,
          "subnet4": [{"id": 1, "subnet": "10.77.0.0/16",
            "pools": [{"pool": "10.77.1.0 - 10.77.255.250"}]}]
        }}
        """
            .formatted(directory.resolve(FILE));
    return LessorServer.startLikeKea(link, directory, configuration);
  }

  @Test
  void afterEachKillEveryAcknowledgedLeaseIsThereAndNoAddressHasTwoHolders(Lab lab)
      throws LeaseFileException {
    Cable cable = lab.cable(lab.host("server"), "eth0", lab.host("load"), "eth0");
    Link link = cable.left().address(SERVER + "/16");
    Link relay = cable.right().address(RELAY + "/16");
    Path directory = LessorServer.directory(link);
    for (int round = 1; round <= ROUNDS; round++) {
      LessorServer server = start(link, directory);
      loadUntilKilled(relay, server, round)
          .forEach((address, holder) ->
              assertThat(held.put(address, holder))
                  .as("an earlier holder of %s, which %s got as well", address, holder)
                  .isNull());
      assertThat(recorded(directory))
          .as("round %d with -Dlessor.lab.kill-seed=%d", round, SEED)
          .containsAllEntriesOf(held);
    }
    assertThat(held).hasSizeGreaterThan(ROUNDS * 500);
  }

  /// The leases that new clients have at the moment when the server is killed, after thousands of
  /// exchanges and some more.
  private Map<Ipv4, HardwareAddress> loadUntilKilled(Link relay, LessorServer server, int round) {
    LessorLoad load =
        LessorLoad.start(
            relay,
            "-l",
            RELAY,
            "-R",
            "20000",
            "-b",
            "mac=02:%02x:00:00:00:00".formatted(round),
            "--mix",
            "four=6,renew=2,release=1",
            "-x",
            "l",
            "-t",
            "0.05",
            "-d",
            "2",
            SERVER);
    int enough = 1 + random.nextInt(4);
    load.peer().awaitLine("completed [%d-9],[0-9]{3}|completed [0-9]{2},".formatted(enough), LIMIT);
    server.peer().kill();
    load.peer().signal("INT");
    // Those under way get no answer any more: they count as neither held nor lost.
    JsonNode summary = load.awaitSummary(3, LIMIT);
    assertThat(summary.at("/duplicates").asInt()).isZero();
    assertThat(summary.at("/completed").asInt()).isGreaterThanOrEqualTo(1000);
    return load.leases();
  }

  /// What a server that is started now takes over from the lease files.
  private static Map<Ipv4, HardwareAddress> recorded(Path directory) throws LeaseFileException {
    LeaseFileStore store =
        LeaseFileStore.open(
            new LeaseFileOptions(new NioDisk(directory), FILE, 1, event -> {}),
            SETTINGS,
            1,
            Instant.now().getEpochSecond());
    Map<Ipv4, HardwareAddress> recorded = new LinkedHashMap<>();
    store
        .table()
        .forEach(lease -> {
          if (lease.state() == LeaseState.ASSIGNED) {
            recorded.put(lease.address(), lease.client().chaddr());
          }
        });
    assertThat(store.loaded().brokenLines()).isZero();
    store.close();
    return recorded;
  }
}
