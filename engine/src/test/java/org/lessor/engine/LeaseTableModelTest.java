package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lessor.engine.LeaseFixtures.NOW;
import static org.lessor.engine.LeaseFixtures.client;
import static org.lessor.engine.LeaseFixtures.settings;
import static org.lessor.engine.LeaseFixtures.subnet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lessor.wire.Ipv4;

/// Random operations on a [LeaseTable] and on a map, which must agree on everything after each.
class LeaseTableModelTest {
  private static final Subnet FIRST =
      subnet(
          1,
          "192.0.2.0/24",
          List.of("192.0.2.10", "192.0.2.77"),
          "192.0.2.8-192.0.2.39",
          "192.0.2.77-192.0.2.78");
  private static final Subnet SECOND = subnet(2, "198.51.100.0/24", "198.51.100.0-198.51.100.20");
  private static final Subnet FIRST_LATER =
      subnet(
          1,
          "192.0.2.0/24",
          List.of("192.0.2.78"),
          "192.0.2.20-192.0.2.50",
          "192.0.2.77-192.0.2.78");
  private static final List<Settings> SETTINGS =
      List.of(
          settings(FIRST, SECOND),
          settings(SECOND, FIRST_LATER),
          settings(SECOND),
          settings(SECOND, FIRST));

  private final Map<Ipv4, Lease> model = new TreeMap<>();
  private final Map<Ipv4, Lease> underOffers = new TreeMap<>();
  private Settings settings = SETTINGS.get(0);
  private LeaseTable table = new LeaseTable(settings, 1);
  private long now = NOW;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theTableAgreesWithAMap(long seed) {
    Random random = new Random(seed);
    for (int step = 0; step < 2000; step++) {
      String what = "seed " + seed + " step " + step;
      now += random.nextInt(10) == 0 ? random.nextInt(200) : 0;
      if (random.nextInt(300) == 0) {
        now -= random.nextInt(5000);
      }
      switch (random.nextInt(40)) {
        case 0 -> reconfigure(random);
        case 1 -> restart();
        case 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 -> giveOut(random, what);
        case 16, 17, 18, 19 -> reclaim(random, what);
        default -> change(random, what);
      }
      check(what);
    }
  }

  private void reconfigure(Random random) {
    settings = SETTINGS.get(random.nextInt(SETTINGS.size()));
    table.settings(settings);
  }

  private void restart() {
    LeaseTable.Restoring restoring = LeaseTable.restore(settings, now);
    model.values().removeIf(lease -> lease.state() == LeaseState.OFFERED);
    model.putAll(underOffers);
    underOffers.clear();
    StoredLease stored = new StoredLease();
    for (Lease lease : model.values()) {
      stored.set(lease);
      restoring.put(stored);
    }
    table = restoring.finish(now, parts -> parts.parallelStream().forEach(Runnable::run));
  }

  private void giveOut(Random random, String what) {
    List<Pool> pools = pools();
    Pool pool = pools.get(random.nextInt(pools.size()));
    Optional<Ipv4> available = table.available(pool, now);
    Set<Ipv4> fresh = freeOf(pool, false);
    Set<Ipv4> ended = freeOf(pool, true);
    if (available.isEmpty()) {
      assertThat(fresh).as(what).isEmpty();
      assertThat(ended).as(what).isEmpty();
      return;
    }
    assertThat(fresh.isEmpty() ? ended : fresh).as(what).contains(available.get());
    Lease wanted = randomLease(random, available.get(), LeaseState.OFFERED, 60);
    apply(available.get(), Optional.of(wanted), what);
  }

  private List<Pool> pools() {
    return settings.networks().stream()
        .flatMap(network -> network.subnets().stream())
        .flatMap(subnet -> subnet.pools().stream())
        .toList();
  }

  private Set<Ipv4> freeOf(Pool pool, boolean withRecord) {
    Set<Ipv4> reserved = new HashSet<>();
    for (Network network : settings.networks()) {
      for (Subnet subnet : network.subnets()) {
        subnet.reservations().forEach(one -> reserved.add(one.address().orElseThrow()));
      }
    }
    Set<Ipv4> found = new HashSet<>();
    for (long n = pool.first().unsigned(); n <= pool.last().unsigned(); n++) {
      Ipv4 address = new Ipv4((int) n);
      Lease lease = model.get(address);
      if (!reserved.contains(address)
          && (withRecord ? lease != null && !lease.isHeldAt(now) : lease == null)) {
        found.add(address);
      }
    }
    return found;
  }

  private void reclaim(Random random, String what) {
    int limit = random.nextInt(6);
    List<Lease> expected =
        model.values().stream()
            .filter(lease ->
                lease.state() != LeaseState.RELEASED
                    && lease.state() != LeaseState.EXPIRED_RECLAIMED
                    && lease.expiredAt(now))
            .sorted(Comparator.comparingLong(Lease::expiresSeconds))
            .toList();
    List<Lease> ended = table.ended(now, limit);
    assertThat(ended.stream().map(Lease::expiresSeconds).toList())
        .as(what)
        .isEqualTo(expected.stream().limit(limit).map(Lease::expiresSeconds).toList());
    assertThat(expected).as(what).containsAll(ended);
    for (Lease lease : ended) {
      Optional<Lease> wanted =
          lease.state() == LeaseState.OFFERED
              ? Optional.empty()
              : Optional.of(
                  lease(lease, LeaseState.EXPIRED_RECLAIMED, lease.validLifetimeSeconds()));
      apply(lease.address(), wanted, what);
    }
  }

  private void change(Random random, String what) {
    Ipv4 address = Ipv4.of(random.nextBoolean() ? "192.0.2.0" : "198.51.100.0");
    address = address.plus(random.nextInt(90));
    boolean remove = model.containsKey(address) && random.nextInt(4) == 0;
    LeaseState state = LeaseState.values()[random.nextInt(5)];
    int lifetime = random.nextInt(20) == 0 ? -1 : random.nextInt(5000);
    Optional<Lease> wanted =
        remove ? Optional.empty() : Optional.of(randomLease(random, address, state, lifetime));
    if (random.nextInt(5) == 0) {
      Lease stranger = randomLease(random, address, state, 4999);
      if (!Optional.of(stranger).equals(Optional.ofNullable(model.get(address)))) {
        assertThat(
                table.apply(
                    List.of(new LeaseChange(address, Optional.of(stranger), Optional.empty()))))
            .as(what)
            .isFalse();
      }
      return;
    }
    apply(address, wanted, what);
  }

  private void apply(Ipv4 address, Optional<Lease> wanted, String what) {
    Optional<Lease> believed = Optional.ofNullable(model.get(address));
    LeaseChange change = new LeaseChange(address, believed, wanted);
    assertThat(table.apply(List.of(change))).as(what).isTrue();
    if (wanted.isEmpty()) {
      model.remove(address);
      Lease under = underOffers.remove(address);
      if (under != null) {
        model.put(address, under);
      }
      return;
    }
    if (wanted.get().state() != LeaseState.OFFERED) {
      underOffers.remove(address);
    } else if (believed.isPresent() && believed.get().state() != LeaseState.OFFERED) {
      underOffers.put(address, believed.get());
    }
    model.put(address, wanted.get());
  }

  private Lease randomLease(Random random, Ipv4 address, LeaseState state, int lifetime) {
    ClientIdentity client = client(random.nextInt(30));
    if (random.nextInt(4) == 0) {
      client = new ClientIdentity(client.chaddr(), Optional.empty());
    }
    String name = "n".repeat(random.nextInt(8) == 0 ? random.nextInt(700) : random.nextInt(20));
    return new Lease(
        address,
        client,
        state,
        now,
        lifetime < 0 ? Lease.INFINITE : lifetime,
        1 + random.nextInt(3),
        random.nextInt(2),
        new LeaseNames(name, random.nextBoolean(), false),
        random.nextInt(10) == 0 ? "{ \"n\": " + random.nextInt() + " }" : "");
  }

  private static Lease lease(Lease like, LeaseState state, long lifetime) {
    return new Lease(
        like.address(),
        like.client(),
        state,
        like.clttSeconds(),
        lifetime,
        like.subnetId(),
        like.poolId(),
        like.names(),
        like.userContext());
  }

  private void check(String what) {
    assertThat(table.size()).as(what).isEqualTo(model.size());
    checkCounts(what);
    if (!what.endsWith("7")) {
      return; // every tenth time is enough for what takes long
    }
    List<Lease> all = new ArrayList<>();
    table.forEach(all::add);
    assertThat(all).as(what).containsExactlyInAnyOrderElementsOf(model.values());
    Map<Ipv4, Lease> durable = new TreeMap<>();
    long position = 0;
    while (position != LeaseTable.SCANNED) {
      position =
          table.scanDurable(
              position, 7, lease -> assertThat(durable.put(lease.address(), lease)).isNull());
    }
    Map<Ipv4, Lease> afterRestart = new TreeMap<>(model);
    afterRestart.values().removeIf(lease -> lease.state() == LeaseState.OFFERED);
    afterRestart.putAll(underOffers);
    assertThat(durable).as(what).isEqualTo(afterRestart);
    for (Lease lease : model.values()) {
      assertThat(table.lease(lease.address())).as(what).contains(lease);
    }
    for (int n = 0; n < 30; n++) {
      ClientIdentity client = client(n);
      assertThat(table.ofHardwareAddress(client.chaddr()))
          .as(what)
          .containsExactlyInAnyOrderElementsOf(
              model.values().stream()
                  .filter(lease -> lease.client().chaddr().equals(client.chaddr()))
                  .toList());
      assertThat(table.ofClientId(client.clientId().orElseThrow()))
          .as(what)
          .containsExactlyInAnyOrderElementsOf(
              model.values().stream()
                  .filter(lease -> lease.client().clientId().equals(client.clientId()))
                  .toList());
      for (ClientIdentity asked :
          List.of(client, new ClientIdentity(client.chaddr(), Optional.empty()))) {
        assertThat(table.ofClient(asked))
            .as(what)
            .containsExactlyInAnyOrderElementsOf(
                model.values().stream().filter(lease -> lease.client().matches(asked)).toList());
      }
    }
  }

  private void checkCounts(String what) {
    long free = 0;
    for (Pool pool : pools()) {
      long held =
          pool.size()
              - freeOf(pool, false).size()
              - model.values().stream()
                  .filter(lease -> pool.contains(lease.address()))
                  .filter(lease ->
                      lease.state() == LeaseState.RELEASED
                          || lease.state() == LeaseState.EXPIRED_RECLAIMED)
                  .filter(lease -> !isReserved(lease.address()))
                  .count();
      assertThat(table.counts(pool).free()).as(what).isEqualTo(pool.size() - held);
      free += pool.size() - held;
    }
    assertThat(table.counts().free()).as(what).isEqualTo(free);
    assertThat(table.counts().records()).as(what).isEqualTo(model.size());
    assertThat(table.counts().assigned())
        .as(what)
        .isEqualTo(
            model.values().stream().filter(one -> one.state() == LeaseState.ASSIGNED).count());
    assertThat(table.counts(FIRST).declined())
        .as(what)
        .isEqualTo(
            model.values().stream()
                .filter(one -> one.state() == LeaseState.DECLINED && one.subnetId() == 1)
                .count());
  }

  private boolean isReserved(Ipv4 address) {
    return settings.networks().stream()
        .flatMap(network -> network.subnets().stream())
        .flatMap(subnet -> subnet.reservations().stream())
        .anyMatch(one -> one.address().orElseThrow().equals(address));
  }
}
