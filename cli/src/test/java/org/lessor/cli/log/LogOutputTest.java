package org.lessor.cli.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lessor.config.Configuration;
import org.lessor.config.Dhcp4Reader;
import org.lessor.config.Loaded;
import org.lessor.config.Logging;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogOutputTest {
  @TempDir private Path folder;

  private static Logging logging(String loggers) {
    Loaded loaded =
        Dhcp4Reader.readText(
            """
            { "Dhcp4": { "interfaces-config": { "interfaces": [ "*" ] }, "loggers": [ %s ] } }
            """
                .formatted(loggers));
    assertThat(loaded).isInstanceOf(Loaded.Ok.class);
    Configuration configuration = ((Loaded.Ok) loaded).configuration();
    assertThat(configuration.warnings()).isEmpty();
    return configuration.logging();
  }

  private String logger(String name, String severity, String file, String more) {
    return """
    { "name": "%s", "severity": "%s", "output-options": [
        { "output": "%s", "pattern": "%%p %%c %%m\\n"%s } ] }
    """
        .formatted(name, severity, folder.resolve(file), more);
  }

  private List<String> lines(String file) throws IOException {
    Path path = folder.resolve(file);
    return Files.exists(path) ? Files.readAllLines(path) : List.of();
  }

  private static Logger at(String name) {
    return LoggerFactory.getLogger(name);
  }

  @Test
  void eachLoggerWritesWhatItsSeverityLetsThroughToItsOwnPlace() throws IOException {
    Logging logging =
        logging(
            logger("kea-dhcp4", "WARN", "all", "")
                + ","
                + logger("kea-dhcp4.leases", "DEBUG", "leases", "")
                + ", { \"name\": \"kea-dhcp4.packets\", \"severity\": \"INFO\" }");
    try (LogOutput _ = LogOutput.of(logging, LogOutput.Verbosity.AS_CONFIGURED)) {
      at("kea-dhcp4.dhcp4").info("too little");
      at("kea-dhcp4.dhcp4").warn("enough");
      at("kea-dhcp4.leases").debug("a lease");
      at("kea-dhcp4.packets").info("goes where those above go");
    }
    assertThat(lines("all"))
        .containsExactly(
            "WARN kea-dhcp4.dhcp4 enough", "INFO kea-dhcp4.packets goes where those above go");
    assertThat(lines("leases")).containsExactly("DEBUG kea-dhcp4.leases a lease");
  }

  @Test
  void noneWritesNothing() throws IOException {
    try (LogOutput _ =
        LogOutput.of(
            logging(logger("kea-dhcp4", "NONE", "all", "")), LogOutput.Verbosity.AS_CONFIGURED)) {
      at("kea-dhcp4.dhcp4").error("unheard");
    }
    assertThat(lines("all")).isEmpty();
  }

  @Test
  void aReloadMovesTheLinesAndLosesNone() throws IOException {
    try (LogOutput output =
        LogOutput.of(
            logging(logger("kea-dhcp4", "INFO", "first", "")), LogOutput.Verbosity.AS_CONFIGURED)) {
      at("kea-dhcp4.leases").info("one");
      output.follow(
          logging(
              logger("kea-dhcp4", "DEBUG", "first", "")
                  + ","
                  + logger("kea-dhcp4.leases", "INFO", "second", "")));
      at("kea-dhcp4.leases").info("two");
      at("kea-dhcp4.packets").debug("three");
      output.follow(logging(logger("kea-dhcp4", "INFO", "second", "")));
      at("kea-dhcp4.leases").info("four");
      at("kea-dhcp4.packets").debug("unheard");
    }
    assertThat(lines("first"))
        .containsExactly("INFO kea-dhcp4.leases one", "DEBUG kea-dhcp4.packets three");
    assertThat(lines("second"))
        .containsExactly("INFO kea-dhcp4.leases two", "INFO kea-dhcp4.leases four");
  }

  @Test
  void aFileThatHasItsSizeBecomesAnOlderVersionAndOnlySoManyAreKept() throws IOException {
    String text = "x".repeat(1000);
    try (LogOutput _ =
        LogOutput.of(
            logging(logger("kea-dhcp4", "INFO", "all", ", \"maxsize\": 204800, \"maxver\": 2")),
            LogOutput.Verbosity.AS_CONFIGURED)) {
      for (int i = 0; i < 1000; i++) {
        at("kea-dhcp4.dhcp4").warn(text);
      }
    }
    assertThat(folder.resolve("all.1")).exists();
    assertThat(folder.resolve("all.2")).exists();
    assertThat(folder.resolve("all.3")).doesNotExist();
    assertThat(Files.size(folder.resolve("all.1"))).isBetween(204_800L, 210_000L);
  }

  @Test
  void aFileThatCannotBeWrittenToIsSaidWithWhatToDo() {
    Logging logging = logging(logger("kea-dhcp4", "INFO", "no/such/place", ""));
    assertThatThrownBy(() -> LogOutput.of(logging, LogOutput.Verbosity.AS_CONFIGURED))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no/such/place")
        .hasMessageContaining("output-options");
  }
}
