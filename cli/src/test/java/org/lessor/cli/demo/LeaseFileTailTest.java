package org.lessor.cli.demo;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseFileTailTest {
  @TempDir private Path folder;

  @Test
  void tellsEachLineOnceAndOnlyWhenItIsWhole() throws Exception {
    Path file = folder.resolve("leases.csv");
    LeaseFileTail tail = new LeaseFileTail(file);
    assertThat(tail.next()).isEmpty();
    Files.writeString(file, "address,hwaddr\n192.0.2.100,a\n192.0.2.1");
    assertThat(tail.next()).containsExactly("192.0.2.100,a");
    assertThat(tail.next()).isEmpty();
    Files.writeString(file, "01,\u00e9\n192.0.2.102,c\n", APPEND);
    assertThat(tail.next()).containsExactly("192.0.2.101,\u00e9", "192.0.2.102,c");
    assertThat(tail.next()).isEmpty();
  }
}
