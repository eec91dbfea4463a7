package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lessor.engine.LeaseFixtures.NOW;
import static org.lessor.engine.LeaseFixtures.changed;
import static org.lessor.engine.LeaseFixtures.client;
import static org.lessor.engine.LeaseFixtures.created;
import static org.lessor.engine.LeaseFixtures.lease;
import static org.lessor.engine.LeaseFixtures.pool;
import static org.lessor.engine.LeaseFixtures.removed;
import static org.lessor.engine.LeaseFixtures.settings;
import static org.lessor.engine.LeaseFixtures.subnet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// What every lease store does. An implementation's test extends this.
public interface LeaseStoreContract {
  /// A store without leases for these settings.
  LeaseStore store(Settings settings);

  /// The only pool of [#small]: eight addresses.
  Pool SMALL = pool("192.0.2.8-192.0.2.15");

  private LeaseStore small() {
    return store(settings(subnet(1, "192.0.2.0/24", "192.0.2.8-192.0.2.15")));
  }

  private static Lease assigned(String address, int n) {
    return lease(address, n, LeaseState.ASSIGNED, NOW);
  }

  @Test
  default void whatIsAppliedIsFoundByAddressClientIdAndHardwareAddress() {
    LeaseStore store = small();
    Lease lease =
        new Lease(
            Ipv4.of("192.0.2.9"),
            client(7),
            LeaseState.ASSIGNED,
            NOW,
            0xffff_fffeL,
            1,
            3,
            new LeaseNames("laptop-7.example.org", true, false),
            "{ \"comment\": \"caf\u00e9\" }");
    assertThat(store.apply(List.of(created(lease)))).isTrue();
    assertThat(store.lease(lease.address())).contains(lease);
    assertThat(store.ofClientId(lease.client().clientId().orElseThrow())).containsExactly(lease);
    assertThat(store.ofHardwareAddress(lease.client().chaddr())).containsExactly(lease);
    assertThat(store.lease(Ipv4.of("192.0.2.10"))).isEmpty();
    assertThat(store.ofClientId(client(8).clientId().orElseThrow())).isEmpty();
    assertThat(store.ofHardwareAddress(client(8).chaddr())).isEmpty();
  }

  @Test
  default void aClientMayHaveNoIdentifierOrOneOfNoBytesOrNoHardwareAddress() {
    LeaseStore store = small();
    HardwareAddress none = new HardwareAddress(0, Bytes.EMPTY);
    List<ClientIdentity> clients =
        List.of(
            new ClientIdentity(client(1).chaddr(), Optional.empty()),
            new ClientIdentity(client(2).chaddr(), Optional.of(Bytes.EMPTY)),
            new ClientIdentity(none, client(3).clientId()),
            new ClientIdentity(none, Optional.empty()),
            new ClientIdentity(
                new HardwareAddress(32, Bytes.EMPTY), Optional.of(Bytes.of(new byte[255]))),
            new ClientIdentity(
                new HardwareAddress(6, client(1).chaddr().address()), Optional.empty()));
    for (int i = 0; i < clients.size(); i++) {
      Lease plain = assigned("192.0.2." + (8 + i), 0);
      Lease lease =
          new Lease(
              plain.address(), clients.get(i), plain.state(), NOW, 60, 1, 0, LeaseNames.NONE, "");
      assertThat(store.apply(List.of(created(lease)))).isTrue();
      assertThat(store.lease(lease.address())).contains(lease);
      assertThat(store.apply(List.of(changed(lease, plain), created(assigned("192.0.2.15", 1)))))
          .isTrue();
      assertThat(store.apply(List.of(changed(plain, lease), removed(assigned("192.0.2.15", 1)))))
          .isTrue();
    }
    assertThat(store.ofHardwareAddress(client(1).chaddr())).as("whatever the type").hasSize(2);
    assertThat(store.ofHardwareAddress(none)).isEmpty();
    assertThat(store.ofClientId(Bytes.EMPTY)).hasSize(1);
  }

  @Test
  default void oneClientMayHaveSeveralLeases() {
    LeaseStore store =
        store(
            settings(
                subnet(1, "192.0.2.0/24", "192.0.2.8-192.0.2.15"),
                subnet(2, "198.51.100.0/24", "198.51.100.8-198.51.100.15")));
    Lease here = assigned("192.0.2.9", 7);
    Lease there = assigned("198.51.100.9", 7);
    Lease elsewhere = assigned("198.51.100.10", 7);
    store.apply(List.of(created(here), created(there), created(elsewhere)));
    assertThat(store.ofHardwareAddress(client(7).chaddr()))
        .containsExactlyInAnyOrder(here, there, elsewhere);
    store.apply(List.of(removed(there)));
    assertThat(store.ofClientId(client(7).clientId().orElseThrow()))
        .containsExactlyInAnyOrder(here, elsewhere);
  }

  @Test
  default void theRecordsOfAClientAreThoseThatMatchIt() {
    LeaseStore store = store(settings(subnet(1, "192.0.2.0/24", "192.0.2.8-192.0.2.15")));
    ClientIdentity known = client(7);
    ClientIdentity bare = new ClientIdentity(known.chaddr(), Optional.empty());
    ClientIdentity moved = new ClientIdentity(client(8).chaddr(), known.clientId());
    ClientIdentity other = new ClientIdentity(known.chaddr(), client(9).clientId());
    List<Lease> records = new ArrayList<>();
    for (ClientIdentity each : List.of(known, bare, moved, other, client(8))) {
      Lease lease = assigned("192.0.2." + (8 + records.size()), 7);
      records.add(
          new Lease(
              lease.address(),
              each,
              lease.state(),
              lease.clttSeconds(),
              lease.validLifetimeSeconds(),
              lease.subnetId(),
              lease.poolId(),
              lease.names(),
              lease.userContext()));
      store.apply(List.of(created(records.getLast())));
    }
    ClientIdentity nobody =
        new ClientIdentity(new HardwareAddress(0, Bytes.EMPTY), known.clientId());
    for (ClientIdentity asked : List.of(known, bare, moved, other, nobody, client(10))) {
      assertThat(store.ofClient(asked))
          .as(asked.toString())
          .containsExactlyInAnyOrderElementsOf(
              records.stream().filter(lease -> lease.client().matches(asked)).toList());
    }
    assertThat(store.ofClient(known)).hasSize(3);
    assertThat(store.ofClient(bare)).hasSize(3);
  }

  @Test
  default void allChangesAreTakenOrNone() {
    LeaseStore store = small();
    Lease one = assigned("192.0.2.9", 1);
    Lease two = assigned("192.0.2.10", 2);
    store.apply(List.of(created(one)));
    assertThat(store.apply(List.of(created(two), created(assigned("192.0.2.9", 3))))).isFalse();
    assertThat(store.lease(two.address())).isEmpty();
    assertThat(store.lease(one.address())).contains(one);
    assertThat(store.apply(List.of(removed(one), created(two)))).isTrue();
    assertThat(store.lease(one.address())).isEmpty();
    assertThat(store.lease(two.address())).contains(two);
  }

  @Test
  default void aBelievedRecordMustBeTheRecordInEveryField() {
    LeaseStore store = small();
    Lease lease = assigned("192.0.2.9", 1);
    store.apply(List.of(created(lease)));
    Lease wanted = lease("192.0.2.9", 1, LeaseState.RELEASED, NOW + 1);
    Ipv4 address = lease.address();
    List<Lease> others =
        List.of(
            lease("192.0.2.9", 2, LeaseState.ASSIGNED, NOW),
            lease("192.0.2.9", 1, LeaseState.OFFERED, NOW),
            lease("192.0.2.9", 1, LeaseState.ASSIGNED, NOW + 1),
            lease(address, 1, LeaseState.ASSIGNED, NOW, 3601),
            new Lease(
                address, client(1), LeaseState.ASSIGNED, NOW, 3600, 2, 0, LeaseNames.NONE, ""),
            new Lease(
                address, client(1), LeaseState.ASSIGNED, NOW, 3600, 1, 1, LeaseNames.NONE, ""),
            new Lease(
                address,
                client(1),
                LeaseState.ASSIGNED,
                NOW,
                3600,
                1,
                0,
                new LeaseNames("a", false, false),
                ""),
            new Lease(
                address, client(1), LeaseState.ASSIGNED, NOW, 3600, 1, 0, LeaseNames.NONE, "{}"),
            new Lease(
                address,
                new ClientIdentity(client(1).chaddr(), Optional.empty()),
                LeaseState.ASSIGNED,
                NOW,
                3600,
                1,
                0,
                LeaseNames.NONE,
                ""));
    for (Lease other : others) {
      assertThat(store.apply(List.of(changed(other, wanted)))).as(other.toString()).isFalse();
    }
    assertThat(store.apply(List.of(created(wanted)))).isFalse();
    assertThat(store.lease(address)).contains(lease);
    assertThat(store.apply(List.of(changed(lease, wanted)))).isTrue();
    assertThat(store.lease(address)).contains(wanted);
  }

  @Test
  default void aPoolGivesEachAddressOnceAndThenNone() {
    LeaseStore store = small();
    Set<Ipv4> given = new HashSet<>();
    for (int n = 0; n < 8; n++) {
      Ipv4 address = store.available(SMALL, NOW).orElseThrow();
      assertThat(SMALL.contains(address)).isTrue();
      assertThat(given.add(address)).isTrue();
      assertThat(store.available(SMALL, NOW)).as("asking takes nothing").contains(address);
      assertThat(store.apply(List.of(created(lease(address, n, LeaseState.ASSIGNED, NOW, 3600)))))
          .isTrue();
    }
    assertThat(store.available(SMALL, NOW)).isEmpty();
    assertThat(store.available(SMALL, NOW + 3600)).as("its last second").isEmpty();
    assertThat(store.available(SMALL, NOW + 3601)).isPresent();
    assertThat(store.available(SMALL, NOW)).as("a clock that steps back").isEmpty();
  }

  @Test
  default void reservedAddressesAreNeverAvailable() {
    LeaseStore store =
        store(
            settings(
                subnet(
                    1,
                    "192.0.2.0/24",
                    List.of("192.0.2.8", "192.0.2.15", "192.0.2.99"),
                    "192.0.2.8-192.0.2.15")));
    for (int n = 0; n < 6; n++) {
      Ipv4 address = store.available(SMALL, NOW).orElseThrow();
      assertThat(address.toString()).isNotIn("192.0.2.8", "192.0.2.15");
      store.apply(List.of(created(lease(address, n, LeaseState.ASSIGNED, NOW, 3600))));
    }
    assertThat(store.available(SMALL, NOW)).isEmpty();
    Lease reserved = lease("192.0.2.8", 9, LeaseState.RELEASED, NOW - 9000);
    assertThat(store.apply(List.of(created(reserved)))).isTrue();
    assertThat(store.available(SMALL, NOW)).isEmpty();
    assertThat(store.apply(List.of(removed(reserved)))).isTrue();
    assertThat(store.available(SMALL, NOW)).isEmpty();
  }

  @Test
  default void freshAddressesGoBeforeTheOneThatEndedLongestAgo() {
    LeaseStore store = small();
    for (int i = 8; i <= 14; i++) {
      store.apply(List.of(created(lease("192.0.2." + i, i, LeaseState.ASSIGNED, NOW + i))));
    }
    Lease tenth = lease("192.0.2.10", 10, LeaseState.ASSIGNED, NOW + 10);
    Lease given = lease("192.0.2.10", 10, LeaseState.RELEASED, NOW + 20);
    store.apply(List.of(changed(tenth, given)));
    assertThat(store.available(SMALL, NOW + 20)).contains(Ipv4.of("192.0.2.15"));
    store.apply(List.of(created(lease("192.0.2.15", 15, LeaseState.DECLINED, NOW + 15))));
    assertThat(store.available(SMALL, NOW + 20)).contains(Ipv4.of("192.0.2.10"));
    store.apply(List.of(changed(given, lease("192.0.2.10", 10, LeaseState.OFFERED, NOW + 60))));
    assertThat(store.available(SMALL, NOW + 60)).isEmpty();
    for (int i : List.of(8, 9, 11, 12, 13, 14, 15, 10)) {
      long late = NOW + 10_000 + i;
      Ipv4 address = store.available(SMALL, late).orElseThrow();
      assertThat(address).isEqualTo(Ipv4.of("192.0.2." + i));
      store.apply(
          List.of(
              changed(
                  store.lease(address).orElseThrow(),
                  lease(address, i, LeaseState.ASSIGNED, late, 3600))));
    }
    assertThat(store.available(SMALL, NOW + 10_020)).isEmpty();
  }

  @Test
  default void whatHasEndedIsToldOldestFirst() {
    LeaseStore store = small();
    Lease lease = lease(Ipv4.of("192.0.2.9"), 1, LeaseState.ASSIGNED, NOW, 100);
    Lease offer = lease(Ipv4.of("192.0.2.10"), 2, LeaseState.OFFERED, NOW, 60);
    Lease declined = lease(Ipv4.of("192.0.2.11"), 3, LeaseState.DECLINED, NOW, 86_400);
    Lease forEver = lease(Ipv4.of("192.0.2.12"), 4, LeaseState.ASSIGNED, NOW, Lease.INFINITE);
    Lease released = lease(Ipv4.of("192.0.2.13"), 5, LeaseState.RELEASED, NOW, 1);
    store.apply(
        List.of(
            created(lease),
            created(offer),
            created(declined),
            created(forEver),
            created(released)));
    assertThat(store.ended(NOW + 60, 10)).as("its last second").isEmpty();
    assertThat(store.ended(NOW + 61, 10)).containsExactly(offer);
    assertThat(store.ended(NOW + 101, 10)).containsExactly(offer, lease);
    assertThat(store.ended(NOW + 101, 1)).containsExactly(offer);
    store.apply(List.of(removed(offer)));
    assertThat(store.ended(NOW + 1_000_000, 10)).containsExactly(lease, declined);
  }

  @Test
  default void formerRecordsAreToldOldestFirst() {
    LeaseStore store = small();
    Lease old = lease(Ipv4.of("192.0.2.8"), 8, LeaseState.EXPIRED_RECLAIMED, NOW - 100, 10);
    Lease older = lease(Ipv4.of("192.0.2.9"), 8, LeaseState.RELEASED, NOW - 200, 0);
    Lease assigned = lease(Ipv4.of("192.0.2.11"), 8, LeaseState.ASSIGNED, NOW - 900, 60);
    store.apply(List.of(created(old), created(older), created(assigned)));
    assertThat(store.former(NOW - 90, 10)).containsExactly(older, old);
    assertThat(store.former(NOW - 91, 10)).containsExactly(older);
    assertThat(store.former(NOW, 1)).containsExactly(older);
    store.apply(List.of(removed(older)));
    assertThat(store.former(NOW, 10)).containsExactly(old);
  }

  @Test
  default void anOfferLiesOverTheRecordThatItTakesThePlaceOf() {
    LeaseStore store = small();
    Lease released = lease("192.0.2.9", 1, LeaseState.RELEASED, NOW - 9000);
    Lease offer = lease("192.0.2.9", 2, LeaseState.OFFERED, NOW);
    Lease otherOffer = lease("192.0.2.9", 3, LeaseState.OFFERED, NOW + 60);
    store.apply(List.of(created(released)));
    store.apply(List.of(changed(released, offer)));
    assertThat(store.lease(offer.address())).contains(offer);
    assertThat(store.ofHardwareAddress(client(1).chaddr())).isEmpty();
    assertThat(store.ofHardwareAddress(client(2).chaddr())).containsExactly(offer);
    assertThat(store.former(NOW, 9)).isEmpty();
    store.apply(List.of(changed(offer, otherOffer)));
    assertThat(store.apply(List.of(removed(otherOffer)))).isTrue();
    assertThat(store.lease(offer.address())).contains(released);
    assertThat(store.ofClientId(client(1).clientId().orElseThrow())).containsExactly(released);
    assertThat(store.ofHardwareAddress(client(3).chaddr())).isEmpty();
    assertThat(store.former(NOW, 9)).containsExactly(released);

    Lease assigned = assigned("192.0.2.9", 2);
    store.apply(List.of(changed(released, offer)));
    store.apply(List.of(changed(offer, assigned)));
    store.apply(List.of(removed(assigned)));
    assertThat(store.lease(offer.address())).isEmpty();
    store.apply(List.of(created(offer)));
    store.apply(List.of(removed(offer)));
    assertThat(store.lease(offer.address())).isEmpty();
  }

  @Test
  default void aPoolThatTheSettingsDoNotHaveGivesNothing() {
    assertThat(small().available(pool("192.0.2.8-192.0.2.16"), NOW)).isEmpty();
    assertThat(small().available(pool("198.51.100.1-198.51.100.9"), NOW)).isEmpty();
  }

  /// Two subnets, of which the first has room for two clients and the class gold for one.
  private LeaseStore limited() {
    Limits limits =
        new Limits(
            Map.of(1L, new Limit(OptionalLong.of(2), Optional.empty())),
            Map.of("gold", new Limit(OptionalLong.of(1), Optional.empty())),
            List.of());
    return store(
        settings(subnet(1, "192.0.2.0/24", "192.0.2.8-192.0.2.15"))
            .withHooks(Hooks.NONE.withLimits(Optional.of(limits))));
  }

  private static Lease gold(String address, int n, LeaseState state) {
    Lease plain = lease(address, n, state, NOW);
    return new Lease(
        plain.address(),
        plain.client(),
        state,
        NOW,
        3600,
        1,
        0,
        LeaseNames.NONE,
        UserContext.withClasses("", List.of("ALL", "gold")));
  }

  @Test
  default void changesThatWouldPassALimitAreNotTaken() {
    LeaseStore store = limited();
    Lease first = gold("192.0.2.8", 1, LeaseState.OFFERED);
    assertThat(store.apply(List.of(created(first)))).isTrue();
    List<LeaseChange> second = List.of(created(gold("192.0.2.9", 2, LeaseState.ASSIGNED)));
    assertThat(store.reached(second))
        .contains(new Limit.Reached(new Limit.Of.ClientsOf("gold"), 1));
    assertThat(store.apply(second)).isFalse();
    assertThat(store.lease(Ipv4.of("192.0.2.9"))).isEmpty();
    assertThat(store.apply(List.of(created(assigned("192.0.2.9", 2))))).isTrue();
    List<LeaseChange> third = List.of(created(assigned("192.0.2.10", 3)));
    assertThat(store.reached(third)).contains(new Limit.Reached(new Limit.Of.SubnetOf(1), 2));
    assertThat(store.apply(third)).isFalse();
    Lease taken = gold("192.0.2.8", 1, LeaseState.ASSIGNED);
    assertThat(store.apply(List.of(changed(first, taken)))).isTrue();
    assertThat(store.apply(third)).isFalse();
    Lease released = gold("192.0.2.8", 1, LeaseState.RELEASED);
    assertThat(store.apply(List.of(changed(taken, released)))).isTrue();
    assertThat(store.reached(third)).isEmpty();
    assertThat(store.apply(third)).isTrue();
    assertThat(store.apply(second)).isFalse();
  }

  @Test
  default void aClientThatMovesCountsOnce() {
    LeaseStore store = limited();
    Lease before = gold("192.0.2.8", 1, LeaseState.ASSIGNED);
    assertThat(store.apply(List.of(created(before)))).isTrue();
    assertThat(
            store.apply(
                List.of(created(gold("192.0.2.9", 1, LeaseState.ASSIGNED)), removed(before))))
        .isTrue();
    assertThat(store.apply(List.of(created(gold("192.0.2.8", 2, LeaseState.OFFERED))))).isFalse();
  }
}
