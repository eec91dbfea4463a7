package org.lessor.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lessor.engine.LeaseFixtures.NOW;
import static org.lessor.engine.LeaseFixtures.lease;
import static org.lessor.engine.LeaseFixtures.settings;
import static org.lessor.engine.LeaseFixtures.subnet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lessor.engine.Lease;
import org.lessor.engine.LeaseChange;
import org.lessor.engine.LeaseState;
import org.lessor.engine.Settings;
import org.lessor.wire.Ipv4;

/// After any cut of power, everything that was called durable is there.
class LeaseFileCrashTest {
  private static final Settings SETTINGS =
      settings(subnet(1, "192.0.2.0/24", "192.0.2.0-192.0.2.31"));

  private History history = new History();
  private final List<LeaseFileEvent> events = new ArrayList<>();
  private FaultyDisk disk = new FaultyDisk(new Random());
  private @Nullable Compaction compaction;
  private long clock = NOW;

  private LeaseFileStore open() throws LeaseFileException {
    return LeaseFileStore.open(
        new LeaseFileOptions(disk, "leases.csv", 0, events::add), SETTINGS, 1, clock);
  }

  /// Applies a random change.
  private void change(LeaseFileStore store, Random random) {
    Ipv4 address = Ipv4.of("192.0.2.0").plus(random.nextInt(24));
    Optional<Lease> believed = store.lease(address);
    clock += random.nextInt(2);
    LeaseState state = LeaseState.values()[random.nextInt(5)];
    Lease wanted =
        lease(
            address,
            random.nextInt(50),
            state,
            clock,
            state == LeaseState.RELEASED ? 0 : 1 + random.nextInt(3600));
    boolean remove = believed.isPresent() && random.nextInt(4) == 0;
    LeaseChange change =
        new LeaseChange(address, believed, remove ? Optional.empty() : Optional.of(wanted));
    assertThat(store.apply(List.of(change))).isTrue();
    history.applied(change);
  }

  private void compactSome(LeaseFileStore store) {
    if (compaction == null) {
      compaction = store.compaction();
    }
    if (compaction.step() == Compaction.Progress.DONE) {
      compaction = null;
    }
  }

  private void work(LeaseFileStore store, Random random, int steps) {
    for (int i = 0; i < steps; i++) {
      switch (random.nextInt(8)) {
        case 0, 1, 2, 3 -> change(store, random);
        case 4 -> store.commit(history.commit());
        case 5, 6 -> store.commitOnce();
        default -> compactSome(store);
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void generationAfterGeneration(long seed) throws LeaseFileException {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    disk = new FaultyDisk(random);
    int survived = 0;
    for (int generation = 0; generation < 120; generation++) {
      compaction = null;
      disk.cutAfter(random.nextInt(random.nextBoolean() ? 30 : 300));
      try {
        LeaseFileStore store = open();
        history.found(store, "seed " + seed + " generation " + generation);
        disk.maxWriteBytes(1 + random.nextInt(500));
        work(store, random, 400);
        survived++;
      } catch (FaultyDisk.PowerCut _) {
        // as intended
      }
      disk = disk.restart();
    }
    history.found(open(), "seed " + seed + " at the end");
    assertThat(history.acknowledgements()).isGreaterThan(500);
    assertThat(survived).isLessThan(60);
    assertThat(events).anyMatch(LeaseFileEvent.Compacted.class::isInstance);
    assertThat(events).noneMatch(LeaseFileEvent.Failed.class::isInstance);
  }

  @Test
  void aCutAtEachStepOfACompactionLosesNothing() throws LeaseFileException {
    long operations = compactWithCutAt(Long.MAX_VALUE / 2, 0);
    assertThat(operations).isGreaterThan(15);
    for (long cut = 0; cut < operations; cut++) {
      for (int seed = 1; seed <= 20; seed++) {
        compactWithCutAt(cut, seed);
      }
    }
  }

  /// Compacts twice with changes in between, is cut off, and looks what is there.
  private long compactWithCutAt(long cut, long seed) throws LeaseFileException {
    Random random = new Random((seed * 1000 + cut) * 0x9E3779B97F4A7C15L);
    disk = new FaultyDisk(random);
    history = new History();
    LeaseFileStore store = open();
    for (int i = 0; i < 40; i++) {
      change(store, random);
    }
    store.commit(history.commit());
    store.commitOnce();
    long before = disk.operations();
    disk.cutAfter(cut);
    try {
      for (int times = 0; times < 2; times++) {
        compaction = store.compaction();
        while (compaction.step() != Compaction.Progress.DONE) {
          change(store, random);
          store.commit(history.commit());
          store.commitOnce();
        }
      }
    } catch (FaultyDisk.PowerCut _) {
      disk = disk.restart();
      history.found(open(), "cut " + cut + " seed " + seed);
    }
    return disk.operations() - before;
  }

  @Test
  void aCutBehindAnyByteOfABatchLosesNothingAcknowledgedAndNoWholeLine() throws LeaseFileException {
    int batch = cutBehind(0);
    assertThat(batch).isGreaterThan(300);
    for (int bytes = 1; bytes <= batch; bytes++) {
      cutBehind(bytes);
    }
  }

  /// Acknowledges some leases, loses the power while changes of these and new ones wait for their
  /// sync, with so many bytes of them on the disk, and looks what is there. Returns how many bytes
  /// there were.
  private int cutBehind(int bytes) throws LeaseFileException {
    disk = new FaultyDisk(new Random(1));
    history = new History();
    clock = NOW;
    LeaseFileStore store = open();
    Random random = new Random(11);
    for (int i = 0; i < 5; i++) {
      change(store, random);
    }
    store.commit(history.commit());
    store.commitOnce();
    int durable = beforeRoom(disk.durableContent("leases.csv").orElseThrow()).length;
    for (int i = 0; i < 8; i++) {
      change(store, random);
    }
    store.commit(history.commit());
    disk.cutAfter(1); // behind the write, before the sync
    assertThatThrownBy(store::commitOnce).isInstanceOf(FaultyDisk.PowerCut.class);
    byte[] written = beforeRoom(disk.content("leases.csv").orElseThrow());
    disk = disk.restartBehind(bytes);
    LeaseFileStore next = open();
    history.found(next, "cut behind byte " + bytes);
    long wholeLines = IntStream.range(0, durable + bytes).filter(i -> written[i] == '\n').count();
    assertThat(next.loaded().lines()).as("lines but the header").isEqualTo(wholeLines - 1);
    assertThat(next.loaded().torn().isPresent()).isEqualTo(written[durable + bytes - 1] != '\n');
    assertThat(next.loaded().brokenLines()).isZero();
    // What is added now stands in lines of its own.
    change(next, random);
    next.commit(history.commit());
    next.commitOnce();
    disk = disk.restartBehind(0);
    LeaseFileStore last = open();
    history.found(last, "cut behind byte " + bytes + ", and again");
    assertThat(last.loaded().torn()).isEmpty();
    return written.length - durable;
  }

  private static byte[] beforeRoom(byte[] content) {
    int end = 0;
    while (end < content.length && content[end] != 0) {
      end++;
    }
    return Arrays.copyOf(content, end);
  }

  @Test
  void aCompactionThatFailsAtAnyStepLosesNothingAndTheNextSucceeds() throws LeaseFileException {
    for (FaultyDisk.Operation operation : FaultyDisk.Operation.values()) {
      for (String suffix : List.of(".1", ".2", ".output", ".completed", ".fresh", "csv", "")) {
        Random random = new Random(operation.hashCode() * 31L + suffix.hashCode());
        disk = new FaultyDisk(random);
        history = new History();
        LeaseFileStore store = open();
        for (int i = 0; i < 40; i++) {
          change(store, random);
        }
        store.commit(history.commit());
        store.commitOnce();
        disk.fail(operation, name -> name.endsWith(suffix));
        compact(store);
        disk.heal();
        work(store, random, 30);
        compact(store);
        store.commit(history.commit());
        store.commitOnce();
        disk = disk.restart();
        history.found(open(), operation + " of *" + suffix);
      }
    }
  }

  private void compact(LeaseFileStore store) {
    compaction = store.compaction();
    for (int i = 0; i < 50 && compaction.step() != Compaction.Progress.DONE; i++) {
      store.commitOnce();
    }
    compaction = null;
  }
}
