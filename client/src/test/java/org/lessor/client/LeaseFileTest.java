package org.lessor.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lessor.client.LeaseMemory.Recollection;
import org.lessor.client.machine.ForceRenewKey;
import org.lessor.client.machine.Lease;
import org.lessor.client.machine.Leases;
import org.lessor.client.machine.Networks;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;
import org.lessor.wire.StandardOptions;

class LeaseFileTest {
  private static final String MAC = "02:00:00:00:00:01";

  /// A clock that stands until it is moved.
  private static final class SetClock implements ClientClock {
    private long nanos = 1_000_000_000L;
    private Instant wall = Instant.parse("2026-01-31T12:00:00Z");
    private String bootId = "boot-1";

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public Instant wall() {
      return wall;
    }

    @Override
    public String bootId() {
      return bootId;
    }

    void pass(Duration time) {
      nanos += time.toNanos();
      wall = wall.plus(time);
    }

    void reboot(Duration took) {
      wall = wall.plus(took);
      nanos = 5_000_000_000L;
      bootId = "boot-2";
    }
  }

  @TempDir Path directory;
  private final SetClock clock = new SetClock();

  private LeaseFile file() {
    return new LeaseFile(directory.resolve("lessor"), "eth0", MAC, clock);
  }

  private Lease saved() throws IOException {
    Lease lease =
        Leases.of("192.0.2.10", 3600, m -> m.option(StandardOptions.DOMAIN_NAME, "example.org"));
    file().save(lease);
    return lease;
  }

  private Lease remembered() {
    Recollection recollection = file().recall(Leases.profile());
    assertThat(recollection).isInstanceOf(Recollection.Remembered.class);
    return ((Recollection.Remembered) recollection).lease();
  }

  @Test
  void aLeaseIsRememberedAsItWas() throws IOException {
    Lease lease = saved();
    clock.pass(Duration.ofMinutes(10));
    assertThat(remembered()).isEqualTo(lease);
    assertThat(Files.getPosixFilePermissions(file().path())).hasSize(2);
  }

  @Test
  void nothingIsRememberedWhereNothingWasSaved() throws IOException {
    assertThat(file().recall(Leases.profile())).isEqualTo(new Recollection.Nothing());
    file().forget();
    assertThat(file().recall(Leases.profile())).isEqualTo(new Recollection.Nothing());
  }

  @Test
  void aForgottenLeaseIsOfNoUseButItsAddressIsRememberedForItsNetwork() throws IOException {
    LeaseFile file = file();
    Lease lease = saved();
    file.recall(Leases.profile());
    file.forget();
    Networks networks = Networks.NONE.and(lease.network(), lease.address());
    assertThat(file().recall(Leases.profile())).isEqualTo(new Recollection.Nothing(networks));
  }

  @Test
  void theAddressOfEachNetworkIsRememberedBesideTheLatestLease() throws IOException {
    LeaseFile file = file();
    Lease home = Leases.of("192.0.2.10", 3600, m -> m);
    Ipv4 relay = Ipv4.of("198.51.100.1");
    Lease office = Leases.of("198.51.100.20", 3600, m -> m.giaddr(relay));
    file.save(home);
    file.save(office);
    Recollection.Remembered known = (Recollection.Remembered) file().recall(Leases.profile());
    assertThat(known.lease().address()).isEqualTo(office.address());
    assertThat(known.networks().in(home.network())).contains(home.address());
    assertThat(known.networks().in(office.network())).contains(office.address());
  }

  @Test
  void theKeyThatLetsAServerForceARenewalIsRemembered() throws IOException {
    ForceRenewKey key = new ForceRenewKey(Bytes.ofHex("00112233445566778899aabbccddeeff"), -1);
    Lease lease = Leases.of("192.0.2.10", 3600, m -> m).withKey(key);
    file().save(lease);
    assertThat(remembered().forceRenewKey()).isEqualTo(key);
  }

  @Test
  void withinOneBootTheWallClockDoesNotMatter() throws IOException {
    Lease lease = saved();
    clock.wall = clock.wall.minus(Duration.ofDays(4000));
    assertThat(remembered()).isEqualTo(lease);
  }

  @Test
  void afterARebootTheWallClockTellsHowOldTheLeaseIs() throws IOException {
    // Asked for at time 0, saved one second later.
    saved();
    clock.reboot(Duration.ofMinutes(20));
    Lease lease = remembered();
    assertThat(lease.secondsToExpiry(clock.nanos())).isEqualTo(3600 - 1200 - 1);
    clock.pass(Duration.ofHours(1));
    assertThat(remembered().isExpired(clock.nanos())).isTrue();
  }

  @Test
  void aWallClockBeforeTheLeaseDoesNoHarm() throws IOException {
    saved();
    clock.reboot(Duration.ofDays(-9000));
    assertThat(remembered().secondsToExpiry(clock.nanos())).isEqualTo(3600);
  }

  @Test
  void aDamagedFileIsNamedAndNeverUsed() throws IOException {
    saved();
    byte[] whole = Files.readAllBytes(file().path());
    for (int length = 0; length < whole.length; length++) {
      Files.write(file().path(), java.util.Arrays.copyOf(whole, length));
      assertUnusable("cut to " + length);
    }
    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= 0x01;
      Files.write(file().path(), changed);
      assertUnusable("changed at " + i);
    }
  }

  private void assertUnusable(String why) {
    Recollection recollection = file().recall(Leases.profile());
    assertThat(recollection).as(why).isInstanceOf(Recollection.Unusable.class);
    assertThat(((Recollection.Unusable) recollection).reason()).contains("client-eth0.lease");
  }

  @Test
  void theLeaseOfAnotherCardIsOfNoUse() throws IOException {
    saved();
    Recollection recollection =
        new LeaseFile(directory.resolve("lessor"), "eth0", "02:00:00:00:00:02", clock)
            .recall(Leases.profile());
    assertThat(recollection).isInstanceOf(Recollection.Unusable.class);
    assertThat(recollection.toString()).contains(MAC);
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsAnErrorThatLeavesTheOldFile() throws IOException {
    Path inTheWay = Files.writeString(directory.resolve("file"), "");
    LeaseFile file = new LeaseFile(inTheWay.resolve("lessor"), "eth0", MAC, clock);
    Lease lease = Leases.of("192.0.2.10", 3600, m -> m);
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> file.save(lease))
        .isInstanceOf(IOException.class);
  }

  @Test
  void nothingIsLeftBesideTheFile() throws IOException {
    saved();
    saved();
    try (var files = Files.list(directory.resolve("lessor"))) {
      assertThat(files).containsExactly(file().path());
    }
  }
}
