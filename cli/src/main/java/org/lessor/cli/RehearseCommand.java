package org.lessor.cli;

import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.lessor.client.Rehearsal;
import org.lessor.linux.ErrnoException;
import org.lessor.linux.Ip4;
import org.lessor.linux.NetworkNamespace;
import org.lessor.linux.netlink.InterfaceAddress;
import org.lessor.linux.netlink.Rtnetlink;
import org.lessor.load.Limits;
import org.lessor.load.LoadRun;
import org.lessor.load.Mix;
import org.lessor.load.Pace;
import org.lessor.load.Population;
import org.lessor.load.Target;
import org.lessor.load.Workload;
import org.lessor.transport.Endpoint;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Option;
import picocli.CommandLine;

/// `lessor rehearse`: a server that serves made-up clients over loopback for a short while, and,
/// where this process may make a network namespace, a client that obtains a lease in there. The
/// launcher runs it once a build, so that what the virtual machine learns from it (classes loaded
/// and linked, profiles of methods) makes later starts fast. With `client` it is the client alone,
/// of which a virtual machine that is to run nothing else learns less. Needs no privilege; leaves
/// nothing.
final class RehearseCommand extends Subcommand {
  private static final List<String> MIXES = List.of("four", "renew");
  private static final int CLIENTS = 200_000;
  private static final int EXCHANGES = 100_000;
  private static final int IN_FLIGHT = 128;
  private static final long LIMIT_NANOS = 20_000_000_000L;
  private static final long PATIENCE_NANOS = 200_000_000L;
  private static final String SERVER = "127.0.0.1";
  private static final String RELAY = "127.0.0.2";

  /// Circuit-id, and that replies go to the port that the relay agent sends from (RFC 8357).
  private static final Bytes RELAY_INFORMATION = Bytes.ofHex("0104706f72741300");

  private static final String CONFIGURATION =
      """
      { "Dhcp4": {
          "interfaces-config": {
              "interfaces": [ "lo/127.0.0.1" ], "dhcp-socket-type": "udp" },
          "lease-database": { "type": "memfile", "name": "DIRECTORY/leases.csv", "lfc-interval": 0 },
          "loggers": [ { "name": "kea-dhcp4", "severity": "WARN",
              "output-options": [ { "output": "stdout" } ] } ],
          "valid-lifetime": 3600,
          "subnet4": [ {
              "id": 1,
              "subnet": "10.0.0.0/8",
              "relay": { "ip-addresses": [ "127.0.0.2" ] },
              "pools": [ { "pool": "10.1.0.0 - 10.15.255.255" } ],
              "option-data": [
                { "name": "routers", "data": "10.0.0.1" },
                { "name": "domain-name-servers", "data": "10.0.0.1, 10.0.0.2" },
                { "name": "domain-name", "data": "example.org" } ] } ] } }
      """;

  private static final String CABLE_CONFIGURATION =
      """
      { "Dhcp4": {
          "interfaces-config": { "interfaces": [ "lsr-server" ] },
          "lease-database": { "type": "memfile", "name": "DIRECTORY/leases.csv", "lfc-interval": 0 },
          "loggers": [ { "name": "kea-dhcp4", "severity": "INFO",
              "output-options": [ { "output": "DIRECTORY/kea-dhcp4.log", "maxver": 8 } ] } ],
          "subnet4": [ {
              "id": 1,
              "subnet": "192.0.2.0/24",
              "pools": [ { "pool": "192.0.2.100 - 192.0.2.200" } ],
              "option-data": [
                { "name": "routers", "data": "192.0.2.1" },
                { "name": "domain-name-servers", "data": "192.0.2.1" } ] } ] } }
      """;

  private static final String SERVER_END = "lsr-server";
  private static final String CLIENT_END = "lsr-client";

  /// The second time it remembers the lease.
  private static final int CLIENT_STARTS = 2;

  private final Supplier<Optional<String>> part;
  private final Shutdown shutdown;

  RehearseCommand(Shutdown shutdown) {
    super(
        "rehearse",
        "Serves made-up clients over loopback for some seconds; the build learns from it.");
    spec().usageMessage().hidden(true);
    part = flags().word("client", "The client alone.");
    this.shutdown = shutdown;
  }

  @Override
  public Integer call() throws IOException {
    if (clientAlone()) {
      rehearseClient();
      return CommandLine.ExitCode.OK;
    }
    Ahead.of("serve");
    Path directory = Files.createTempDirectory("lessor-rehearsal");
    try {
      int port = freePort();
      int relayPort = freePort();
      List<String> ports = List.of("--server-port=" + port, "--client-port=" + relayPort);
      try (RehearsedServer _ = RehearsedServer.start(written(CONFIGURATION, directory), ports)) {
        exchange(port, relayPort);
      }
    } catch (IllegalStateException failure) {
      err().println("lessor: " + failure.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    } finally {
      delete(directory);
    }
    rehearseClient();
    return CommandLine.ExitCode.OK;
  }

  private boolean clientAlone() {
    return part.get().filter("client"::equals).isPresent();
  }

  private void rehearseClient() throws IOException {
    Ahead.of("client", CLIENT_END);
    Path directory = Files.createTempDirectory("lessor-rehearsal");
    try (NetworkNamespace home = NetworkNamespace.create()) {
      home.start(
              Thread.ofPlatform().name("lessor-rehearsal"),
              () -> {
                try {
                  obtainLeases(directory);
                } catch (IOException | IllegalStateException failure) {
                  err().println("lessor: " + failure.getMessage());
                }
              })
          .join();
    } catch (ErrnoException refused) {
      // Without the right to make namespaces clients start more slowly, and that is all.
      Rehearsal.perform();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      delete(directory);
    }
  }

  /// A client at one end of a cable, its server at the other, as the program runs them. Threads
  /// that are started here are in the namespace of this one.
  private void obtainLeases(Path directory) throws IOException {
    try (Rtnetlink kernel = Rtnetlink.open()) {
      kernel.change().createVeth(SERVER_END, CLIENT_END);
      int server = kernel.link(SERVER_END).orElseThrow().index();
      kernel.addAddress(InterfaceAddress.of(server, Ip4.of("192.0.2.1"), 24));
      kernel.change().up(server);
      kernel.change().up(kernel.link(CLIENT_END).orElseThrow().index());
    }
    Path resolvConf = Files.writeString(directory.resolve("resolv.conf"), "");
    Path configuration = written(CABLE_CONFIGURATION, directory);
    try (RehearsedServer _ =
        clientAlone()
            ? RehearsedServer.startProcess(configuration)
            : RehearsedServer.start(configuration, List.of())) {
      String[] commandLine = {
        "client",
        CLIENT_END,
        "-v",
        "--once",
        "--probe=off",
        "--timeout=5s",
        "--lease-dir=" + directory.resolve("leases"),
        "--resolv-conf=" + resolvConf
      };
      for (int i = 0; i < CLIENT_STARTS; i++) {
        Main.commandLine(shutdown, commandLine).execute(commandLine);
      }
    }
  }

  private static int freePort() throws IOException {
    try (DatagramSocket probe = new DatagramSocket(0)) {
      return probe.getLocalPort();
    }
  }

  private static Path written(String configuration, Path directory) throws IOException {
    String path = directory.toString().replace("\\", "\\\\").replace("\"", "\\\"");
    return Files.writeString(
        directory.resolve("kea-dhcp4.conf"), configuration.replace("DIRECTORY", path));
  }

  private static void exchange(int port, int relayPort) throws IOException {
    Population population =
        new Population(
            CLIENTS, Population.DEFAULT_BASE_MAC, List.of(new Option(82, RELAY_INFORMATION)));
    Target target =
        new Target.Relayed(List.of(Ipv4.of(RELAY)), relayPort, new Endpoint(Ipv4.of(SERVER), port));
    try (LoadRun run = LoadRun.open(population, target, 1)) {
      for (String mix : MIXES) {
        Workload workload =
            new Workload(Mix.parse(mix), new Pace.InFlight(IN_FLIGHT), EXCHANGES, PATIENCE_NANOS);
        run.perform(workload, Limits.period(LIMIT_NANOS), PATIENCE_NANOS, LoadRun.Listener.NOBODY);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void delete(Path directory) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(directory)) {
      files = all.toList();
    }
    for (Path file : files.reversed()) {
      Files.delete(file);
    }
  }
}
