package org.lessor.lab.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lessor.lab.capture.Capture;
import org.lessor.lab.needs.InLab;
import org.lessor.lab.needs.NeedsProgram;
import org.lessor.lab.net.Cable;
import org.lessor.lab.net.Host;
import org.lessor.lab.net.Lab;
import org.lessor.lab.net.Link;
import org.lessor.lab.peer.ClientSettings;
import org.lessor.lab.peer.Dhclient;
import org.lessor.lab.peer.LessorCommand;
import org.lessor.lab.peer.LessorServer;
import org.lessor.lab.peer.Peer;
import org.lessor.lab.peer.ServerSettings;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;

/// `lessor dhclient`: called as ifupdown and people call ISC's dhclient.
@InLab
class DhclientFrontEndTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Ipv4 FIRST = Ipv4.of("192.0.2.100");
  private static final String SCRIPT =
      """
      #!/bin/sh
      echo "$reason $interface new=$new_ip_address old=$old_ip_address search=$new_domain_search" \\
        "dns=$new_domain_name_servers extra=$EXTRA" >> %s
      case $reason in
        BOUND|REBOOT) ip addr add $new_ip_address/24 dev $interface ;;
        RELEASE|STOP|EXPIRE) ip addr del $old_ip_address/24 dev $interface ;;
      esac
      """;

  private Lab lab;
  private Host host;
  private Link link;
  private Link serverLink;
  private LessorServer server;
  private Capture capture;
  private Path directory;

  @BeforeEach
  void network(Lab lab) {
    this.lab = lab;
    host = lab.host("client");
    Cable cable = lab.cable(lab.host("server"), "eth0", host, "eth0");
    serverLink = cable.left().address("192.0.2.1/24");
    link = cable.right();
    server =
        LessorServer.start(
            serverLink, ServerSettings.of("192.0.2.0/24"), "--domain", "lab.example");
    capture = Capture.on(link);
    directory = lab.directory("dhclient");
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  /// As ifupdown does, with files of this test.
  private LessorCommand.Outcome dhclient(String... more) {
    List<String> arguments = new ArrayList<>(List.of("dhclient", "-4", "-v", "-i"));
    arguments.addAll(List.of("-pf", file("pid"), "-lf", file("leases"), "-I"));
    arguments.addAll(List.of("-df", file("leases6"), "-cf", file("conf"), "-sf", file("script")));
    arguments.addAll(List.of(more));
    arguments.add("eth0");
    return LessorCommand.run(host, arguments.toArray(String[]::new));
  }

  private void configure(String conf) {
    Peer.write(directory, "conf", conf);
    Peer.writeScript(directory, "script", SCRIPT.formatted(file("log")));
  }

  private String read(String name) throws IOException {
    return Files.readString(directory.resolve(name));
  }

  @Test
  void ifupdownBringsAnInterfaceUpAndDown() throws IOException {
    configure(
        """
        send host-name "laptop";
        request subnet-mask, routers, domain-name-servers, domain-name, host-name;
        supersede domain-search "one.example", "two.example";
        prepend domain-name-servers 127.0.0.1;
        omapi port 7911;
        """);

    LessorCommand.Outcome up = dhclient("-e", "EXTRA=more");

    assertThat(up.exitCode()).as(up.output()).isZero();
    assertThat(up.output())
        .contains("DHCPDISCOVER on eth0")
        .contains("bound to 192.0.2.100 -- renewal in 1800 seconds.")
        .contains("line 5: \"omapi\" is not supported");
    assertThat(host.kernel().addresses(link)).hasSize(1);
    assertThat(read("log"))
        .contains("PREINIT eth0 ")
        .contains(
            "BOUND eth0 new=192.0.2.100 old= search=one.example. two.example."
                + " dns=127.0.0.1 192.0.2.53 extra=more\n");
    assertThat(read("leases"))
        .contains("default-duid \"")
        .contains("  fixed-address 192.0.2.100;\n")
        .contains("  option domain-name-servers 192.0.2.53;\n");
    assertThat(server.awaitLease(link.hardwareAddress(), LIMIT).address()).isEqualTo(FIRST);
    assertThat(host.run("sh", "-c", "kill -0 $(cat " + file("pid") + ") && echo runs"))
        .contains("runs");

    assertThat(dhclient().output()).contains("is already running - exiting");

    LessorCommand.Outcome down = dhclient("-r");

    assertThat(down.exitCode()).as(down.output()).isZero();
    assertThat(down.output()).contains("Killed old client process", "DHCPRELEASE of 192.0.2.100");
    capture.await(MessageType.DHCPRELEASE, LIMIT);
    server.awaitNoLease(link.hardwareAddress(), LIMIT);
    assertThat(host.kernel().addresses(link)).isEmpty();
    assertThat(read("log")).contains("RELEASE eth0 new= old=192.0.2.100");
    assertThat(directory.resolve("pid")).doesNotExist();
  }

  @Test
  void whatIsWrongWithTheFileIsSaidOnceHoweverManyInterfacesThereAre() throws IOException {
    lab.cable(lab.host("other"), "eth0", host, "eth1");
    configure("omapi port 7911;\n");

    LessorCommand.Outcome up = dhclient("eth1");

    assertThat(up.exitCode()).as(up.output()).isZero();
    assertThat(up.output()).containsOnlyOnce("\"omapi\" is not supported");
    assertThat(dhclient("-x").exitCode()).isZero();
  }

  @Test
  void withoutAServerItSaysSoByItsExitCode() throws IOException {
    server.close();
    configure("timeout 1; initial-interval 2;");

    LessorCommand.Outcome failed = dhclient("-1");

    assertThat(failed.exitCode()).as(failed.output()).isEqualTo(2);
    assertThat(failed.output()).contains("Unable to obtain a lease on first try.");
    assertThat(read("log")).contains("PREINIT eth0", "FAIL eth0");
    assertThat(directory.resolve("pid")).doesNotExist();
  }

  @Test
  void anAddressThatTheScriptDoesNotWantIsDeclined() throws IOException {
    configure("");
    Peer.writeScript(
        directory, "script", SCRIPT.formatted(file("log")) + "test $reason != BOUND || exit 3\n");

    LessorCommand.Outcome declined = dhclient("-1");

    assertThat(declined.exitCode()).as(declined.output()).isEqualTo(2);
    assertThat(declined.output()).contains("(declined)");
    Message decline = capture.await(MessageType.DHCPDECLINE, LIMIT).dhcp().orElseThrow();
    assertThat(decline.option(50)).contains(FIRST.toBytes());
    assertThat(read("log")).contains("BOUND eth0 new=192.0.2.100", "EXPIRE eth0 new= old=192.0.2");
  }

  @Test
  @NeedsProgram("dhclient")
  void theLeaseFileIsThatOfIscsClientAndEachReadsTheOthers() throws IOException {
    configure("request subnet-mask, routers, domain-name-servers, domain-name;");
    Dhclient isc = Dhclient.start(link, ClientSettings.PLAIN);
    assertThat(isc.awaitLease(LIMIT).address()).isEqualTo(FIRST);
    // It tells its script first, then writes the lease, and says this at the end.
    isc.peer().awaitLine("bound to " + FIRST, LIMIT);
    isc.peer().kill();
    host.run("ip", "addr", "flush", "dev", "eth0");
    String theirs = Files.readString(isc.leaseFile());
    Files.writeString(directory.resolve("leases"), theirs);

    LessorCommand.Outcome outcome = dhclient();

    assertThat(outcome.output())
        .as("their lease is asked for again")
        .contains("DHCPREQUEST for 192.0.2.100")
        .doesNotContain("DHCPDISCOVER");
    assertThat(read("log")).contains("REBOOT eth0 new=192.0.2.100");
    assertThat(declarations(read("leases").substring(theirs.length())))
        .containsAll(declarations(theirs));
    dhclient("-x");
  }

  /// The declarations of the last block, without those that differ from run to run.
  private static List<String> declarations(String leases) {
    String block = leases.substring(leases.lastIndexOf("lease {"));
    return block
        .lines()
        .map(String::strip)
        .filter(line -> !line.matches("(renew|rebind|expire) .*"))
        .filter(line ->
            !line.matches("option (interface-mtu|broadcast-address|dhcp-client-identifier) .*"))
        .sorted()
        .toList();
  }

  @Test
  void whatItDoesNotSupportItNames() {
    LessorCommand.Outcome refused = LessorCommand.run(host, "dhclient", "-6", "eth0");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.output()).contains("-6 is for DHCPv6, which this client does not do");
    assertThat(LessorCommand.run(host, "dhclient", "--nonsense").output())
        .contains("Unknown command: --nonsense");
  }
}
