package org.lessor.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lessor.engine.LeaseFixtures.settings;
import static org.lessor.engine.LeaseFixtures.subnet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lessor.engine.LeaseTable;

class RoomThreadTest {
  private static final int ATTEMPTS = 10;

  @Test
  @Timeout(60)
  void makesRoomUntilThereIsEnough() throws InterruptedException {
    boolean enough = false;
    // The first look tells whether somebody else has made all, so that each takes a fresh table.
    for (int attempt = 1; attempt <= ATTEMPTS && !enough; attempt++) {
      LeaseTable table = table();
      try (RoomThread _ = RoomThread.start(table)) {
        Thread.sleep(50L * attempt);
        enough = !table.makeRoom();
      }
    }
    assertThat(enough).isTrue();
  }

  @Test
  void endsWhenItIsClosed() {
    RoomThread room = RoomThread.start(table());
    room.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("lessor-room");
  }

  private static LeaseTable table() {
    return new LeaseTable(settings(subnet(1, "192.0.2.0/24", "192.0.2.8-192.0.2.9")), 1);
  }
}
