package org.lessor.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lessor.engine.LeaseFixtures.NOW;
import static org.lessor.engine.LeaseFixtures.created;
import static org.lessor.engine.LeaseFixtures.lease;
import static org.lessor.engine.LeaseFixtures.settings;
import static org.lessor.engine.LeaseFixtures.subnet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lessor.engine.LeaseState;

/// Somebody else removes or replaces the lease file while it is in use.
class LeaseFileAstrayTest {
  private FaultyDisk disk = new FaultyDisk(new Random(1));
  private final List<LeaseFileEvent> events = new ArrayList<>();
  private final List<Integer> durable = new ArrayList<>();
  private LeaseFileStore store;

  @BeforeEach
  void open() throws LeaseFileException {
    store =
        LeaseFileStore.open(
            new LeaseFileOptions(disk, "leases.csv", 0, events::add),
            settings(subnet(1, "192.0.2.0/24", "192.0.2.8-192.0.2.200")),
            1,
            NOW);
  }

  private void give(int host) {
    store.apply(List.of(created(lease("192.0.2." + host, host, LeaseState.ASSIGNED, NOW))));
    store.commit(
        new Commit() {
          @Override
          public void durable() {
            durable.add(host);
          }

          @Override
          public void lost() {
            throw new AssertionError();
          }
        });
    store.commitOnce();
  }

  private void compact() {
    Compaction compaction = store.compaction();
    for (int i = 0; i < 50 && compaction.step() != Compaction.Progress.DONE; i++) {
      store.commitOnce();
    }
  }

  /// What a power cut at this moment leaves.
  private long leasesAfterACut() throws LeaseFileException {
    disk = disk.restart();
    open();
    return store.table().size();
  }

  private void assertHealed() throws LeaseFileException {
    store.inspect();
    assertThat(store.astray()).isTrue();
    assertThat(events)
        .containsExactly(new LeaseFileEvent.Astray("leases.csv", "leases.csv.replaced"));
    give(9);
    assertThat(durable)
        .as("nothing is acknowledged into a file that nobody finds")
        .containsExactly(8);
    store.awaitWork(1);
    compact();
    assertThat(store.astray()).isFalse();
    assertThat(durable).containsExactly(8, 9);
    give(10);
    assertThat(durable).containsExactly(8, 9, 10);
    store.inspect();
    assertThat(store.astray()).isFalse();
    assertThat(leasesAfterACut()).isEqualTo(3);
  }

  @Test
  void whatIsStillThereIsNotAstray() {
    give(8);
    store.inspect();
    compact();
    store.inspect();
    give(9);
    store.inspect();
    assertThat(store.astray()).isFalse();
    assertThat(events).hasSize(1).first().isInstanceOf(LeaseFileEvent.Compacted.class);
  }

  @Test
  void aFileThatWasRemovedIsWrittenAnew() throws Exception {
    give(8);
    disk.delete("leases.csv");
    assertHealed();
    assertThat(disk.content("leases.csv.replaced")).isEmpty();
  }

  @Test
  void aFileThatTookItsPlaceIsSetAside() throws Exception {
    give(8);
    byte[] edited = "somebody's work".getBytes(StandardCharsets.UTF_8);
    disk.put("leases.csv", edited);
    assertHealed();
    assertThat(disk.content("leases.csv.replaced")).hasValue(edited);
  }

  @Test
  void aFileThatWasCutIsSetAside() throws Exception {
    give(8);
    try (DiskFile others = disk.append("leases.csv")) {
      others.truncate(0);
    }
    assertHealed();
  }

  @Test
  void whatAnEarlierCompactionLeftIsNotInTheWay() throws Exception {
    give(8);
    disk.rename("leases.csv", "leases.csv.1");
    assertHealed();
  }

  @Test
  void whereNoFileCanBeBegunItIsTriedAgain() throws Exception {
    give(8);
    disk.delete("leases.csv");
    store.inspect();
    disk.fail(FaultyDisk.Operation.OPEN, name -> name.endsWith(".fresh"));
    compact();
    assertThat(store.astray()).isTrue();
    assertThat(events).hasSize(2).last().isInstanceOf(LeaseFileEvent.CompactionFailed.class);
    give(9);
    assertThat(durable).containsExactly(8);
    disk.heal();
    compact();
    assertThat(durable).containsExactly(8, 9);
    assertThat(leasesAfterACut()).isEqualTo(2);
  }

  @Test
  void aFileThatWasRemovedBeforeTheEndIsWrittenAnewToo() throws Exception {
    give(8);
    disk.delete("leases.csv");
    give(9);
    store.close();
    assertThat(events).first().isInstanceOf(LeaseFileEvent.Astray.class);
    assertThat(durable).containsExactly(8, 9);
    assertThat(leasesAfterACut()).isEqualTo(2);
  }

  @Test
  void aDiskThatTakesNothingDoesNotKeepItFromEnding() throws Exception {
    give(8);
    disk.delete("leases.csv");
    disk.fail(FaultyDisk.Operation.OPEN, name -> true);
    store.close();
    assertThat(events).hasSize(2).last().isInstanceOf(LeaseFileEvent.CompactionFailed.class);
  }

  @Test
  void aFileThatSomebodyElseHasLockedByAnotherNameIsRefused() throws IOException {
    store.close();
    try (DiskFile others = disk.append("leases.csv")) {
      assertThat(others.lock()).isEmpty();
      LeaseFileException refusal = null;
      try {
        open();
      } catch (LeaseFileException expected) {
        refusal = expected;
      }
      assertThat(refusal)
          .hasMessageContaining("leases.csv")
          .hasMessageContaining("in use, by another name");
    }
  }
}
