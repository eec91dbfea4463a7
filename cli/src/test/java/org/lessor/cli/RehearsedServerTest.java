package org.lessor.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsedServerTest {
  @Test
  void a_server_that_ends_instead_of_starting_is_no_rehearsal(@TempDir Path directory)
      throws IOException {
    Path wrong = Files.writeString(directory.resolve("kea-dhcp4.conf"), "{ \"Dhcp4\": 1 }");
    assertThatThrownBy(() -> RehearsedServer.start(wrong, List.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("did not start");
  }
}
