package org.lessor.lab.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lessor.lab.needs.NeedsProgram;
import org.lessor.lab.net.Commands;

/// The unit files of the client, as systemd reads them.
@NeedsProgram("systemd-analyze")
class UnitFilesTest {
  private static final Path UNITS = Path.of("../packaging/systemd");

  @TempDir Path directory;

  @ParameterizedTest(name = "systemd has nothing to say against {0}")
  @ValueSource(strings = {"lessor-client.service", "lessor-client@.service"})
  void isWellFormed(String unit) throws IOException {
    String text = Files.readString(UNITS.resolve(unit));
    // The program is not installed where this test runs.
    assertThat(text).contains("ExecStart=/usr/bin/lessor client ");
    Path copy =
        Files.writeString(directory.resolve(unit), text.replace("/usr/bin/lessor", "/bin/true"));

    assertThat(Commands.run(List.of("systemd-analyze", "verify", copy.toString()))).isEmpty();
  }
}
