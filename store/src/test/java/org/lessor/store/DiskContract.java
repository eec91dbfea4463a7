package org.lessor.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// What every [Disk] does, real or not.
interface DiskContract {
  /// An empty directory.
  Disk disk();

  private static void write(DiskFile file, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int written = 0;
    while (written < bytes.length) {
      int more = file.write(bytes, written, bytes.length - written);
      assertThat(more).isPositive();
      written += more;
    }
  }

  private static String read(Disk disk, String name) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[5];
    try (DiskReader reader = disk.read(name)) {
      for (int n = reader.read(buffer, 1, 3); n >= 0; n = reader.read(buffer, 1, 3)) {
        assertThat(n).isBetween(1, 3);
        all.write(buffer, 1, n);
      }
      assertThat(reader.read(buffer, 0, 5)).isEqualTo(-1);
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  @Test
  default void whatIsWrittenBehindTheEndCanBeRead() throws IOException {
    Disk disk = disk();
    try (DiskFile file = disk.append("a")) {
      write(file, "one ");
      file.sync();
      write(file, "two ");
      assertThat(file.sizeBytes()).isEqualTo(8);
    }
    try (DiskFile file = disk.append("a")) {
      assertThat(file.sizeBytes()).isEqualTo(8);
      write(file, "three");
      file.sync();
    }
    disk.sync();
    assertThat(read(disk, "a")).isEqualTo("one two three");
    assertThat(disk.list()).contains("a");
  }

  @Test
  default void aFileGoesOnWhereItWasCutOff() throws IOException {
    Disk disk = disk();
    try (DiskFile file = disk.append("a")) {
      write(file, "one two three");
      file.truncate(4);
      assertThat(file.sizeBytes()).isEqualTo(4);
      file.truncate(4);
      write(file, "four");
      assertThat(file.sizeBytes()).isEqualTo(8);
    }
    assertThat(read(disk, "a")).isEqualTo("one four");
  }

  @Test
  default void roomIsBehindTheEndAndIsWrittenOver() throws IOException {
    Disk disk = disk();
    try (DiskFile file = disk.append("a")) {
      write(file, "one ");
      file.makeRoom(6);
      assertThat(file.sizeBytes()).isEqualTo(4);
      assertThat(read(disk, "a")).isEqualTo("one \0\0\0\0\0\n");
      write(file, "two");
      file.sync();
      assertThat(file.sizeBytes()).isEqualTo(7);
      assertThat(read(disk, "a")).isEqualTo("one two\0\0\n");
      file.makeRoom(3);
      assertThat(read(disk, "a")).as("there is as much already").isEqualTo("one two\0\0\n");
      file.rewrite(0);
      file.makeRoom(5);
      assertThat(read(disk, "a")).isEqualTo("one two\0\0\n\0\n");
      write(file, " three");
      assertThat(read(disk, "a")).isEqualTo("one two three");
      file.makeRoom(5);
    }
    assertThat(read(disk, "a")).as("closed").isEqualTo("one two three");
    try (DiskFile file = disk.append("a")) {
      file.makeRoom(5);
      file.truncate(7);
      assertThat(read(disk, "a")).isEqualTo("one two");
      write(file, "!");
    }
    assertThat(read(disk, "a")).isEqualTo("one two!");
  }

  @Test
  default void writingOnceMoreChangesNothing() throws IOException {
    Disk disk = disk();
    try (DiskFile file = disk.append("a")) {
      write(file, "one two");
      file.rewrite(4);
      file.rewrite(7);
      write(file, " three");
      file.rewrite(0);
      file.sync();
      assertThat(file.sizeBytes()).isEqualTo(13);
    }
    assertThat(read(disk, "a")).isEqualTo("one two three");
  }

  @Test
  default void creatingEmptiesWhatIsThere() throws IOException {
    Disk disk = disk();
    try (DiskFile file = disk.create("a")) {
      write(file, "much text");
    }
    try (DiskFile file = disk.create("a")) {
      assertThat(file.sizeBytes()).isZero();
      write(file, "x");
    }
    assertThat(read(disk, "a")).isEqualTo("x");
  }

  @Test
  default void aRenamedFileTakesThePlaceOfAnotherAndCanStillBeWritten() throws IOException {
    Disk disk = disk();
    disk.create("b").close();
    try (DiskFile file = disk.create("a")) {
      write(file, "1");
      disk.rename("a", "b");
      write(file, "2");
    }
    assertThat(read(disk, "b")).isEqualTo("12");
    assertThat(disk.list()).contains("b").doesNotContain("a");
    assertThatThrownBy(() -> disk.rename("a", "c")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> disk.read("a")).isInstanceOf(IOException.class);
  }

  @Test
  default void deletingWhatIsNotThereIsNoFault() throws IOException {
    Disk disk = disk();
    disk.create("a").close();
    disk.delete("a");
    disk.delete("a");
    assertThat(disk.list()).doesNotContain("a");
  }

  @Test
  default void aFileIsLockedUntilItIsClosed() throws IOException {
    Disk disk = disk();
    DiskFile first = disk.append("a");
    assertThat(first.lock()).isEmpty();
    disk.rename("a", "b");
    DiskFile second = disk.append("b");
    assertThat(second.lock()).isPresent();
    second.close();
    first.close();
    try (DiskFile third = disk.append("b")) {
      assertThat(third.lock()).isEmpty();
    }
  }

  @Test
  default void aFileKnowsWhetherItIsStillWhatItsNameMeans() throws IOException {
    Disk disk = disk();
    try (DiskFile file = disk.create("a")) {
      assertThat(file.isStill("a")).isTrue();
      write(file, "one ");
      assertThat(file.isStill("a")).isTrue();
      assertThat(file.isStill("b")).isFalse();
      disk.rename("a", "b");
      assertThat(file.isStill("a")).isFalse();
      assertThat(file.isStill("b")).isTrue();
      disk.create("a").close();
      assertThat(file.isStill("a")).isFalse();
      disk.rename("a", "b");
      assertThat(file.isStill("b")).as("another took its place").isFalse();
    }
  }

  @Test
  default void aFileThatSomebodyElseCutsIsNotWhatItWas() throws IOException {
    Disk disk = disk();
    try (DiskFile file = disk.create("a");
        DiskFile others = disk.append("a")) {
      write(file, "one two");
      file.makeRoom(100);
      assertThat(file.isStill("a")).isTrue();
      file.truncate(3);
      assertThat(file.isStill("a")).as("its own cut").isTrue();
      write(file, " three");
      assertThat(file.isStill("a")).isTrue();
      others.truncate(0);
      assertThat(file.isStill("a")).isFalse();
    }
    try (DiskFile file = disk.create("b");
        DiskFile others = disk.append("b")) {
      write(file, "one two");
      assertThat(file.isStill("b")).isTrue();
      others.truncate(0);
      write(file, " three");
      assertThat(file.isStill("b")).as("cut, and written to").isFalse();
    }
  }

  @Test
  default void aFileMayResembleOneThatIsNotThere() throws IOException {
    Disk disk = disk();
    disk.create("a").close();
    disk.resemble("a", "b");
    assertThat(disk.list()).containsExactly("a");
  }

  @Test
  default void aLockHasOneOwnerWhoIsNamedToOthers() throws IOException {
    Disk disk = disk();
    Disk.Locking first = disk.lock("l", "4711");
    assertThat(first).isInstanceOf(Disk.Locking.Taken.class);
    assertThat(disk.lock("l", "4712")).isEqualTo(new Disk.Locking.Held("4711"));
    ((Disk.Locking.Taken) first).lock().close();
    Disk.Locking second = disk.lock("l", "12");
    assertThat(second).isInstanceOf(Disk.Locking.Taken.class);
    assertThat(disk.lock("l", "4712")).isEqualTo(new Disk.Locking.Held("12"));
    ((Disk.Locking.Taken) second).lock().close();
  }
}
