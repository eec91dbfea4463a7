package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;

class LeaseTableTest implements LeaseStoreContract {
  @Override
  public LeaseStore store(Settings settings) {
    return new LeaseTable(settings, 42);
  }

  private static LeaseTable table(Subnet... subnets) {
    return new LeaseTable(settings(subnets), 42);
  }

  @Test
  void clientsThatAreExpectedLeadToRowsThatMayBeTheirs() {
    LeaseTable table = table(subnet(1, "192.0.2.0/24", "192.0.2.8-192.0.2.11"));
    Lease nine = lease("192.0.2.9", 1, LeaseState.ASSIGNED, NOW);
    Lease eleven = lease("192.0.2.11", 3, LeaseState.ASSIGNED, NOW);
    assertThat(table.apply(List.of(created(nine)))).isTrue();
    assertThat(table.apply(List.of(created(eleven)))).isTrue();
    ExpectedClients clients = new ExpectedClients(4);
    clients.add(0x0200_0000_0002L);
    table.expect(clients);
    assertThat(clients.leadsToARow(0)).isFalse();
    int beforeRows = clients.sum();
    for (int turn = 0; turn < 2; turn++) {
      clients.clear();
      clients.add(0x0200_0000_0003L);
      clients.add(-1);
      clients.add(0x0200_0000_0002L);
      clients.add(0x0200_0000_0001L);

      table.expect(clients);

      assertThat(clients.count()).isEqualTo(3);
      assertThat(clients.leadsToARow(0)).isTrue();
      assertThat(clients.leadsToARow(1)).isFalse();
      assertThat(clients.leadsToARow(2)).isTrue();
      assertThat(clients.slot(0)).isNotEqualTo(clients.slot(2));
      assertThat(clients.sum()).isNotEqualTo(beforeRows);
    }
    assertThat(table.ofClient(client(1))).containsExactly(nine);
    assertThat(table.ofClient(client(3))).containsExactly(eleven);
    assertThat(table.size()).isEqualTo(2);
  }

  /// A lease of a client that has the hardware address of client 1.
  private static Lease held(String address, Bytes... clientId) {
    return new Lease(
        Ipv4.of(address),
        new ClientIdentity(client(1).chaddr(), Arrays.stream(clientId).findFirst()),
        LeaseState.ASSIGNED,
        NOW,
        3600,
        1,
        0,
        LeaseNames.NONE,
        "");
  }

  private static Lease ofIdentifier(int n) {
    return held(
        Ipv4.of("192.0.2.0").plus(n).toString(), Bytes.ofUint32(n).plus(Bytes.ofText("id")));
  }

  @Test
  void manyIdentifiersOnOneHardwareAddressMakeNoLookLonger() {
    LeaseTable table = table(subnet(1, "192.0.0.0/16", "192.0.2.0-192.0.5.255"));
    List<Lease> leases = IntStream.range(0, 1000).mapToObj(LeaseTableTest::ofIdentifier).toList();
    leases.forEach(lease -> assertThat(table.apply(List.of(created(lease)))).isTrue());
    assertThat(table.indexEntries()).isEqualTo(1000 + ClientIndex.MAX_BESIDE);
    ClientIdentity plain = new ClientIdentity(client(1).chaddr(), Optional.empty());
    assertThat(table.ofClient(plain)).hasSize(ClientIndex.MAX_BESIDE).isSubsetOf(leases);
    leases.forEach(lease -> assertThat(table.ofClient(lease.client())).containsExactly(lease));
    assertThat(table.ofClient(client(1))).isEmpty();

    Lease without = held("192.0.9.9");
    assertThat(table.apply(List.of(created(without)))).isTrue();
    assertThat(table.ofClient(plain)).contains(without);
    assertThat(table.ofClient(client(1))).containsExactly(without);
    // Those that are entered go first, then those that are not, all in one go.
    assertThat(table.apply(leases.stream().map(LeaseFixtures::removed).toList())).isTrue();
    assertThat(table.ofClient(plain)).containsExactly(without);
    assertThat(table.apply(List.of(removed(without)))).isTrue();
    assertThat(table.indexEntries()).isZero();
  }

  @Test
  void whatLiesUnderAnOfferComesBackThoughItIsNotEntered() {
    LeaseTable table = table(subnet(1, "192.0.0.0/16", "192.0.2.0-192.0.5.255"));
    for (int n = 0; n <= ClientIndex.MAX_BESIDE; n++) {
      assertThat(table.apply(List.of(created(ofIdentifier(n))))).isTrue();
    }
    Lease last = ofIdentifier(ClientIndex.MAX_BESIDE);
    Lease offer = lease(last.address(), 2, LeaseState.OFFERED, NOW, 60);
    assertThat(table.apply(List.of(changed(last, offer)))).isTrue();
    assertThat(table.apply(List.of(removed(ofIdentifier(0))))).isTrue();
    assertThat(table.apply(List.of(removed(offer)))).isTrue();
    assertThat(table.ofClient(last.client())).containsExactly(last);
    assertThat(table.ofHardwareAddress(client(1).chaddr()))
        .hasSize(ClientIndex.MAX_BESIDE)
        .contains(last);
  }

  @Test
  void twoChangesOfOneAddressAreRefusedHoweverManyThereAre() {
    LeaseTable table = table(subnet(1, "192.0.0.0/16", "192.0.2.0-192.0.5.255"));
    for (int others : List.of(1, 7, 8, 100)) {
      List<LeaseChange> changes = new ArrayList<>();
      IntStream.range(0, others).forEach(n -> changes.add(created(ofIdentifier(n))));
      changes.add(created(ofIdentifier(0)));
      assertThatThrownBy(() -> table.apply(changes))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("two changes of 192.0.2.0");
    }
    assertThat(table.size()).isZero();
  }

  @Test
  void aClientIdentifierThatALeaseFileCouldNotHoldIsRefused() {
    LeaseTable table = table(subnet(1, "192.0.2.0/24", "192.0.2.8-192.0.2.11"));
    Lease longest = held("192.0.2.9", Bytes.ofText("x".repeat(256)));
    assertThat(table.apply(List.of(created(longest)))).isTrue();
    Lease longer = held("192.0.2.10", Bytes.ofText("x".repeat(257)));
    assertThatThrownBy(() -> table.apply(List.of(created(longer))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("client identifier too long");
  }

  @Test
  void leasesStayWhenPoolsMoveAndThoseOutsideAreNamed() {
    Subnet old = subnet(1, "192.0.2.0/24", "192.0.2.8-192.0.2.11", "192.0.2.20-192.0.2.21");
    LeaseTable table = table(old);
    Lease nine = lease("192.0.2.9", 1, LeaseState.ASSIGNED, NOW);
    Lease eleven = lease("192.0.2.11", 3, LeaseState.RELEASED, NOW - 50);
    Lease ten = lease("192.0.2.10", 2, LeaseState.RELEASED, NOW);
    Lease twenty = lease("192.0.2.20", 4, LeaseState.ASSIGNED, NOW);
    Lease twentyOne = lease("192.0.2.21", 4, LeaseState.RELEASED, NOW);
    for (Lease lease : List.of(nine, ten, eleven, twenty, twentyOne)) {
      table.apply(List.of(created(lease)));
    }
    Subnet next = subnet(1, "192.0.2.0/24", "192.0.2.9-192.0.2.11", "192.0.2.20-192.0.2.21");
    table.settings(settings(next));
    assertThat(table.outside()).isEmpty();
    assertThat(table.size()).isEqualTo(5);
    assertThat(table.counts(next.pools().get(0))).isEqualTo(new LeaseCounts(0, 1, 0, 0, 2, 2));
    assertThat(table.available(old.pools().get(0), NOW)).isEmpty();
    assertThat(table.available(next.pools().get(0), NOW)).contains(eleven.address());
    assertThat(table.available(next.pools().get(1), NOW)).contains(twentyOne.address());

    table.settings(settings(subnet(2, "192.0.2.0/24", "192.0.2.20-192.0.2.21")));
    assertThat(table.outside()).containsExactlyInAnyOrder(nine, ten, eleven, twenty, twentyOne);
    assertThat(table.lease(nine.address())).contains(nine);
    assertThat(table.apply(List.of(removed(ten)))).isTrue();

    table.settings(settings(next));
    assertThat(table.counts(next)).isEqualTo(new LeaseCounts(0, 2, 0, 0, 2, 3));
    assertThat(table.available(next.pools().get(0), NOW)).contains(ten.address());
  }

  @Test
  void anAddressOfTwoPoolsBelongsToTheFirst() {
    Subnet wide = subnet(1, "192.0.2.0/24", "192.0.2.8-192.0.2.11");
    Subnet inside = subnet(2, "192.0.2.0/28", "192.0.2.6-192.0.2.12");
    LeaseTable table = table(wide, inside);
    assertThat(table.counts(inside).free()).isEqualTo(3);
    List<String> given = new ArrayList<>();
    while (table.available(inside.pools().get(0), NOW).isPresent()) {
      Ipv4 address = table.available(inside.pools().get(0), NOW).orElseThrow();
      given.add(address.toString());
      table.apply(List.of(created(lease(address, 1, LeaseState.ASSIGNED, NOW, 60))));
    }
    assertThat(given).containsExactly("192.0.2.6", "192.0.2.7", "192.0.2.12");
  }

  private static StoredLease stored(Lease lease) {
    StoredLease stored = new StoredLease();
    stored.set(lease);
    return stored;
  }

  private static StoredLease noRecord(Ipv4 address) {
    StoredLease removal = new StoredLease();
    removal.begin(address.bits());
    return removal;
  }

  @Test
  void whatNoRecordCanHoldIsNotRestored() {
    LeaseTable.Restoring restoring =
        LeaseTable.restore(settings(subnet(1, "192.0.2.0/24", "192.0.2.8-192.0.2.11")), 42);
    StoredLease stored = stored(lease("192.0.2.8", 8, LeaseState.ASSIGNED, NOW));
    stored.place(1L << 32, 0);
    assertThatThrownBy(() -> restoring.put(stored)).isInstanceOf(IllegalArgumentException.class);
    stored.place(1, 0);
    stored.record(LeaseState.ASSIGNED, -1, 60);
    assertThatThrownBy(() -> restoring.put(stored)).isInstanceOf(IllegalArgumentException.class);
    stored.record(LeaseState.ASSIGNED, NOW, 60);
    assertThat(restoring.put(stored)).isEqualTo(LeaseTable.Restoring.NO_SUBNET);
    assertThat(restoring.put(stored)).isEqualTo(1);
  }

  @Test
  void whatIsRestoredIsInTheOrderOfTime() {
    Pool pool = pool("192.0.2.8-192.0.2.11");
    LeaseTable.Restoring restoring =
        LeaseTable.restore(settings(subnet(1, "192.0.2.0/24", "192.0.2.8-192.0.2.11")), 42);
    restoring.put(stored(lease(Ipv4.of("192.0.2.8"), 8, LeaseState.RELEASED, NOW - 100, 0)));
    restoring.put(stored(lease(Ipv4.of("192.0.2.9"), 9, LeaseState.ASSIGNED, NOW, 3600)));
    restoring.put(stored(lease(Ipv4.of("192.0.2.9"), 9, LeaseState.ASSIGNED, NOW - 200, 60)));
    restoring.put(
        stored(lease(Ipv4.of("192.0.2.10"), 10, LeaseState.EXPIRED_RECLAIMED, NOW - 160, 10)));
    restoring.put(stored(lease(Ipv4.of("192.0.2.11"), 11, LeaseState.ASSIGNED, NOW, 60)));
    restoring.put(stored(lease(Ipv4.of("192.0.2.12"), 12, LeaseState.ASSIGNED, NOW, 60)));
    restoring.put(noRecord(Ipv4.of("192.0.2.12")));
    restoring.put(noRecord(Ipv4.of("192.0.2.13")));
    LeaseTable table = restoring.finish(NOW, parts -> parts.forEach(Runnable::run));
    assertThatThrownBy(() -> restoring.put(noRecord(Ipv4.of("192.0.2.8"))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(table.size()).isEqualTo(4);
    List<String> order = new ArrayList<>();
    while (table.available(pool, NOW).isPresent()) {
      Ipv4 address = table.available(pool, NOW).orElseThrow();
      order.add(address.toString());
      Lease before = table.lease(address).orElseThrow();
      table.apply(List.of(changed(before, lease(address, 1, LeaseState.ASSIGNED, NOW, 60))));
    }
    assertThat(order).containsExactly("192.0.2.10", "192.0.2.9", "192.0.2.8");
  }

  @Test
  void twoChangesOfOneAddressInOneListAreRefused() {
    LeaseTable table = table(subnet(1, "192.0.2.0/24", "192.0.2.8-192.0.2.11"));
    Lease lease = lease("192.0.2.8", 8, LeaseState.ASSIGNED, NOW);
    assertThatThrownBy(() -> table.apply(List.of(created(lease), removed(lease))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(table.size()).isZero();
  }

  @Test
  void leasesThatNoPoolAndNoReservationHasAnyMoreAreNamed() {
    LeaseTable table =
        new LeaseTable(settings(subnet(1, "192.0.2.0/24", "192.0.2.8-192.0.2.15")), 5);
    Lease kept = lease("192.0.2.8", 8, LeaseState.ASSIGNED, NOW);
    Lease reserved = lease("192.0.2.14", 14, LeaseState.ASSIGNED, NOW);
    Lease left = lease("192.0.2.15", 15, LeaseState.ASSIGNED, NOW);
    Lease ended = lease("192.0.2.13", 13, LeaseState.RELEASED, NOW);
    for (Lease each : List.of(kept, reserved, left, ended)) {
      assertThat(table.apply(List.of(created(each)))).isTrue();
    }
    assertThat(table.outsidePools()).isEmpty();
    table.settings(
        settings(subnet(1, "192.0.2.0/24", List.of("192.0.2.14"), "192.0.2.8-192.0.2.9")));
    assertThat(table.outsidePools()).containsExactly(left);
    assertThat(table.outside()).isEmpty();
  }
}
