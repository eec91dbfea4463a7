package org.lessor.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lessor.engine.LeaseFixtures.NOW;
import static org.lessor.engine.LeaseFixtures.changed;
import static org.lessor.engine.LeaseFixtures.created;
import static org.lessor.engine.LeaseFixtures.lease;
import static org.lessor.engine.LeaseFixtures.settings;
import static org.lessor.engine.LeaseFixtures.subnet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lessor.engine.Lease;
import org.lessor.engine.LeaseState;
import org.lessor.wire.Ipv4;

/// Several threads that change leases, one that commits and one that compacts.
@Timeout(60)
class ThreadsTest {
  private static final int WRITERS = 3;
  private static final int CHANGES = 3000;

  @Test
  void everyCommitIsCalledAndTheFileSaysWhatMemorySays() throws Exception {
    FaultyDisk disk = new FaultyDisk(new Random(4));
    LinkedBlockingQueue<LeaseFileEvent> events = new LinkedBlockingQueue<>();
    LeaseFileStore store = open(disk, events);
    AtomicInteger durable = new AtomicInteger();
    CountDownLatch all = new CountDownLatch(WRITERS * CHANGES);
    Commit commit =
        new Commit() {
          @Override
          public void durable() {
            durable.incrementAndGet();
            all.countDown();
          }

          @Override
          public void lost() {
            all.countDown();
          }
        };
    try (CommitThread commits = CommitThread.start(store);
        CompactionThread compacts = CompactionThread.start(store, Duration.ofMillis(1));
        ExecutorService writers = Executors.newCachedThreadPool()) {
      assertThat(commits).isNotSameAs(compacts);
      List<Future<?>> running = new ArrayList<>();
      for (int w = 0; w < WRITERS; w++) {
        int writer = w;
        running.add(writers.submit(() -> write(store, writer, commit)));
      }
      for (Future<?> one : running) {
        one.get();
      }
      all.await();
      for (LeaseFileEvent event = events.take(); ; event = events.take()) {
        if (event instanceof LeaseFileEvent.Compacted(String _, long leases) && leases > 100) {
          break;
        }
      }
    }
    assertThat(durable).hasValue(WRITERS * CHANGES);
    LeaseFileStore again = open(disk.restart(), events);
    List<Lease> before = new ArrayList<>();
    List<Lease> after = new ArrayList<>();
    store.table().forEach(before::add);
    again.table().forEach(after::add);
    assertThat(after).hasSize(WRITERS * 50).containsExactlyInAnyOrderElementsOf(before);
  }

  private static LeaseFileStore open(FaultyDisk disk, LinkedBlockingQueue<LeaseFileEvent> events)
      throws LeaseFileException {
    return LeaseFileStore.open(
        new LeaseFileOptions(disk, "leases.csv", 0, events::add),
        settings(subnet(1, "192.0.2.0/24", "192.0.2.0-192.0.2.255")),
        1,
        NOW);
  }

  private static void write(LeaseFileStore store, int writer, Commit commit) {
    for (int i = 0; i < CHANGES; i++) {
      Ipv4 address = Ipv4.of("192.0.2.0").plus(writer * 50 + i % 50);
      Lease wanted = lease(address, i, LeaseState.ASSIGNED, NOW + i, 3600);
      boolean applied =
          store
              .lease(address)
              .map(before -> store.apply(List.of(changed(before, wanted))))
              .orElseGet(() -> store.apply(List.of(created(wanted))));
      assertThat(applied).isTrue();
      assertThat(store.commit(commit)).isTrue();
    }
  }
}
