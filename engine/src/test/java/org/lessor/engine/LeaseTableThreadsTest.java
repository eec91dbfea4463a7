package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lessor.engine.LeaseFixtures.NOW;
import static org.lessor.engine.LeaseFixtures.changed;
import static org.lessor.engine.LeaseFixtures.client;
import static org.lessor.engine.LeaseFixtures.created;
import static org.lessor.engine.LeaseFixtures.lease;
import static org.lessor.engine.LeaseFixtures.removed;
import static org.lessor.engine.LeaseFixtures.settings;
import static org.lessor.engine.LeaseFixtures.subnet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.lessor.wire.Ipv4;

/// Several threads on one [LeaseTable].
class LeaseTableThreadsTest {
  private static final int WRITERS = 4;
  private static final int ROUNDS = 100_000;

  private static final Subnet SUBNET =
      subnet(1, "10.0.0.0/16", "10.0.0.16-10.0.0.255", "10.0.1.0-10.0.10.255");

  private final LeaseTable table = new LeaseTable(settings(SUBNET), 5);

  @Test
  void noAddressIsHeldTwiceAndNoReaderSeesHalfAChange() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<Set<Ipv4>>> writers = new ArrayList<>();
      for (int w = 0; w < WRITERS; w++) {
        int writer = w;
        writers.add(threads.submit(() -> write(writer)));
      }
      List<Future<Long>> readers = new ArrayList<>();
      for (int r = 0; r < 2; r++) {
        Random random = new Random(r);
        readers.add(threads.submit(reader(random, done)));
      }
      Set<Ipv4> all = new HashSet<>();
      long held = 0;
      for (Future<Set<Ipv4>> writer : writers) {
        all.addAll(writer.get());
        held += writer.get().size();
      }
      done.set(true);
      for (Future<Long> reader : readers) {
        assertThat(reader.get()).isPositive();
      }
      assertThat(all).as("each address has one holder").hasSize((int) held);
      assertThat(table.size()).isEqualTo(held);
      assertThat(table.counts().assigned()).isEqualTo(held);
    }
  }

  // Each writer has clients of its own, and gives out, renews and takes back.
  private Set<Ipv4> write(int writer) {
    Random random = new Random(100 + writer);
    List<Lease> mine = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      if (mine.size() < 400 && (mine.isEmpty() || random.nextInt(5) < 3)) {
        Pool pool = SUBNET.pools().get(random.nextInt(2));
        Optional<Ipv4> address = table.available(pool, NOW);
        if (address.isPresent()) {
          Lease lease = next(random, address.get(), writer);
          if (table.apply(List.of(created(lease)))) {
            mine.add(lease);
          }
        }
      } else {
        int index = random.nextInt(mine.size());
        Lease before = mine.get(index);
        if (random.nextBoolean()) {
          Lease after = next(random, before.address(), writer);
          assertThat(table.apply(List.of(changed(before, after)))).isTrue();
          mine.set(index, after);
        } else {
          assertThat(table.apply(List.of(removed(before)))).isTrue();
          mine.set(index, mine.getLast());
          mine.removeLast();
        }
      }
    }
    Set<Ipv4> addresses = new HashSet<>();
    mine.forEach(lease -> addresses.add(lease.address()));
    return addresses;
  }

  // A lease whose every part tells its client, so that a mixture of two would show.
  private static Lease next(Random random, Ipv4 address, int writer) {
    int n = writer * 1_000_000 + random.nextInt(500);
    Lease plain = lease(address, n, LeaseState.ASSIGNED, NOW + n, 3600);
    return new Lease(
        address,
        plain.client(),
        plain.state(),
        plain.clttSeconds(),
        plain.validLifetimeSeconds(),
        1,
        0,
        new LeaseNames("host-" + n + "x".repeat(n % 50), false, false),
        "");
  }

  private Callable<Long> reader(Random random, AtomicBoolean done) {
    return () -> {
      long seen = 0;
      while (!done.get()) {
        Ipv4 address = Ipv4.of("10.0.0.16").plus(random.nextInt(2000));
        Optional<Lease> lease = table.lease(address);
        if (lease.isPresent()) {
          seen++;
          assertThat(lease.get().address()).isEqualTo(address);
          assertWhole(lease.get());
        }
        int n = random.nextInt(WRITERS) * 1_000_000 + random.nextInt(500);
        for (Lease one : table.ofHardwareAddress(client(n).chaddr())) {
          assertThat(one.client()).isEqualTo(client(n));
          assertWhole(one);
        }
        for (Lease one : table.ofClientId(client(n).clientId().orElseThrow())) {
          assertThat(one.client()).isEqualTo(client(n));
        }
        LeaseCounts counts = table.counts(SUBNET);
        assertThat(counts.assigned() + counts.free()).isEqualTo(240 + 2560);
      }
      return seen;
    };
  }

  private static void assertWhole(Lease lease) {
    int n = (int) (lease.clttSeconds() - NOW);
    assertThat(lease.client()).isEqualTo(client(n));
    assertThat(lease.names().hostname()).isEqualTo("host-" + n + "x".repeat(n % 50));
  }

  @Test
  void whoeverRacesForTheLastLeaseOfALimitItIsNeverPassed() throws Exception {
    int limit = 100;
    Limits limits =
        new Limits(
            Map.of(1L, new Limit(OptionalLong.of(limit), Optional.empty())),
            Map.of("gold", new Limit(OptionalLong.of(limit / 2), Optional.empty())),
            List.of());
    LeaseTable limited =
        new LeaseTable(settings(SUBNET).withHooks(Hooks.NONE.withLimits(Optional.of(limits))), 5);
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<?>> writers = new ArrayList<>();
      for (int w = 0; w < WRITERS; w++) {
        int writer = w;
        writers.add(threads.submit(() -> race(limited, writer, limit)));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
    }
    assertThat(limited.counts().assigned()).isLessThanOrEqualTo(limit);
  }

  private static void race(LeaseTable limited, int writer, int limit) {
    Random random = new Random(writer);
    List<Lease> mine = new ArrayList<>();
    for (int round = 0; round < ROUNDS / 4; round++) {
      if (mine.isEmpty() || random.nextInt(3) > 0) {
        Ipv4 address = Ipv4.of("10.0.1.0").plus(writer * 500L + random.nextInt(500));
        Lease plain =
            lease(address, writer * 1000 + random.nextInt(1000), LeaseState.ASSIGNED, NOW, 60);
        Lease lease = random.nextBoolean() ? plain : gold(plain);
        if (limited.lease(address).isEmpty() && limited.apply(List.of(created(lease)))) {
          mine.add(lease);
        }
      } else {
        Lease lease = mine.remove(random.nextInt(mine.size()));
        assertThat(limited.apply(List.of(removed(lease)))).isTrue();
      }
      assertThat(limited.counts().assigned()).isLessThanOrEqualTo(limit);
      if (round % 256 == 0) {
        long golden = 0;
        List<Lease> all = new ArrayList<>();
        limited.forEach(all::add);
        for (Lease lease : all) {
          golden += lease.userContext().isEmpty() ? 0 : 1;
        }
        assertThat(golden).isLessThanOrEqualTo(limit);
      }
    }
  }

  private static Lease gold(Lease plain) {
    return new Lease(
        plain.address(),
        plain.client(),
        plain.state(),
        plain.clttSeconds(),
        plain.validLifetimeSeconds(),
        plain.subnetId(),
        plain.poolId(),
        plain.names(),
        UserContext.withClasses("", List.of("gold")));
  }
}
