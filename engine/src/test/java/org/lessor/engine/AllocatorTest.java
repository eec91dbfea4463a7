package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lessor.engine.LeaseFixtures.NOW;
import static org.lessor.engine.LeaseFixtures.changed;
import static org.lessor.engine.LeaseFixtures.created;
import static org.lessor.engine.LeaseFixtures.lease;
import static org.lessor.engine.LeaseFixtures.removed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;

/// What each allocator promises, at any fill.
class AllocatorTest {
  private static final Ipv4 FIRST = Ipv4.of("10.0.0.16");

  private static Subnet subnet(Allocator allocator, int size) {
    return Subnet.of(
        1,
        Ipv4Prefix.of("10.0.0.0/16"),
        List.of(Pool.of(FIRST, FIRST.plus(size - 1))),
        Parameters.of(Lifetimes.fixed(3600)).withAllocator(allocator));
  }

  /// A table and beside it, as plainly as possible, what its pool must do.
  private static final class Site {
    final Pool pool;
    final LeaseTable table;
    final Allocator allocator;
    // Addresses without a record: never used, and by the time at which their record went.
    final TreeSet<Ipv4> neverUsed = new TreeSet<>();
    final List<Ipv4> gone = new ArrayList<>();
    Ipv4 cursor = FIRST;
    long nowSeconds = NOW;
    int clients;

    Site(Allocator allocator, int size, long secret) {
      Subnet subnet = subnet(allocator, size);
      this.allocator = allocator;
      pool = subnet.pools().getFirst();
      table = new LeaseTable(LeaseFixtures.settings(subnet), secret);
      for (int i = 0; i < size; i++) {
        neverUsed.add(FIRST.plus(i));
      }
    }

    Optional<Ipv4> available() {
      return table.available(pool, nowSeconds);
    }

    TreeSet<Ipv4> fresh() {
      TreeSet<Ipv4> all = new TreeSet<>(neverUsed);
      all.addAll(gone);
      return all;
    }

    List<Lease> ended() {
      List<Lease> ended = new ArrayList<>();
      table.forEach(lease -> {
        if (!lease.isHeldAt(nowSeconds)) {
          ended.add(lease);
        }
      });
      ended.sort(Comparator.comparing(Lease::expiresSeconds));
      return ended;
    }

    /// What [Allocator] lets `found` be.
    void check(Optional<Ipv4> found) {
      TreeSet<Ipv4> fresh = fresh();
      List<Lease> ended = fresh.isEmpty() ? ended() : List.of();
      if (fresh.isEmpty() && ended.isEmpty()) {
        assertThat(found).isEmpty();
        return;
      }
      Ipv4 address = found.orElseThrow();
      if (!fresh.isEmpty()) {
        switch (allocator) {
          case ITERATIVE -> {
            Ipv4 next = fresh.ceiling(cursor);
            assertThat(address).isEqualTo(next == null ? fresh.first() : next);
          }
          case RANDOM -> assertThat(fresh).contains(address);
          case FREE_LEASE_QUEUE ->
              assertThat(address)
                  .isEqualTo(neverUsed.isEmpty() ? gone.getFirst() : neverUsed.first());
        }
        return;
      }
      long longest = ended.getFirst().expiresSeconds();
      Lease record = table.lease(address).orElseThrow();
      assertThat(ended).contains(record);
      if (allocator != Allocator.RANDOM) {
        assertThat(record.expiresSeconds()).isEqualTo(longest);
      }
    }

    void give(Ipv4 address) {
      Lease wanted = lease(address, clients++, LeaseState.ASSIGNED, nowSeconds, 50 + clients % 100);
      Optional<Lease> record = table.lease(address);
      TreeSet<Ipv4> fresh = fresh();
      Ipv4 next = fresh.ceiling(cursor);
      if (record.isEmpty() && address.equals(next == null ? fresh.first() : next)) {
        cursor = address.plus(1);
      }
      neverUsed.remove(address);
      gone.remove(address);
      assertThat(
              table.apply(
                  List.of(
                      record.map(old -> changed(old, wanted)).orElseGet(() -> created(wanted)))))
          .isTrue();
    }

    void remove(Ipv4 address) {
      table.apply(List.of(removed(table.lease(address).orElseThrow())));
      gone.add(address);
    }
  }

  @ParameterizedTest
  @EnumSource(Allocator.class)
  @DisplayName("what is available is what a simple model of the allocator says, at any fill")
  void whatIsAvailableIsWhatASimpleModelSays(Allocator allocator) {
    for (int seed = 0; seed < 6; seed++) {
      Random random = new Random(seed);
      int size = new int[] {1, 2, 7, 60, 130, 200}[seed];
      Site site = new Site(allocator, size, seed);
      for (int step = 0; step < 3_000; step++) {
        Optional<Ipv4> found = site.available();
        site.check(found);
        assertThat(site.available()).as("asking changes nothing").isEqualTo(found);
        // Fill for a while, then empty.
        int act = random.nextInt(10);
        Ipv4 some = FIRST.plus(random.nextInt(size));
        if (act < (step / 700 % 2 == 0 ? 7 : 2)) {
          found.ifPresent(site::give);
        } else if (act == 7 && site.table.lease(some).isEmpty()) {
          site.give(some);
        } else if (act >= 8 && site.table.lease(some).isPresent()) {
          site.remove(some);
        } else {
          site.nowSeconds += random.nextInt(4);
        }
      }
    }
  }

  @Test
  void iterativeGivesAddressesInTurn() {
    Site site = new Site(Allocator.ITERATIVE, 4, 1);
    for (int i = 0; i < 4; i++) {
      assertThat(site.available()).contains(FIRST.plus(i));
      site.give(FIRST.plus(i));
      if (i > 0) {
        site.remove(FIRST.plus(i - 1));
      }
    }
    assertThat(site.available()).as("from the first again").contains(FIRST);
  }

  @Test
  void randomGivesEachFreeAddressWithTheSameChanceAtAnyFill() {
    int size = 10_000;
    for (int taken : new int[] {0, 9_900}) {
      int[] times = new int[size];
      Random random = new Random(7);
      Site site = new Site(Allocator.RANDOM, size, 3);
      List<Integer> numbers = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        numbers.add(i);
      }
      java.util.Collections.shuffle(numbers, random);
      numbers.subList(0, taken).forEach(i -> site.give(FIRST.plus(i)));
      int free = size - taken;
      int draws = 40 * free;
      for (int i = 0; i < draws; i++) {
        Ipv4 address = site.available().orElseThrow();
        times[(int) (address.unsigned() - FIRST.unsigned())]++;
        Lease given = lease(address, i, LeaseState.ASSIGNED, NOW, 3600);
        site.table.apply(List.of(created(given)));
        site.table.apply(List.of(removed(given)));
      }
      double expected = (double) draws / free;
      double squares = 0;
      for (int i : numbers.subList(taken, size)) {
        squares += (times[i] - expected) * (times[i] - expected) / expected;
      }
      assertThat(Arrays.stream(times).sum()).isEqualTo(draws);
      // Chi-squared has the mean n - 1 and the variance 2(n - 1).
      assertThat(squares)
          .isBetween(free - 1 - 5 * Math.sqrt(2.0 * free), free - 1 + 5 * Math.sqrt(2.0 * free));
    }
  }

  @Test
  void randomGoesByTheSecret() {
    List<Ipv4> first = new ArrayList<>();
    for (long secret = 0; secret < 8; secret++) {
      first.add(new Site(Allocator.RANDOM, 50_000, secret).available().orElseThrow());
    }
    assertThat(first).doesNotHaveDuplicates();
  }

  @Test
  void flqGivesWhatWasUsedLeastRecently() {
    Site site = new Site(Allocator.FREE_LEASE_QUEUE, 4, 1);
    for (int i = 0; i < 4; i++) {
      site.give(FIRST.plus(i));
    }
    for (int i : new int[] {2, 0, 3, 1}) {
      site.remove(FIRST.plus(i));
    }
    for (int i : new int[] {2, 0, 3, 1}) {
      assertThat(site.available()).contains(FIRST.plus(i));
      site.give(FIRST.plus(i));
    }
    assertThat(site.available()).isEmpty();
  }

  @Test
  void anotherAllocatorTakesOverWithALeaseTableInUse() {
    Subnet before = subnet(Allocator.ITERATIVE, 8);
    LeaseTable table = new LeaseTable(LeaseFixtures.settings(before), 1);
    for (int i = 0; i < 8; i++) {
      table.apply(List.of(created(lease(FIRST.plus(i), i, LeaseState.ASSIGNED, NOW, 100 - i))));
    }
    for (Allocator allocator : Allocator.values()) {
      Subnet after = subnet(allocator, 8);
      table.settings(LeaseFixtures.settings(after));
      Pool pool = after.pools().getFirst();
      assertThat(table.available(pool, NOW)).isEmpty();
      assertThat(table.available(pool, NOW + 94)).contains(FIRST.plus(7));
      assertThat(table.available(pool, NOW)).isEmpty();
      assertThat(table.available(pool, NOW + 1000)).isPresent();
    }
  }

  @Test
  void excludedAndReservedAddressesAreNeverAvailable() {
    for (Allocator allocator : Allocator.values()) {
      Subnet plain = subnet(allocator, 300);
      Pool pool =
          plain
              .pools()
              .getFirst()
              .withExcluded(
                  List.of(
                      new AddressRange(FIRST.plus(5), FIRST.plus(250)),
                      new AddressRange(FIRST, FIRST),
                      new AddressRange(FIRST.plus(100), FIRST.plus(290))));
      Reservation reservation =
          Reservation.of(new Reservation.Key.HwAddress(LeaseFixtures.client(1).chaddr()))
              .withAddress(Optional.of(FIRST.plus(3)));
      Subnet subnet = plain.withPools(List.of(pool)).withReservations(List.of(reservation));
      LeaseTable table = new LeaseTable(LeaseFixtures.settings(subnet), 1);
      assertThat(table.counts(pool).free()).isEqualTo(300 - 1 - 286 - 1);
      TreeSet<Ipv4> given = new TreeSet<>();
      while (table.available(pool, NOW).isPresent()) {
        Ipv4 address = table.available(pool, NOW).orElseThrow();
        assertThat(pool.contains(address)).isTrue();
        given.add(address);
        table.apply(List.of(created(lease(address, 1, LeaseState.ASSIGNED, NOW, 3600))));
      }
      assertThat(given).hasSize(12).doesNotContain(FIRST.plus(3));
      // A reservation may lie on an excluded address: its record touches nothing of the pool.
      Lease outside = lease(FIRST.plus(200), 2, LeaseState.ASSIGNED, NOW, 3600);
      table.apply(List.of(created(outside)));
      table.apply(List.of(removed(outside)));
      assertThat(table.available(pool, NOW)).isEmpty();
    }
  }
}
