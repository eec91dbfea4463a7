package org.lessor.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lessor.engine.LeaseFixtures.settings;
import static org.lessor.engine.LeaseFixtures.subnet;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lessor.engine.LeaseTable;

class RoomThreadTest {
  private static final String NAME = "lessor-room";

  @Test
  @Timeout(60)
  void makesRoomUntilThereIsEnough() {
    LeaseTable table = table();
    try (RoomThread _ = RoomThread.start(table)) {
      // It rests when it has found nothing left to make.
      while (threads().noneMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING)) {
        Thread.yield();
      }
      assertThat(table.makeRoom()).isFalse();
    }
  }

  @Test
  void endsWhenItIsClosed() {
    RoomThread room = RoomThread.start(table());
    room.close();
    assertThat(threads()).isEmpty();
  }

  private static Stream<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(NAME));
  }

  private static LeaseTable table() {
    return new LeaseTable(settings(subnet(1, "192.0.2.0/24", "192.0.2.8-192.0.2.9")), 1);
  }
}
