package org.lessor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {
  private static final String CONFIGURATION =
      """
      { "Dhcp4": {
        "interfaces-config": { "interfaces": [ "nowhere0/192.0.2.1" ] },
        "valid-lifetime": 3600,
        "option-data": [ { "name": "domain-name-servers", "data": "192.0.2.53" },
                         { "name": "ntp-servers", "data": "192.0.2.123" },
                         { "name": "log-servers", "data": "192.0.2.7", "never-send": true } ],
        "client-classes": [
          { "name": "voip", "test": "option[60].text == 'voip'",
            "option-data": [
              { "name": "tftp-server-name", "data": "tftp.example", "always-send": true } ] } ],
        "shared-networks": [ { "name": "floor", "subnet4": [
          { "id": 1, "subnet": "192.0.2.0/24",
            "pools": [ { "pool": "192.0.2.100 - 192.0.2.199",
                         "option-data": [ { "name": "domain-name", "data": "pool.example" } ] } ],
            "option-data": [ { "name": "routers", "data": "192.0.2.1" },
                             { "name": "time-servers", "data": "192.0.2.9" } ],
            "reservations": [
              { "hw-address": "02:00:00:00:00:08", "ip-address": "192.0.2.9",
                "hostname": "printer",
                "option-data": [ { "name": "ntp-servers", "data": "192.0.2.8" } ] } ] } ] } ],
        "subnet4": [
          { "id": 2, "subnet": "198.51.100.0/24", "client-classes": [ "voip" ],
            "pools": [ { "pool": "198.51.100.10 - 198.51.100.20" } ] } ] } }
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private int run(String... arguments) throws IOException {
    Path file = Files.writeString(folder.resolve("kea.conf"), CONFIGURATION);
    List<String> all = new ArrayList<>(List.of("explain", "-c", file.toString()));
    all.addAll(Arrays.asList(arguments));
    return Main.commandLine(new Shutdown())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  private Stream<String> lines() {
    return out.toString().lines();
  }

  @Test
  void classesSubnetAddressAndTheLevelOfEachOptionAreSaid() throws IOException {
    int code = run("--mac", "02:00:00:00:00:01", "--option", "vendor-class-identifier=voip");
    assertThat(code).isZero();
    assertThat(lines())
        .contains(
            "received: interface nowhere0 (192.0.2.1)",
            "class voip: option[60].text == 'voip' is true",
            "class voip: member, by its test",
            "subnet: by the interface's address 192.0.2.1: subnet 1, 192.0.2.0/24",
            "reservation: none for this client",
            "answer: DHCPOFFER of 192.0.2.100 (free) for 3600 s, subnet 1 of \"floor\", pool"
                + " 192.0.2.100-192.0.2.199",
            "option: 3 routers=192.0.2.1  <- subnet 1",
            "option: 6 domain-name-servers=192.0.2.53  <- all clients",
            "option: 15 domain-name=pool.example  <- pool 192.0.2.100-192.0.2.199",
            "option: 66 tftp-server-name=tftp.example  <- class voip",
            "option: 1 subnet-mask=255.255.255.0  <- server",
            "option: (4 time-servers=192.0.2.9  <- subnet 1, not sent: the client does not ask for"
                + " it)",
            "option: (7 log-servers=192.0.2.7  <- all clients, not sent: never-send at all"
                + " clients)");
  }

  @Test
  void whatIsReservedGoesBeforeAllElse() throws IOException {
    assertThat(run("--mac", "02:00:00:00:00:08")).isZero();
    assertThat(lines())
        .contains(
            "reservation: hw-address, address 192.0.2.9, hostname printer",
            "class KNOWN: member, built in",
            "option: 42 ntp-servers=192.0.2.8  <- the reservation")
        .anyMatch(
            line -> line.startsWith("answer: DHCPOFFER of 192.0.2.9 (reserved for the client)"));
  }

  @Test
  void aSubnetThatIsNotForTheClientIsNamedAndNoAnswerIsExitCodeTwo() throws IOException {
    assertThat(run("--mac", "02:00:00:00:00:01", "--giaddr", "198.51.100.1")).isEqualTo(2);
    assertThat(lines())
        .contains(
            "subnet: by the relay agent's address: subnet 2, 198.51.100.0/24 is not for this"
                + " client's classes",
            "answer: no answer: no subnet");
  }

  @Test
  void aLeaseFileIsReadAndLeftAsItIs() throws IOException {
    String leases =
        """
        address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,state,user_context,pool_id
        192.0.2.150,02:00:00:00:00:01,,3600,9999999999,1,0,0,,0,,0
        192.0.2.151,02:00:00:00:
        """;
    Path file = Files.writeString(folder.resolve("leases.csv"), leases.strip());
    assertThat(run("--mac", "02:00:00:00:00:01", "--lease-file", file.toString())).isZero();
    assertThat(lines())
        .anyMatch(line -> line.startsWith("answer: DHCPOFFER of 192.0.2.150 (the client has it"));
    assertThat(Files.readString(file)).isEqualTo(leases.strip());
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).hasSize(2);
    }
  }

  @Test
  void whatNeedsAnAddressSaysSoAndSilenceHasItsReason() throws IOException {
    String[] renewal = {"--mac", "02:00:00:00:00:01", "--message", "reboot"};
    assertThat(run(renewal)).isEqualTo(64);
    assertThat(err.toString()).contains("--message reboot needs --address");
    assertThat(run("--mac", "02:00:00:00:00:01", "--message", "reboot", "--address", "203.0.113.5"))
        .isEqualTo(2);
    assertThat(lines()).contains("answer: no answer: unknown client");
  }

  @Test
  void aWrongCommandLineIsSaid() throws IOException {
    assertThat(run()).isEqualTo(64);
    assertThat(run("--mac", "nonsense")).isEqualTo(64);
    assertThat(run("--mac", "02:00:00:00:00:01", "--option", "roters=192.0.2.1")).isEqualTo(64);
    assertThat(err.toString()).contains("there is no option 'roters'");
  }

  @Test
  void aMissingLeaseFileIsSaid() throws IOException {
    assertThat(run("--mac", "02:00:00:00:00:01", "--lease-file", folder + "/none")).isEqualTo(1);
    assertThat(err.toString()).contains("there is no lease file");
  }
}
