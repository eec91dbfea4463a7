package org.lessor.lab.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lessor.lab.needs.InLab;
import org.lessor.lab.needs.Need;
import org.lessor.lab.needs.NeedsRoot;
import org.lessor.lab.net.Cable;
import org.lessor.lab.net.Host;
import org.lessor.lab.net.Lab;
import org.lessor.lab.net.Link;
import org.lessor.lab.peer.LessorServer;
import org.lessor.lab.peer.Peer;
import org.lessor.lab.peer.ServerSettings;
import org.lessor.wire.Ipv4;

/// Server and client as a user starts them: by `./lessor`, from jars and modules.
@InLab
class LauncherTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static Peer lessor(Host host, String name, List<String> arguments) {
    return Peer.start(host, host.lab().directory(name), command(arguments));
  }

  /// Starts a server for 192.0.2.0/24 on `link`.
  private static Peer serve(Link link) {
    List<String> flags = new ArrayList<>(List.of("serve"));
    flags.addAll(LessorServer.flags(link, ServerSettings.of("192.0.2.0/24")));
    flags.addAll(List.of("--lease-file", "leases.csv"));
    return lessor(link.host(), "serve", flags);
  }

  private static List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("env", "JAVA_HOME=" + System.getProperty("java.home")));
    command.add(Path.of("../lessor").toAbsolutePath().normalize().toString());
    command.addAll(arguments);
    return command;
  }

  @Test
  void theLauncherStartsServerAndClientAndPassesTheirExitCodesOn(Lab lab) {
    new Need.Launcher().require();
    Cable cable = lab.cable(lab.host("server"), "eth0", lab.host("client"), "eth0");
    Link serverLink = cable.left().address("192.0.2.1/24");
    Link clientLink = cable.right();

    Peer server = serve(serverLink);
    server.awaitLine("DHCP4_STARTED", LessorServer.START);
    Peer client =
        lessor(
            clientLink.host(),
            "client",
            List.of("client", "eth0", "--once", "--probe=fast", "--lease-dir=."));

    assertThat(client.awaitExit(LessorServer.START)).isZero();
    assertThat(clientLink.host().kernel().addresses(clientLink).getFirst().address())
        .isEqualTo(Ipv4.of("192.0.2.100"));
    server.awaitLine("DHCP4_LEASE_ALLOC .* address=192.0.2.100", LIMIT);
    assertThat(server.stop()).isZero();
    assertThat(server.lines()).noneMatch(line -> line.contains("WARNING"));
  }

  /// Of what proc(5) says of a thread, the fields behind its name: nice value and policy.
  private record Scheduling(int nice, int policy) {
    static final int OTHER = 0;
    static final int IDLE = 5;

    static List<Scheduling> ofSecondCompiler(long pid) throws IOException {
      List<Scheduling> found = new ArrayList<>();
      try (DirectoryStream<Path> threads =
          Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
        for (Path thread : threads) {
          String line = stat(thread);
          if (line.contains("(C2 CompilerThre")) {
            String[] fields = line.substring(line.lastIndexOf(')') + 2).strip().split(" ");
            found.add(new Scheduling(Integer.parseInt(fields[16]), Integer.parseInt(fields[38])));
          }
        }
      }
      return found;
    }

    /// Empty for a thread that ended since it was listed, as the one that starts the server does.
    private static String stat(Path thread) {
      try {
        return Files.readString(thread.resolve("stat"));
      } catch (IOException _) {
        return "";
      }
    }
  }

  @Test
  @NeedsRoot
  void packetsGoBeforeTheSecondCompiler(Lab lab) throws IOException {
    new Need.Launcher().require();
    Link link = lab.cable(lab.host("server"), "eth0", lab.host("client"), "eth0").left();
    Peer server = serve(link.address("192.0.2.1/24"));
    server.awaitLine("DHCP4_STARTING", LessorServer.START);

    awaitSecondCompiler(server.pid(), new Scheduling(10, Scheduling.IDLE));
  }

  /// Others keep all processors busy: what is never let on one would hold up the server some time.
  @Test
  @NeedsRoot
  void theSecondCompilerIsNotKeptFromProcessorsForEver(Lab lab) throws IOException {
    new Need.Launcher().require();
    Link link = lab.cable(lab.host("server"), "eth0", lab.host("client"), "eth0").left();
    List<Peer> others = new ArrayList<>();
    for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
      others.add(
          Peer.start(
              link.host(),
              lab.directory("busy" + i),
              List.of("timeout", "60", "sh", "-c", "while :; do :; done")));
    }
    Peer server = serve(link.address("192.0.2.1/24"));

    awaitSecondCompiler(server.pid(), new Scheduling(10, Scheduling.IDLE));
    awaitSecondCompiler(server.pid(), new Scheduling(10, Scheduling.OTHER));
    others.forEach(Peer::kill);
    awaitSecondCompiler(server.pid(), new Scheduling(10, Scheduling.IDLE));
  }

  private static void awaitSecondCompiler(long pid, Scheduling wanted) throws IOException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!Scheduling.ofSecondCompiler(pid).contains(wanted)) {
      assertThat(System.nanoTime() - deadline)
          .as("%s, not %s in time", Scheduling.ofSecondCompiler(pid), wanted)
          .isNegative();
      Thread.yield();
    }
  }

  /// What a virtual machine's balloon has agreed with its host on: free memory is told and taken
  /// back, or not.
  @ParameterizedTest
  @CsvSource({"01100101000, false", "01100001000, true", ", true"})
  @NeedsRoot
  void largePagesAreAskedForWhereTheHostLeavesFreeMemoryAlone(
      @Nullable String features, boolean asked, Lab lab) throws IOException {
    new Need.Launcher().require();
    assumeThat(Path.of("/sys/kernel/mm/transparent_hugepage/enabled"))
        .as("large pages for programs that ask")
        .exists()
        .content()
        .contains("[madvise]");
    Link link = lab.cable(lab.host("server"), "eth0", lab.host("client"), "eth0").left();
    List<String> flags = new ArrayList<>(List.of("serve"));
    flags.addAll(
        LessorServer.flags(link.address("192.0.2.1/24"), ServerSettings.of("192.0.2.0/24")));
    flags.addAll(List.of("--lease-file", "leases.csv"));
    List<String> command = new ArrayList<>(withBalloon(features));
    command.addAll(command(flags));

    Peer server = Peer.start(link.host(), lab.directory("serve"), command);

    server.awaitLine("DHCP4_STARTED", LessorServer.START);
    assertThat(Files.readString(Path.of("/proc", Long.toString(server.pid()), "smaps")))
        .satisfies(memory ->
            assertThat(memory.lines().anyMatch(line -> line.matches("VmFlags:.* hg( .*|$)")))
                .isEqualTo(asked));
  }

  /// A shell that sees a balloon of these features, or none, and then becomes what follows.
  private static List<String> withBalloon(@Nullable String features) {
    String balloon = "/sys/bus/virtio/drivers/virtio_balloon/virtio0";
    String made =
        features == null
            ? ""
            : "mkdir -p " + balloon + " && echo " + features + " >" + balloon + "/features && ";
    return List.of(
        "unshare",
        "--mount",
        "sh",
        "-c",
        "mount -t tmpfs tmpfs /sys/bus && " + made + "exec \"$@\"",
        "sh");
  }
}
