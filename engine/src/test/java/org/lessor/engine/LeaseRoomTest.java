package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lessor.engine.LeaseFixtures.NOW;
import static org.lessor.engine.LeaseFixtures.created;
import static org.lessor.engine.LeaseFixtures.lease;
import static org.lessor.engine.LeaseFixtures.settings;
import static org.lessor.engine.LeaseFixtures.subnet;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeaseRoomTest {
  private static final int MORE_THAN_EVER = 100;

  private final LeaseRoom room = new LeaseRoom();

  @Test
  void makesArraysAheadUntilThereAreEnough() {
    int rounds = 0;
    while (room.make()) {
      rounds++;
      assertThat(rounds).isLessThan(MORE_THAN_EVER);
    }
    assertThat(rounds).isPositive();
    var _ = room.rows();
    assertThat(room.make()).as("one is gone").isTrue();
    assertThat(room.make()).as("and there again").isFalse();
  }

  @Test
  void handsEachArrayOutOnceAndMakesOneWhereNoneIsLeft() {
    while (room.make()) {
      assertThat(room).isNotNull();
    }
    Map<Object, Object> taken = new IdentityHashMap<>();
    for (int i = 0; i < MORE_THAN_EVER; i++) {
      assertThat(taken.put(room.rows(), room)).isNull();
      assertThat(taken.put(room.buckets(), room)).isNull();
      assertThat(taken.put(room.blocks(), room)).isNull();
    }
  }

  @Test
  void aTableTakesFromIt() {
    LeaseTable table = new LeaseTable(settings(subnet(1, "10.0.0.0/8", "10.0.0.1-10.1.0.0")), 1);
    while (table.makeRoom()) {
      assertThat(table.size()).isZero();
    }
    int leases = 10_000; // more than one array of rows holds
    for (int n = 0; n < leases; n++) {
      String address = "10.0." + n / 200 + "." + (1 + n % 200);
      assertThat(table.apply(List.of(created(lease(address, n, LeaseState.ASSIGNED, NOW)))))
          .isTrue();
    }
    assertThat(table.makeRoom()).isTrue();
    assertThat(table.size()).isEqualTo(leases);
  }
}
