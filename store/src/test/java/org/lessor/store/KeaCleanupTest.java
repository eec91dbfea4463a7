package org.lessor.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.lessor.engine.LeaseFixtures.NOW;
import static org.lessor.engine.LeaseFixtures.client;
import static org.lessor.engine.LeaseFixtures.settings;
import static org.lessor.engine.LeaseFixtures.subnet;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lessor.engine.ClientIdentity;
import org.lessor.engine.Lease;
import org.lessor.engine.LeaseChange;
import org.lessor.engine.LeaseNames;
import org.lessor.engine.LeaseState;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// Kea's own lease file cleanup reads what we write, and we read what it writes.
@Timeout(60)
class KeaCleanupTest {
  private static final Path KEA_LFC = Path.of("/usr/sbin/kea-lfc");

  @TempDir private Path directory;

  @BeforeEach
  void keaIsInstalled() {
    assumeTrue(Files.isExecutable(KEA_LFC), "needs kea-lfc of the package kea-common");
  }

  private LeaseFileStore open() throws LeaseFileException {
    return LeaseFileStore.open(
        new LeaseFileOptions(new NioDisk(directory), "leases.csv", 1, event -> {}),
        settings(subnet(1, "192.0.2.0/24", "192.0.2.0-192.0.2.255")),
        1,
        NOW);
  }

  private static Map<Ipv4, Lease> leases(LeaseFileStore store) {
    Map<Ipv4, Lease> found = new TreeMap<>();
    store.table().forEach(lease -> found.put(lease.address(), lease));
    return found;
  }

  private void cleanUp() throws Exception {
    Path log = directory.resolve("log");
    String file = directory.resolve("leases.csv").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            KEA_LFC.toString(),
            "-4",
            "-d",
            "-x",
            file + ".2",
            "-i",
            file + ".1",
            "-o",
            file + ".output",
            "-f",
            file + ".completed",
            "-p",
            file + ".pid",
            "-c",
            "none");
    builder.environment().put("KEA_LOCKFILE_DIR", "none");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(log);
    assertThat(process.exitValue()).as(said).isZero();
    assertThat(said).doesNotContain("ROW_ERROR").containsPattern("errors: 0");
  }

  private static Lease lease(int host, ClientIdentity client, LeaseState state, long lifetime) {
    return new Lease(
        new Ipv4(0xc0000200 + host),
        client,
        state,
        NOW,
        lifetime,
        1 + host,
        0,
        new LeaseNames("host-" + host + ".example.org", host % 2 == 0, host % 3 == 0),
        host % 4 == 0 ? "{ \"a\": \"x, y & z\", \"n\": " + host + " }" : "");
  }

  @Test
  void keaReadsAllThatWeWriteAndWeReadAllThatKeaWrites() throws Exception {
    LeaseFileStore store = open();
    HardwareAddress none = new HardwareAddress(0, Bytes.EMPTY);
    List<Lease> leases =
        List.of(
            lease(1, client(1), LeaseState.ASSIGNED, 3600),
            lease(
                2,
                new ClientIdentity(client(2).chaddr(), Optional.empty()),
                LeaseState.ASSIGNED,
                1),
            lease(3, new ClientIdentity(none, client(3).clientId()), LeaseState.ASSIGNED, 7),
            lease(4, client(4), LeaseState.ASSIGNED, Lease.INFINITE),
            lease(5, new ClientIdentity(none, Optional.empty()), LeaseState.DECLINED, 86_400),
            lease(8, client(8), LeaseState.EXPIRED_RECLAIMED, 3600),
            lease(9, client(9), LeaseState.RELEASED, 3600),
            lease(12, client(12), LeaseState.ASSIGNED, 3600));
    for (Lease lease : leases) {
      store.apply(List.of(new LeaseChange(lease.address(), Optional.empty(), Optional.of(lease))));
    }
    Lease gone = leases.getLast();
    store.apply(List.of(new LeaseChange(gone.address(), Optional.of(gone), Optional.empty())));
    Lease set = lease(6, new ClientIdentity(none, Optional.empty()), LeaseState.DECLINED, 86_400);
    store.apply(List.of(new LeaseChange(set.address(), Optional.empty(), Optional.of(set))));
    store.apply(List.of(new LeaseChange(set.address(), Optional.of(set), Optional.empty())));
    Map<Ipv4, Lease> before = leases(store);
    assertThat(before).hasSize(7);
    store.close();

    Files.move(directory.resolve("leases.csv"), directory.resolve("leases.csv.1"));
    cleanUp();
    assertThat(directory.resolve("leases.csv.1")).doesNotExist();
    LeaseFileStore again = open();
    assertThat(again.loaded().brokenLines()).isZero();
    assertThat(leases(again)).isEqualTo(before);

    Compaction compaction = again.compaction();
    while (compaction.step() != Compaction.Progress.DONE) {
      again.commitOnce();
    }
    again.close();
    Files.move(directory.resolve("leases.csv"), directory.resolve("leases.csv.1"));
    cleanUp();
    LeaseFileStore last = open();
    assertThat(leases(last)).isEqualTo(before);
    last.close();
  }

  @Test
  void theHeaderIsOneThatKeaKnows() throws Exception {
    File file = directory.resolve("leases.csv").toFile();
    open().close();
    assertThat(Files.readString(file.toPath(), StandardCharsets.US_ASCII))
        .isEqualTo(LeaseLines.HEADER + "\n");
    Files.move(file.toPath(), directory.resolve("leases.csv.1"));
    cleanUp();
  }
}
