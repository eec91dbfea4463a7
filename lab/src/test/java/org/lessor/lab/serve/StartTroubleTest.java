package org.lessor.lab.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lessor.lab.needs.InLab;
import org.lessor.lab.needs.NeedsProgram;
import org.lessor.lab.net.Host;
import org.lessor.lab.net.Lab;
import org.lessor.lab.net.Link;
import org.lessor.lab.peer.LessorServer;
import org.lessor.lab.peer.Peer;
import org.lessor.lab.peer.ServerSettings;

/// What keeps the server from starting: exit code 1 and one line that says what was attempted, on
/// what, why it failed and what to do.
@InLab
class StartTroubleTest {
  private static final ServerSettings SETTINGS = ServerSettings.of("192.0.2.0/24");

  private Host host;
  private Link link;

  @BeforeEach
  void link(Lab lab) {
    host = lab.host("server");
    link = lab.cable(host, "eth0", lab.host("client"), "eth0").left().address("192.0.2.1/24");
  }

  /// The one line with which a server that cannot start ends.
  private static String refusal(LessorServer server) {
    Peer peer = server.peer();
    assertThat(peer.awaitExit(LessorServer.START)).isEqualTo(1);
    List<String> lines = peer.lines().stream().filter(line -> line.startsWith("lessor: ")).toList();
    assertThat(lines).hasSize(1);
    assertThat(peer.lines()).noneMatch(line -> line.contains("DHCP4_STARTED"));
    return lines.getFirst();
  }

  private LessorServer launch() {
    return LessorServer.launch(
        link, LessorServer.directory(link), LessorServer.flags(link, SETTINGS));
  }

  @Test
  void aPortThatSomebodyElseHoldsIsNamed() throws Exception {
    try (DatagramSocket _ =
        host.inside(() -> new DatagramSocket(new InetSocketAddress("0.0.0.0", 67)))) {

      assertThat(refusal(launch())).contains("eth0", "67", "in use", "ss -");
    }
  }

  @ParameterizedTest(name = "without {1}")
  @NeedsProgram("setpriv")
  @CsvSource({"net_bind_service, CAP_NET_BIND_SERVICE", "net_raw, CAP_NET_RAW"})
  void aMissingCapabilityIsNamed(String dropped, String name) {
    LessorServer server =
        LessorServer.launch(
            link,
            LessorServer.directory(link),
            List.of("setpriv", "--bounding-set=-" + dropped),
            LessorServer.flags(link, SETTINGS));

    assertThat(refusal(server)).contains(name);
  }

  /// The superuser may write everywhere by two capabilities; without them it is like others.
  @Test
  @NeedsProgram("setpriv")
  void aDirectoryThatMayNotBeWrittenIsNamed() throws Exception {
    Path directory = LessorServer.directory(link);
    Path closed = Files.createDirectory(directory.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    List<String> flags = new ArrayList<>(LessorServer.flags(link, SETTINGS));
    flags.addAll(List.of("--lease-file", closed.resolve("leases.csv").toString()));

    LessorServer server =
        LessorServer.launch(
            link,
            directory,
            List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search"),
            flags);

    assertThat(refusal(server)).contains("permission denied: " + closed, "--lease-file");
  }

  @Test
  void aDirectoryThatCannotBeIsNamed() {
    Path directory = LessorServer.directory(link);
    Peer.write(directory, "file", "");
    List<String> flags = new ArrayList<>(LessorServer.flags(link, SETTINGS));
    flags.addAll(List.of("--lease-file", "file/leases.csv"));

    assertThat(refusal(LessorServer.launch(link, directory, flags)))
        .contains(
            directory.resolve("file") + " of the lease file: is there already", "--lease-file");
  }

  @Test
  void aLeaseFileThatAnotherServerUsesIsNamedWithThatServer(Lab lab) {
    Link other =
        lab.cable(host, "eth1", lab.host("other"), "eth0").left().address("198.51.100.1/24");
    LessorServer first = LessorServer.start(link, SETTINGS);

    LessorServer second =
        LessorServer.launch(
            other,
            first.directory(),
            LessorServer.flags(other, ServerSettings.of("198.51.100.0/24")));

    String pid = first.peer().awaitLine("pid=([0-9]+)", LessorServer.START).match().group(1);
    assertThat(refusal(second))
        .contains(
            "in " + first.directory() + ": ", "leases.csv", "in use by process " + pid + " (");
    assertThat(first.peer().isAlive()).isTrue();
  }

  @Test
  void aConfigurationErrorIsNamedWithFileLineAndRemedy() {
    Path directory = LessorServer.directory(link);
    Path file =
        Peer.write(directory, "kea-dhcp4.conf", "{ \"Dhcp4\": {\n  \"valid-lifetme\": 3600 } }\n");

    Peer peer = LessorServer.launch(link, directory, List.of("-c", file.toString())).peer();

    assertThat(peer.awaitExit(LessorServer.START)).isEqualTo(2);
    assertThat(peer.text())
        .contains(file + ":2", "valid-lifetme", "did you mean \"valid-lifetime\"");
  }

  @Test
  void aServerThatIsAskedToStopWhileItStartsEndsInGoodOrderToo() {
    Peer peer = launch().peer();
    peer.awaitLine("DHCP4_STARTING", LessorServer.START);

    assertThat(peer.stop()).isZero();
  }

  @Test
  void aServerThatWasAskedToStopEndsWithoutComplaint() throws Exception {
    LessorServer server = LessorServer.start(link, SETTINGS);

    assertThat(server.stop()).isEmpty();

    assertThat(server.lines()).hasSize(1);
    try (DatagramSocket free =
        host.inside(() -> new DatagramSocket(67, InetAddress.getByName("0.0.0.0")))) {
      assertThat(free.isBound()).isTrue();
    }
  }
}
