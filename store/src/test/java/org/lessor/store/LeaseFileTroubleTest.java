package org.lessor.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lessor.engine.LeaseFixtures.NOW;
import static org.lessor.engine.LeaseFixtures.created;
import static org.lessor.engine.LeaseFixtures.lease;
import static org.lessor.engine.LeaseFixtures.settings;
import static org.lessor.engine.LeaseFixtures.subnet;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lessor.engine.LeaseState;

/// What happens when storage refuses.
class LeaseFileTroubleTest {
  private final FaultyDisk disk = new FaultyDisk(new Random(1));
  private final List<LeaseFileEvent> events = new ArrayList<>();
  private final List<String> called = new ArrayList<>();
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

  private boolean changeAndCommit(int n) {
    store.apply(List.of(created(lease("192.0.2." + n, n, LeaseState.ASSIGNED, NOW))));
    return store.commit(
        new Commit() {
          @Override
          public void durable() {
            called.add("durable " + n);
          }

          @Override
          public void lost() {
            called.add("lost " + n);
          }
        });
  }

  private List<String> lines() {
    String text = new String(disk.content("leases.csv").orElseThrow(), StandardCharsets.UTF_8);
    assertThat(text).endsWith("\n");
    return text.lines().skip(1).toList();
  }

  @Test
  void oneSyncServesAllThatHaveGathered() {
    changeAndCommit(8);
    changeAndCommit(9);
    assertThat(called).isEmpty();
    long before = disk.operations();
    assertThat(store.commitOnce()).isEqualTo(2);
    assertThat(disk.operations() - before).as("one write and one sync").isEqualTo(2);
    assertThat(called).containsExactly("durable 8", "durable 9");
    assertThat(store.commitOnce()).isZero();
    assertThat(disk.operations() - before).isEqualTo(2);
  }

  @Test
  void aCommitThatFollowsNoChangeWaitsForNoSync() {
    changeAndCommit(8);
    store.commitOnce();
    long before = disk.operations();
    store.commit(
        new Commit() {
          @Override
          public void durable() {
            called.add("nothing to do");
          }

          @Override
          public void lost() {
            throw new AssertionError();
          }
        });
    store.commitOnce();
    assertThat(called).containsExactly("durable 8", "nothing to do");
    assertThat(disk.operations()).isEqualTo(before);
  }

  @Test
  void onAFullDiskEverybodyWaitsAndServiceResumesWhenThereIsRoom() {
    changeAndCommit(8);
    store.commitOnce();
    int size = disk.content("leases.csv").orElseThrow().length;
    disk.capacityBytes(size + 20);
    changeAndCommit(9);
    for (int i = 0; i < 5; i++) {
      assertThat(store.commitOnce()).isZero();
      changeAndCommit(10 + i);
    }
    assertThat(called).containsExactly("durable 8");
    assertThat(lines()).as("what was written in part is cut off").hasSize(1);
    assertThat(events).hasSize(1);
    assertThat(events.getFirst())
        .isInstanceOfSatisfying(
            LeaseFileEvent.Stalled.class,
            stalled -> assertThat(stalled.cause()).hasMessageContaining("No space left"));
    disk.capacityBytes(1_000_000);
    store.commitOnce();
    store.commitOnce();
    store.commitOnce(); // with nothing left to do, room that the file has is given back
    assertThat(called)
        .containsExactly(
            "durable 8",
            "durable 9",
            "durable 10",
            "durable 11",
            "durable 12",
            "durable 13",
            "durable 14");
    assertThat(lines()).hasSize(7);
    assertThat(events.getLast()).isInstanceOf(LeaseFileEvent.Resumed.class);
    disk.capacityBytes(0);
    changeAndCommit(20);
    store.commitOnce();
    assertThat(events).as("told again when it happens again").hasSize(3);
  }

  @Test
  void whereEvenCuttingOffFailsNothingIsWrittenBehindTheRest() {
    disk.capacityBytes(disk.content("leases.csv").orElseThrow().length + 20);
    disk.fail(FaultyDisk.Operation.TRUNCATE, name -> true);
    changeAndCommit(9);
    store.commitOnce();
    int size = disk.content("leases.csv").orElseThrow().length;
    disk.capacityBytes(1_000_000);
    store.commitOnce();
    assertThat(disk.content("leases.csv").orElseThrow()).hasSize(size);
    assertThat(called).isEmpty();
    disk.heal();
    store.commitOnce();
    assertThat(called).containsExactly("durable 9");
    assertThat(lines()).hasSize(1);
  }

  @Test
  void itSaysWhetherStorageDoesWhatItIsAsked() {
    assertThat(store.working()).isTrue();
    disk.capacityBytes(0);
    changeAndCommit(8);
    store.commitOnce();
    assertThat(store.working()).isFalse();
    disk.heal();
    store.commitOnce();
    assertThat(store.working()).isTrue();
    disk.fail(FaultyDisk.Operation.SYNC, name -> true);
    changeAndCommit(9);
    store.commitOnce();
    disk.heal();
    assertThat(store.working()).isFalse();
  }

  @Test
  void afterAFailedSyncNothingIsAcknowledgedEverAgain() {
    changeAndCommit(8);
    store.commitOnce();
    disk.fail(FaultyDisk.Operation.SYNC, name -> true);
    changeAndCommit(9);
    assertThat(store.commitOnce()).isZero();
    disk.heal();
    assertThat(store.accepting()).isFalse();
    assertThat(changeAndCommit(10)).isFalse();
    assertThat(store.commitOnce()).isZero();
    assertThat(called).containsExactly("durable 8", "lost 9");
    assertThat(events).hasSize(1);
    assertThat(events.getFirst()).isInstanceOf(LeaseFileEvent.Failed.class);
    store.close();
    assertThat(called).containsExactly("durable 8", "lost 9");
  }

  @Test
  void whatAFailedSyncLeftInMemoryOnlyIsBroughtToStorageAtTheNextStart() throws Exception {
    disk.fail(FaultyDisk.Operation.SYNC, name -> true);
    disk.fail(FaultyDisk.Operation.TRUNCATE, name -> true);
    changeAndCommit(9);
    store.commitOnce();
    store.close();
    disk.heal();
    byte[] seen = disk.content("leases.csv").orElseThrow();
    assertThat(disk.durableContent("leases.csv").orElseThrow()).hasSizeLessThan(seen.length);

    open();
    changeAndCommit(10);
    store.commitOnce();
    assertThat(called).containsExactly("lost 9", "durable 10");
    assertThat(disk.durableContent("leases.csv"))
        .hasValue(disk.content("leases.csv").orElseThrow());
    assertThat(lines()).hasSize(2);
  }

  @Test
  void aQueueThatIsFullSaysSo() {
    disk.capacityBytes(0);
    int accepted = 0;
    store.apply(List.of(created(lease("192.0.2.8", 8, LeaseState.ASSIGNED, NOW))));
    while (store.accepting()) {
      assertThat(commitNothing()).isTrue();
      accepted++;
    }
    assertThat(commitNothing()).isFalse();
    assertThat(accepted).isEqualTo(LeaseJournal.MAX_COMMITS);
    store.commitOnce();
    disk.heal();
    assertThat(store.commitOnce()).isEqualTo(accepted);
    assertThat(store.accepting()).isTrue();
  }

  private boolean commitNothing() {
    return store.commit(
        new Commit() {
          @Override
          public void durable() {}

          @Override
          public void lost() {}
        });
  }

  @Test
  void closingCommitsWhatIsLeftAndLosesWhatCannotBe() {
    changeAndCommit(8);
    store.close();
    assertThat(called).containsExactly("durable 8");
    assertThat(changeAndCommit(9)).isFalse();
    assertThat(lines()).hasSize(1);
  }

  @Test
  void closingOnAFullDiskLosesWhoWaits() {
    disk.capacityBytes(0);
    changeAndCommit(8);
    store.close();
    assertThat(called).containsExactly("lost 8");
  }

  @Test
  void offersAreNotWritten() {
    store.apply(List.of(created(lease("192.0.2.8", 8, LeaseState.OFFERED, NOW))));
    store.commitOnce();
    assertThat(lines()).isEmpty();
  }
}
