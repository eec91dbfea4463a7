package org.lessor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoggingReaderTest {
  private static Loaded read(String loggers) {
    return Dhcp4Reader.readText(
        "{ \"Dhcp4\": { \"interfaces-config\": {\"interfaces\": [\"*\"]}, \"loggers\": [ "
            + loggers
            + " ] } }");
  }

  private static Logging accepted(String loggers) {
    Configuration configuration = ((Loaded.Ok) read(loggers)).configuration();
    assertThat(configuration.warnings()).isEmpty();
    return configuration.logging();
  }

  private static String refused(String loggers) {
    return ((Loaded.Refused) read(loggers)).problems().getFirst().message();
  }

  @Test
  void everyOutputOfKeaIsTaken() {
    Logging logging =
        accepted(
            """
            { "name": "kea-dhcp4", "severity": "debug", "debuglevel": 99, "output-options": [
              { "output": "stdout" }, { "output": "stderr", "flush": false },
              { "output": "syslog" }, { "output": "syslog:daemon" },
              { "output": "/x/a.log", "maxsize": 300000, "maxver": 8, "pattern": "%m%n" },
              { "output": "b.log", "maxsize": 100 } ] },
            { "name": "kea-dhcp4.leases" }
            """);
    Logging.Logger root = logging.loggers().getFirst();
    assertThat(root.severity()).contains(Logging.Severity.DEBUG);
    assertThat(root.debuglevel()).isEqualTo(99);
    assertThat(root.outputs())
        .extracting(Logging.Output::target)
        .containsExactly(
            new Logging.Target.StandardOutput(),
            new Logging.Target.StandardError(),
            new Logging.Target.Syslog(Logging.Facility.LOCAL0),
            new Logging.Target.Syslog(Logging.Facility.DAEMON),
            new Logging.Target.File(Path.of("/x/a.log"), 300_000, 8),
            new Logging.Target.File(Path.of("b.log"), 0, 1));
    assertThat(root.outputs().get(1).flushing()).isEqualTo(Logging.Flushing.GATHERED);
    assertThat(root.outputs().get(4).pattern()).contains("%m%n");
    assertThat(logging.loggers().get(1))
        .isEqualTo(new Logging.Logger("kea-dhcp4.leases", Optional.empty(), 0, List.of()));
  }

  @Test
  void whatIsWrongIsSaid() {
    assertThat(refused("{ \"name\": \"x\", \"severity\": \"LOUD\" }")).contains("\"LOUD\"");
    assertThat(refused("{ \"severity\": \"INFO\" }")).contains("\"name\" is missing");
    assertThat(
            refused("{ \"name\": \"x\", \"output-options\": [ { \"output\": \"syslog:all\" } ] }"))
        .contains("no facility of syslog");
    assertThat(
            refused(
                "{ \"name\": \"x\", \"output-options\": [ { \"output\": \"f\", \"pattern\":"
                    + " \"%m %q\" } ] }"))
        .contains("\"%q\" is no part of a pattern");
    assertThat(refused("{ \"name\": \"x\" }, { \"name\": \"x\" }")).contains("is also");
    assertThat(
            refused(
                "{ \"name\": \"x\", \"output-options\": [ { \"output\": \"f\" }, { \"output\":"
                    + " \"f\", \"maxver\": 3 } ] }"))
        .contains("f is written in another way as well");
  }
}
