package org.lessor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.commandLine(new Shutdown()).setErr(new PrintWriter(err)).execute(arguments);
  }

  @Test
  void withoutFileAndFlagsItSaysWhatIsMissing() {
    assertThat(run("serve")).isEqualTo(2);
    assertThat(err.toString()).contains("give --interface, --subnet and --pool together");
  }

  @Test
  void aPoolOutsideItsSubnetIsRefused() {
    int code =
        run(
            "serve",
            "--interface",
            "eth1",
            "--subnet",
            "192.0.2.0/24",
            "--pool",
            "198.51.100.1-198.51.100.9");
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("lies outside --subnet 192.0.2.0/24");
  }

  @Test
  void aSpanOfTimeHasAUnit() {
    assertThat(run("serve", "--lease-time", "soon")).isEqualTo(2);
    assertThat(err.toString()).contains("write 90s, 30m, 1h, 7d or infinite");
  }

  @Test
  void aRefusedConfigurationIsToldWithItsPlaceAndNothingStarts(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("bad.conf");
    Files.writeString(file, "{ \"Dhcp4\": { \"valid-lifetim\": 1 } }");
    assertThat(run("serve", "-c", file.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains(file + ":1:14: error: Dhcp4.valid-lifetim:")
        .contains("did you mean \"valid-lifetime\"?");
  }

  @Test
  void fileAndFlagsExcludeEachOther() {
    assertThat(run("serve", "-c", "x.conf", "--interface", "eth1")).isEqualTo(2);
  }
}
