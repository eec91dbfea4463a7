package org.lessor.lab.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lessor.lab.capture.Capture;
import org.lessor.lab.needs.InLab;
import org.lessor.lab.net.Cable;
import org.lessor.lab.net.Host;
import org.lessor.lab.net.Kernel;
import org.lessor.lab.net.Lab;
import org.lessor.lab.net.Link;
import org.lessor.lab.peer.LessorCommand;
import org.lessor.lab.peer.LessorServer;
import org.lessor.lab.peer.Peer;
import org.lessor.lab.peer.ServerSettings;
import org.lessor.wire.MessageType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `lessor client` for all interfaces of a host, and the commands by which it is asked.
@InLab
class DaemonTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String RESOLVERS = "nameserver 198.51.100.53\n";

  private Lab lab;
  private Host host;
  private Path directory;
  private Link first;
  private Link second;
  private Capture capture;

  @BeforeEach
  void network(Lab lab) {
    this.lab = lab;
    host = lab.host("client");
    first = served("one", "eth0", "192.0.2");
    second = served("two", "eth1", "198.51.100");
    capture = Capture.on(first);
    directory = lab.directory("daemon");
    host.run("sh", "-c", "printf '%s' '" + RESOLVERS + "' > /etc/resolv.conf");
  }

  /// A link of the client to a host that serves a subnet of its own.
  private Link served(String server, String name, String net) {
    Cable cable = lab.cable(lab.host(server), "eth0", host, name);
    Link link = cable.left().address(net + ".1/24");
    LessorServer.start(link, ServerSettings.of(net + ".0/24"), "--dns", net + ".53");
    return cable.right();
  }

  private Peer start(String... flags) {
    String[] arguments = new String[flags.length + 5];
    arguments[0] = "client";
    arguments[1] = "--control=" + directory.resolve("control");
    arguments[2] = "--lease-dir=.";
    arguments[3] = "--probe=off";
    arguments[4] = "--timing=fast";
    System.arraycopy(flags, 0, arguments, 5, flags.length);
    return LessorCommand.start(host, directory, arguments);
  }

  private LessorCommand.Outcome ask(String... words) {
    String[] arguments = new String[words.length + 2];
    arguments[0] = "client";
    System.arraycopy(words, 0, arguments, 1, words.length);
    arguments[words.length + 1] = "--control=" + directory.resolve("control");
    return LessorCommand.run(host, arguments);
  }

  @Test
  void twoInterfacesAreConfiguredAskedToldAndLeftAsTheyWere() {
    Peer daemon = start("--include=eth*");

    LessorCommand.Outcome waited = ask("wait", "eth0", "eth1", "--timeout=30s");
    assertThat(waited.exitCode()).as(waited.output()).isZero();
    assertThat(host.kernel().addresses(first)).hasSize(1);
    assertThat(host.kernel().addresses(second)).hasSize(1);
    assertThat(host.read("/etc/resolv.conf"))
        .contains("nameserver 192.0.2.53\nnameserver 198.51.100.53\n");

    JsonNode status = new JsonMapper().readTree(ask("status", "--json").output());
    assertThat(status).hasSize(2);
    assertThat(status.get(0).get("client").asString()).isEqualTo("eth0");
    assertThat(status.get(0).get("state").asString()).isEqualTo("bound");
    assertThat(status.get(0).get("address").asString()).isEqualTo("192.0.2.100");
    assertThat(status.get(0).get("expires-in").asLong()).isBetween(3500L, 3600L);
    assertThat(status.get(0).get("options").get("routers").asString()).isEqualTo("192.0.2.1");

    assertThat(ask("renew", "eth0").exitCode()).isZero();
    capture.await(MessageType.DHCPREQUEST, LIMIT);

    LessorCommand.Outcome released = ask("release", "eth0");
    assertThat(released.exitCode()).as(released.output()).isZero();
    capture.await(MessageType.DHCPRELEASE, LIMIT);
    assertThat(host.kernel().addresses(first)).isEmpty();
    assertThat(host.kernel().addresses(second)).hasSize(1);
    assertThat(host.read("/etc/resolv.conf"))
        .contains("nameserver 198.51.100.53\n")
        .doesNotContain("192.0.2.53");
    assertThat(ask("status", "eth0").output()).contains("eth0  idle");

    assertThat(ask("renew", "eth0").exitCode()).isZero();
    assertThat(host.kernel().addresses(first)).hasSize(1);
    assertThat(ask("status", "eth7").exitCode()).isEqualTo(4);
    LessorCommand.Outcome inVain = ask("wait", "eth0", "eth7", "--timeout=1s");
    assertThat(inVain.exitCode()).isEqualTo(2);
    assertThat(inVain.output()).contains("no client for eth7");

    assertThat(daemon.stop()).isZero();
    assertThat(host.kernel().addresses()).isEmpty();
    assertThat(host.read("/etc/resolv.conf")).isEqualTo(RESOLVERS);
    assertThat(ask("status").exitCode()).isEqualTo(3);
  }

  @Test
  void interfacesComeAndGoAndExcludedOnesAreLeftAlone() {
    Peer daemon = start("--include=eth*", "--exclude=eth1");
    assertThat(ask("wait", "--timeout=30s").exitCode()).isZero();
    assertThat(host.kernel().addresses(second)).isEmpty();

    Link third = served("three", "eth2", "203.0.113");
    assertThat(ask("wait", "eth2", "--timeout=30s").exitCode()).isZero();
    assertThat(host.kernel().addresses(third)).hasSize(1);

    host.run("ip", "link", "delete", "eth2");
    daemon.awaitLine("LSR-C-307 stopped interface=eth2|LSR-C-007.*eth2", LIMIT);
    assertThat(host.read("/etc/resolv.conf")).doesNotContain("203.0.113.53");
    assertThat(daemon.stop()).isZero();
  }

  @Test
  void whatAKilledClientLeftIsTakenOverByTheNext() {
    Peer killed = start("--include=eth0");
    assertThat(ask("wait", "--timeout=30s").exitCode()).isZero();
    killed.kill();
    assertThat(host.kernel().addresses(first)).hasSize(1);
    assertThat(host.kernel().routes())
        .extracting(Kernel.Route::protocol)
        .as("the mark of our routes")
        .containsOnly("76");

    Peer next = start("--include=eth0");
    assertThat(ask("wait", "--timeout=30s").exitCode()).isZero();
    next.awaitLine("LSR-C-301 bound", LIMIT);
    assertThat(host.kernel().addresses(first))
        .extracting(address -> address.address().toString())
        .containsExactly("192.0.2.100");
    assertThat(next.stop()).isZero();
    assertThat(host.kernel().addresses()).isEmpty();
    assertThat(host.kernel().routes()).isEmpty();
    assertThat(host.read("/etc/resolv.conf")).isEqualTo(RESOLVERS);
  }

  @Test
  void theServiceManagerIsToldWhenThereIsAnAddress() {
    Peer listener =
        Peer.start(
            host,
            directory,
            List.of(
                "perl",
                "-MSocket",
                "-e",
                "$| = 1; socket(S, AF_UNIX, SOCK_DGRAM, 0); bind(S, sockaddr_un('notify')) or die;"
                    + " print \"listening\\n\"; while (defined(recv(S, $m, 1000, 0))) { print"
                    + " \"$m\\n\" }"));
    listener.awaitLine("listening", LIMIT);

    Peer client =
        LessorCommand.startWith(
            host,
            directory,
            "NOTIFY_SOCKET=notify",
            "client",
            "eth0",
            "--probe=off",
            "--lease-dir=.");

    listener.awaitLine("STATUS=has 192.0.2.100/24", LIMIT);
    listener.awaitLine("READY=1", LIMIT);
    assertThat(client.stop()).isZero();
    listener.awaitLine("STOPPING=1", LIMIT);
  }
}
