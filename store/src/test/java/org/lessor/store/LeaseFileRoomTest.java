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
import org.junit.jupiter.api.Test;
import org.lessor.engine.LeaseState;

/// The room that a lease file has under load, and what a crash leaves of it.
class LeaseFileRoomTest {
  private FaultyDisk disk = new FaultyDisk(new Random(1));
  private final List<LeaseFileEvent> events = new ArrayList<>();
  private int durable;

  private LeaseFileStore open() throws LeaseFileException {
    return LeaseFileStore.open(
        new LeaseFileOptions(disk, "leases.csv", 1, events::add),
        settings(subnet(1, "192.0.2.0/24", "192.0.2.8-192.0.2.200")),
        1,
        NOW);
  }

  private void give(LeaseFileStore store, int from, int to) {
    for (int n = from; n < to; n++) {
      store.apply(List.of(created(lease("192.0.2." + n, n, LeaseState.ASSIGNED, NOW))));
    }
    store.commit(
        new Commit() {
          @Override
          public void durable() {
            durable += to - from;
          }

          @Override
          public void lost() {
            throw new AssertionError();
          }
        });
    store.commitOnce();
  }

  private String content() {
    return new String(disk.content("leases.csv").orElseThrow(), StandardCharsets.UTF_8);
  }

  @Test
  void underLoadTheFileHasRoomAheadAndWithoutAnythingToDoNoMore() throws LeaseFileException {
    LeaseFileStore store = open();
    give(store, 8, 50);
    int size = disk.content("leases.csv").orElseThrow().length;
    assertThat(content()).endsWith("\0\n");
    give(store, 50, 100);
    assertThat(disk.content("leases.csv").orElseThrow()).as("it did not grow").hasSize(size);
    assertThat(content().lines().filter(line -> !line.contains("\0"))).hasSize(1 + 92);
    store.commitOnce();
    assertThat(content()).doesNotContain("\0");
    assertThat(content().lines()).hasSize(1 + 92);
    assertThat(durable).isEqualTo(92);
  }

  @Test
  void aFewLinesAtATimeNeedNoRoom() throws LeaseFileException {
    LeaseFileStore store = open();
    give(store, 8, 10);
    give(store, 10, 11);
    assertThat(content()).doesNotContain("\0");
  }

  @Test
  void whatACrashLeavesOfTheRoomIsCutOff() throws LeaseFileException {
    LeaseFileStore store = open();
    give(store, 8, 50);
    assertThat(content()).contains("\0");
    disk = disk.reopened();
    LeaseFileStore again = open();
    assertThat(again.table().size()).isEqualTo(42);
    assertThat(again.loaded().torn()).isEmpty();
    assertThat(again.loaded().brokenLines()).isZero();
    assertThat(content()).doesNotContain("\0");
    give(again, 50, 51);
    assertThat(content().lines()).hasSize(1 + 43);
    assertThat(events).isEmpty();
  }

  @Test
  void aLineThatWasWrittenInPartBeforeRoomIsTorn() throws LeaseFileException {
    LeaseFileStore store = open();
    give(store, 8, 50);
    store.close();
    String half = "192.0.2.77,02:00:00";
    disk = disk.reopened();
    disk.put("leases.csv", (content() + half + "\0\0\0\n\0\n").getBytes(StandardCharsets.UTF_8));
    LeaseFileStore again = open();
    assertThat(again.table().size()).isEqualTo(42);
    assertThat(again.loaded().torn())
        .contains(new LoadReport.TornLine("leases.csv", 44, half, false));
    assertThat(again.loaded().brokenLines()).isZero();
    assertThat(content()).doesNotContain("\0").doesNotContain(half);
  }

  @Test
  void aDiskWithoutRoomToSpareStillTakesTheLines() throws LeaseFileException {
    LeaseFileStore store = open();
    disk.capacityBytes(disk.content("leases.csv").orElseThrow().length + 4000);
    give(store, 8, 50);
    assertThat(durable).isEqualTo(42);
    assertThat(content()).doesNotContain("\0");
    assertThat(content().lines()).hasSize(1 + 42);
    assertThat(events).isEmpty();
  }

  @Test
  void afterTheEndTheFileIsLinesOnly() throws LeaseFileException {
    LeaseFileStore store = open();
    give(store, 8, 50);
    store.close();
    disk = disk.reopened();
    assertThat(content()).doesNotContain("\0");
    assertThat(open().table().size()).isEqualTo(42);
  }
}
