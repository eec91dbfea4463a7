package org.lessor.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.lessor.engine.LeaseFixtures.NOW;
import static org.lessor.engine.LeaseFixtures.created;
import static org.lessor.engine.LeaseFixtures.lease;
import static org.lessor.engine.LeaseFixtures.settings;
import static org.lessor.engine.LeaseFixtures.subnet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lessor.engine.Hooks;
import org.lessor.engine.Lease;
import org.lessor.engine.LeaseState;
import org.lessor.engine.Limit;
import org.lessor.engine.Limits;
import org.lessor.engine.Settings;
import org.lessor.wire.Ipv4;

/// A process may end between writing and syncing, and its successor reads what may still be lost.
class LeaseFileRestartTest {
  private static final Ipv4 ADDRESS = Ipv4.of("192.0.2.9");

  private final List<LeaseFileEvent> events = new ArrayList<>();
  private final List<String> called = new ArrayList<>();

  private LeaseFileStore open(FaultyDisk disk) throws LeaseFileException {
    return LeaseFileStore.open(
        new LeaseFileOptions(disk, "leases.csv", 0, events::add),
        settings(subnet(1, "192.0.2.0/24", "192.0.2.8-192.0.2.200")),
        1,
        NOW);
  }

  private void commit(LeaseFileStore store) {
    store.commit(
        new Commit() {
          @Override
          public void durable() {
            called.add("durable");
          }

          @Override
          public void lost() {
            called.add("lost");
          }
        });
    store.commitOnce();
  }

  private static void apply(LeaseFileStore store) {
    store.apply(List.of(created(lease(ADDRESS.toString(), 9, LeaseState.ASSIGNED, NOW))));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aLeaseThatWasOnlyWrittenIsSyncedBeforeItIsToldAgain(long seed) throws Exception {
    FaultyDisk disk = new FaultyDisk(new Random(seed * 7919L * 104729L));
    LeaseFileStore killed = open(disk);
    apply(killed);
    // The write is one operation, the sync is the next.
    disk.cutAfter(1);
    try {
      killed.commitOnce();
    } catch (FaultyDisk.PowerCut _) {
      called.add("killed");
    }
    FaultyDisk kept = disk.reopened();
    LeaseFileStore next = open(kept);
    boolean known = next.lease(ADDRESS).isPresent();
    commit(next);
    assertThat(called).containsExactly("killed", "durable");
    LeaseFileStore afterTheCut = open(kept.restart());
    assertThat(afterTheCut.lease(ADDRESS).isPresent()).isEqualTo(known).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whatAFailedSyncLeftInMemoryOfTheSystemIsNotReadAsIfItWereOnDisk(long seed) throws Exception {
    FaultyDisk disk = new FaultyDisk(new Random(seed * 7919L * 104729L));
    LeaseFileStore failed = open(disk);
    disk.fail(FaultyDisk.Operation.SYNC, name -> true);
    apply(failed);
    commit(failed);
    assertThat(called).containsExactly("lost");
    disk.heal();
    failed.close();
    FaultyDisk kept = disk.reopened();
    LeaseFileStore next = open(kept);
    boolean known = next.lease(ADDRESS).isPresent();
    commit(next);
    LeaseFileStore afterTheCut = open(kept.restart());
    assertThat(afterTheCut.lease(ADDRESS).isPresent()).isEqualTo(known);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void aFreshFileWhoseNameWasNotSyncedKeepsWhatIsAcknowledgedInIt(long seed) throws Exception {
    FaultyDisk disk = new FaultyDisk(new Random(seed * 7919L * 104729L));
    LeaseFileStore killed = open(disk);
    Compaction compaction = killed.compaction();
    while (compaction.step() != Compaction.Progress.AFTER_COMMIT) {
      called.add("step");
    }
    called.clear();
    // Made, written, synced, renamed, names synced, renamed: the names are not synced any more.
    disk.cutAfter(6);
    try {
      killed.commitOnce();
    } catch (FaultyDisk.PowerCut _) {
      called.add("killed");
    }
    FaultyDisk kept = disk.reopened();
    LeaseFileStore next = open(kept);
    apply(next);
    commit(next);
    assertThat(called).containsExactly("killed", "durable");
    assertThat(open(kept.restart()).lease(ADDRESS)).isPresent();
  }

  @Test
  void limitsCountWhatTheFileHasAlsoWhereKeaWroteIt() throws Exception {
    FaultyDisk disk = new FaultyDisk(new Random(1));
    disk.put(
        "leases.csv",
        ("address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,state,user_context,pool_id\n"
             + "192.0.2.9,02:00:00:00:00:09,,3600,"
                + (NOW + 3600)
                + ",1,0,0,,0,"
                + "{ \"ISC\": { \"client-classes\": [ \"ALL\"&#x2c \"gold\" ] } },0\n")
            .getBytes(UTF_8));
    Limits limits =
        new Limits(
            Map.of(), Map.of("gold", new Limit(OptionalLong.of(1), Optional.empty())), List.of());
    Settings limited =
        settings(subnet(1, "192.0.2.0/24", "192.0.2.8-192.0.2.200"))
            .withHooks(Hooks.NONE.withLimits(Optional.of(limits)));
    LeaseFileStore store =
        LeaseFileStore.open(
            new LeaseFileOptions(disk, "leases.csv", 0, events::add), limited, 1, NOW);
    Lease known = store.lease(ADDRESS).orElseThrow();
    Lease plain = lease("192.0.2.10", 10, LeaseState.ASSIGNED, NOW);
    Lease gold =
        new Lease(
            plain.address(),
            plain.client(),
            plain.state(),
            NOW,
            3600,
            1,
            0,
            plain.names(),
            known.userContext());
    assertThat(store.reached(List.of(created(gold))))
        .contains(new Limit.Reached(new Limit.Of.ClientsOf("gold"), 1));
    assertThat(store.apply(List.of(created(gold)))).isFalse();
    assertThat(store.apply(List.of(created(plain)))).isTrue();
  }
}
