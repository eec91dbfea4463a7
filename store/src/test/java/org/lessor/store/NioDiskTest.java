package org.lessor.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NioDiskTest implements DiskContract {
  @TempDir private Path directory;

  @Override
  public Disk disk() {
    return new NioDisk(directory);
  }

  @Test
  void aFileThatResemblesAnotherHasItsOwnerAndPermissions() throws IOException {
    Disk disk = disk();
    disk.create("model").close();
    Path model = directory.resolve("model");
    Files.setPosixFilePermissions(model, PosixFilePermissions.fromString("rw-r-----"));
    UserPrincipal other =
        directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
    boolean root = "root".equals(System.getProperty("user.name"));
    if (root) {
      Files.setOwner(model, other);
    }
    disk.create("a").close();
    disk.resemble("a", "model");
    Path made = directory.resolve("a");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
        .isEqualTo("rw-r-----");
    assertThat(Files.getOwner(made)).isEqualTo(Files.getOwner(model));
    assumeTrue(root, "owners other than oneself can be given by root only");
    assertThat(Files.getOwner(made)).isEqualTo(other);
  }

  @Test
  void aSecondAttemptInTheSameProcessLeavesTheLockInPlaceForOthers() throws Exception {
    Disk disk = disk();
    Disk.Locking first = disk.lock("l", "4711");
    assertThat(disk.lock("l", "4712")).isEqualTo(new Disk.Locking.Held("4711"));
    assertThat(lockedForOthers("l")).isTrue();
    ((Disk.Locking.Taken) first).lock().close();
    assertThat(lockedForOthers("l")).isFalse();
  }

  // A lock of fcntl(2), which is what a process of its own asks for here.
  private boolean lockedForOthers(String name) throws IOException, InterruptedException {
    ProcessBuilder attempt =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            LockAttempt.class.getName(),
            directory.toString(),
            name);
    attempt.environment().remove("JAVA_TOOL_OPTIONS"); // which Java would speak of
    Process other = attempt.redirectErrorStream(true).start();
    assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String said = new String(other.getInputStream().readAllBytes());
    assertThat(said.strip()).isIn("taken", "held");
    return said.strip().equals("held");
  }
}
