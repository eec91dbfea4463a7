package org.lessor.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFailureTest {
  @TempDir private Path directory;

  @Test
  void aRefusalSaysThatItIsOne() {
    assertThat(DiskFailure.reason(new AccessDeniedException("/var/leases")))
        .isEqualTo("permission denied: /var/leases");
  }

  @Test
  void whatIsMissingAndWhatIsInTheWayIsToldApart() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    Path missing = directory.resolve("missing");

    assertThat(
            DiskFailure.reason(
                catchThrowableOfType(IOException.class, () -> Files.createDirectories(file))))
        .isEqualTo("is there already, and is no directory: " + file);
    assertThat(
            DiskFailure.reason(
                catchThrowableOfType(IOException.class, () -> Files.readAllBytes(missing))))
        .isEqualTo("no such file: " + missing);
  }

  @Test
  void whatTheSystemSaysIsKept() {
    assertThat(DiskFailure.reason(new IOException("No space left on device")))
        .isEqualTo("No space left on device");
    assertThat(DiskFailure.reason(new IOException())).isEqualTo("java.io.IOException");
  }
}
