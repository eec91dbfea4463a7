package org.lessor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script of the library run_script.
class ScriptReaderTest {
  @TempDir private Path folder;

  private static Loaded read(String parameters) {
    return Dhcp4Reader.readText(
        """
        { "Dhcp4": { "interfaces-config": {"interfaces": ["*"]}, "hooks-libraries": [
          { "library": "libdhcp_run_script.so" %s } ] } }
        """
            .formatted(parameters));
  }

  private static Loaded named(Path script, String more) {
    return read(", \"parameters\": { \"name\": \"" + script + "\"" + more + " }");
  }

  private static String only(Loaded loaded) {
    assertThat(loaded).isInstanceOf(Loaded.Refused.class);
    List<Problem> problems = ((Loaded.Refused) loaded).problems();
    assertThat(problems).hasSize(1);
    return problems.getFirst().toString();
  }

  @Test
  void theScriptIsRead() throws IOException {
    Path script = Files.writeString(folder.resolve("changed.sh"), "#!/bin/sh\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    Loaded loaded = named(script, ", \"sync\": false");
    assertThat(loaded).as(loaded.toString()).isInstanceOf(Loaded.Ok.class);
    Configuration configuration = ((Loaded.Ok) loaded).configuration();
    assertThat(configuration.script()).contains(script);
    assertThat(configuration.warnings()).isEmpty();
    assertThat(only(named(script, ", \"sync\": true"))).contains("parameters.sync", "do not wait");
    assertThat(only(named(script, ", \"snyc\": false"))).contains("did you mean \"sync\"");
  }

  @Test
  void whatCannotBeRunIsRefused() throws IOException {
    assertThat(only(named(folder.resolve("none.sh"), "")))
        .contains("parameters.name", "there is no file");
    assertThat(only(named(folder, ""))).contains("there is no file");
    Path script = Files.writeString(folder.resolve("plain.sh"), "#!/bin/sh\n");
    assertThat(only(named(script, ""))).contains("not executable", "chmod +x");
    assertThat(only(read(""))).contains("\"parameters\" is missing");
    assertThat(only(read(", \"parameters\": { }"))).contains("\"name\" is missing");
    assertThat(only(read(", \"parameters\": { \"name\": \"x.sh\" }")))
        .contains("/usr/share/kea/scripts/hooks/x.sh");
  }
}
