package org.lessor.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lessor.config.Dhcp4Reader;
import org.lessor.config.LeaseChecks;
import org.lessor.config.Loaded;
import org.lessor.engine.Lease;
import org.lessor.engine.Settings;
import org.lessor.store.FaultyDisk;
import org.lessor.store.LeaseFileOptions;
import org.lessor.store.LeaseFileStore;
import org.lessor.wire.Ipv4;

/// Leases of a file that fit no subnet (Kea: sanity-checks).
class LeaseSanityTest {
  private static final String HEADER =
      "address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,state,"
          + "user_context,pool_id\n";
  private static final String FITS = "192.0.2.10,02:00:00:00:00:01,,600,4000000000,1,0,0,,0,,0\n";
  private static final String MOVED = "192.0.2.11,02:00:00:00:00:02,,600,4000000000,7,0,0,,0,,0\n";
  private static final String LOST = "10.0.0.1,02:00:00:00:00:03,,600,4000000000,1,0,0,,0,,0\n";

  private final FaultyDisk disk = new FaultyDisk(new Random(1));
  private final List<String> lines = new ArrayList<>();

  private static Settings settings() {
    Loaded loaded =
        Dhcp4Reader.readText(
            """
            { "Dhcp4": { "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24",
              "pools": [ { "pool": "192.0.2.10 - 192.0.2.20", "pool-id": 5 } ] } ] } }
            """);
    return ((Loaded.Ok) loaded).configuration().settings();
  }

  private LeaseFileStore opened() throws Exception {
    return LeaseFileStore.open(
        new LeaseFileOptions(disk, "leases.csv", 0, event -> {}), settings(), 1, 3_999_999_900L);
  }

  /// The subnets of the three leases after a check and a restart, 0 for one that is gone.
  private List<Long> checked(LeaseChecks checks) throws Exception {
    disk.put("leases.csv", (HEADER + FITS + MOVED + LOST).getBytes(UTF_8));
    try (LeaseFileStore store = opened()) {
      EventLog log = new EventLog(() -> 0, name -> new RecordingLogger(name, lines));
      new LeaseSanity(store, settings(), log).check(store.table().outside(), checks);
    }
    try (LeaseFileStore store = opened()) {
      List<Long> subnets = new ArrayList<>();
      for (String address : List.of("192.0.2.10", "192.0.2.11", "10.0.0.1")) {
        subnets.add(store.lease(Ipv4.of(address)).map(Lease::subnetId).orElse(0L));
      }
      if (subnets.get(1) == 1) {
        assertThat(store.lease(Ipv4.of("192.0.2.11")).orElseThrow().poolId()).isEqualTo(5);
      }
      return subnets;
    }
  }

  @Test
  void theyAreKeptUnlessSomethingElseIsWanted() throws Exception {
    assertThat(checked(LeaseChecks.NONE)).containsExactly(1L, 7L, 1L);
    assertThat(checked(LeaseChecks.WARN)).containsExactly(1L, 7L, 1L);
    assertThat(lines).isEmpty();
  }

  @Test
  void whoseSubnetCanBeFoundIsMovedThere() throws Exception {
    assertThat(checked(LeaseChecks.FIX)).containsExactly(1L, 1L, 1L);
    assertThat(lines)
        .containsExactly("INFO DHCPSRV_LEASE_SANITY_FIXED address=192.0.2.11 from=7 to=1");
  }

  @Test
  void whatCannotBeMovedIsDeletedIfThatIsWanted() throws Exception {
    assertThat(checked(LeaseChecks.FIX_DEL)).containsExactly(1L, 1L, 0L);
    assertThat(lines)
        .containsExactlyInAnyOrder(
            "INFO DHCPSRV_LEASE_SANITY_FIXED address=192.0.2.11 from=7 to=1",
            "INFO DHCPSRV_LEASE_SANITY_FAIL_DISCARD address=10.0.0.1 subnet=1");
  }

  @Test
  void allAreDeletedIfThatIsWanted() throws Exception {
    assertThat(checked(LeaseChecks.DEL)).containsExactly(1L, 0L, 0L);
  }
}
