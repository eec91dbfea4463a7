package org.lessor.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultyDiskTest implements DiskContract {
  @Override
  public Disk disk() {
    FaultyDisk disk = new FaultyDisk(new Random(1));
    disk.maxWriteBytes(3);
    return disk;
  }

  private static String text(FaultyDisk disk, String name) {
    return disk.content(name).map(bytes -> new String(bytes)).orElse("-");
  }

  @Test
  void whatWasSyncedSurvivesACutAndOfTheRestAnyPartMay() throws IOException {
    Set<String> seen = new HashSet<>();
    for (int seed = 0; seed < 200; seed++) {
      FaultyDisk disk = new FaultyDisk(new Random(seed * 7919L * 104729L));
      DiskFile file = disk.create("a");
      file.write(new byte[] {'a', 'b'}, 0, 2);
      file.sync();
      disk.sync();
      file.write(new byte[] {'c', 'd'}, 0, 2);
      FaultyDisk after = disk.restart();
      seen.add(text(after, "a"));
      assertThatThrownBy(() -> disk.list()).isInstanceOf(FaultyDisk.PowerCut.class);
    }
    assertThat(seen).containsExactlyInAnyOrder("ab", "abc", "abcd", "ab\0\0");
  }

  @Test
  void namesThatWereNotSyncedMayOrMayNotSurvive() throws IOException {
    Set<String> seen = new HashSet<>();
    for (int seed = 0; seed < 200; seed++) {
      FaultyDisk disk = new FaultyDisk(new Random(seed * 7919L * 104729L));
      disk.put("a", new byte[] {'1'});
      disk.put("b", new byte[] {'2'});
      disk.rename("a", "c");
      disk.rename("b", "a");
      FaultyDisk after = disk.restart();
      seen.add(text(after, "a") + text(after, "b") + text(after, "c"));
    }
    assertThat(seen).containsExactlyInAnyOrder("12-", "-21", "2-1", "2--");
  }

  @Test
  void aFailedSyncForgetsForGood() throws IOException {
    FaultyDisk disk = new FaultyDisk(new Random(1));
    DiskFile file = disk.create("a");
    disk.sync();
    file.write(new byte[] {'x'}, 0, 1);
    disk.fail(FaultyDisk.Operation.SYNC, name -> true);
    assertThatThrownBy(file::sync).isInstanceOf(IOException.class);
    disk.heal();
    file.sync();
    assertThat(text(disk, "a")).isEqualTo("x");
    assertThat(text(disk.restart(), "a")).isEmpty();
  }

  @Test
  void whatAProcessLeftUnsyncedIsThereForTheNextAndGoneWithAPowerCut() throws IOException {
    Set<String> seen = new HashSet<>();
    for (int seed = 0; seed < 200; seed++) {
      FaultyDisk disk = new FaultyDisk(new Random(seed * 7919L * 104729L));
      DiskFile file = disk.create("a");
      disk.sync();
      file.write(new byte[] {'x'}, 0, 1);
      FaultyDisk next = disk.reopened();
      assertThat(text(next, "a")).isEqualTo("x");
      assertThat(next.durableContent("a").orElseThrow()).isEmpty();
      seen.add(text(next.restart(), "a"));
    }
    assertThat(seen).containsExactlyInAnyOrder("", "x", "\0");
  }

  @Test
  void aFullDiskTakesWhatFits() throws IOException {
    FaultyDisk disk = new FaultyDisk(new Random(1));
    disk.capacityBytes(3);
    DiskFile file = disk.create("a");
    assertThat(file.write(new byte[] {1, 2}, 0, 2)).isEqualTo(2);
    assertThat(file.write(new byte[] {3, 4}, 0, 2)).isEqualTo(1);
    assertThatThrownBy(() -> file.write(new byte[] {4}, 0, 1))
        .hasMessageContaining("No space left");
  }
}
