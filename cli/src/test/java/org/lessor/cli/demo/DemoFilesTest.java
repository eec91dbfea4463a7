package org.lessor.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFilesTest {
  @TempDir private Path home;

  @Test
  void takesEverythingAwayAtTheEnd() throws Exception {
    DemoFiles files = DemoFiles.make(home);
    Files.writeString(files.leaseFile(), "x");
    Files.createDirectory(files.directory().resolve("more"));
    Files.writeString(files.directory().resolve("more").resolve("y"), "y");
    assertThat(files.exists()).isTrue();

    files.close();

    assertThat(files.exists()).isFalse();
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void takesAwayWhatAKilledRunLeftButNothingOfARunThatLives() throws Exception {
    Path left = Files.createDirectory(home.resolve("lessor-demo-999999999-1"));
    Files.writeString(left.resolve("leases.csv"), "x");
    long pid = ProcessHandle.current().pid();
    Path ofALivingRun = Files.createDirectory(home.resolve("lessor-demo-" + pid + "-1"));
    Path ofOthers = Files.createDirectory(home.resolve("lessor-demo"));

    try (DemoFiles files = DemoFiles.make(home)) {
      assertThat(left).doesNotExist();
      assertThat(ofALivingRun).exists();
      assertThat(ofOthers).exists();
      assertThat(files.directory()).exists();
    }
  }
}
