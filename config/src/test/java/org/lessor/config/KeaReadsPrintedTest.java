package org.lessor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `lessor check --print` prints of a configuration that Kea takes, Kea takes as well.
@Timeout(120)
class KeaReadsPrintedTest {
  private static final Path KEA = Path.of("/usr/sbin/kea-dhcp4");

  @TempDir private Path directory;

  @BeforeEach
  void keaIsInstalled() {
    assumeTrue(Files.isExecutable(KEA), "needs kea-dhcp4 of the package kea-dhcp4-server");
  }

  private void assertKeaTakes(String name, String text) throws Exception {
    Path file = Files.writeString(directory.resolve(name), text);
    Path log = directory.resolve(name + ".log");
    ProcessBuilder builder = new ProcessBuilder(KEA.toString(), "-t", file.toString());
    builder.environment().put("KEA_LOCKFILE_DIR", "none");
    builder.environment().put("KEA_PIDFILE_DIR", directory.toString());
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(name + ": " + Files.readString(log)).isZero();
  }

  private static Configuration read(String text) {
    Loaded loaded = Dhcp4Reader.readText(text);
    assertThat(loaded).as(loaded.toString()).isInstanceOf(Loaded.Ok.class);
    return ((Loaded.Ok) loaded).configuration();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24" } ]
        """,
        """
        "valid-lifetime": 1000, "next-server": "192.0.2.9",
        "option-data": [ { "name": "routers", "data": "192.0.2.1" } ],
        "compatibility": { "lenient-option-parsing": true },
        "expired-leases-processing": { "hold-reclaimed-time": 60 },
        "sanity-checks": { "lease-checks": "warn" },
        "loggers": [ { "name": "kea-dhcp4", "output_options": [ { "output": "stdout" } ] } ],
        "shared-networks": [ { "name": "floor", "relay": { "ip-addresses": [ "198.51.100.1" ] },
          "min-valid-lifetime": 500, "valid-lifetime": 2000, "renew-timer": 7,
          "subnet4": [
            { "id": 1, "subnet": "192.0.2.0/24", "match-client-id": false,
              "pools": [ { "pool": "192.0.2.10 - 192.0.2.20", "option-data": [
                { "name": "domain-name", "data": "example.org" } ] } ],
              "reservations": [
                { "hw-address": "02:00:00:00:00:01", "ip-address": "192.0.2.5" } ] } ] } ]
        """,
        """
        "client-classes": [ { "name": "phones", "test": "option[60].exists",
          "option-def": [ { "name": "server", "code": 43, "type": "ipv4-address" } ],
          "option-data": [ { "name": "server", "data": "192.0.2.9" } ] } ],
        "option-def": [ { "name": "port", "code": 230, "type": "uint16" } ],
        "option-data": [ { "name": "port", "data": "5060" } ],
        "dhcp-ddns": { "enable-updates": false },
        "subnet4": [ { "id": 7, "subnet": "192.0.2.0/24", "client-class": "phones" } ]
        """
      })
  void whatIsPrintedIsAConfigurationOfKeaAndMeansTheSame(String members) throws Exception {
    String text =
        "{ \"Dhcp4\": { \"interfaces-config\": { \"interfaces\": [ \"lo\" ] },\n" + members + "} }";
    String printed = Dhcp4Reader.checkText(text).effective().orElseThrow().annotated();
    assertThat(printed).contains("// \"rapid-commit\": false // default");
    assertThat(read(printed).settings()).isEqualTo(read(text).settings());
    assertKeaTakes("given.conf", text);
    assertKeaTakes("printed.conf", printed);
  }
}
