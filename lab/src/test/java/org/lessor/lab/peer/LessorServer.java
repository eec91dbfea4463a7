package org.lessor.lab.peer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lessor.lab.net.LabException;
import org.lessor.lab.net.Link;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// Lessor's own server, `lessor serve`, with its lease file in a directory of its own.
public final class LessorServer implements DhcpServerPeer {
  /// How long a Java runtime may take from its start to `DHCP4_STARTED`, or to its refusal, on a
  /// machine that is busy with other things.
  public static final Duration START = Duration.ofSeconds(30);

  private final Peer peer;
  private final LeaseFile leaseFile;

  private LessorServer(Peer peer) {
    this.peer = peer;
    this.leaseFile = new LeaseFile(peer.directory().resolve("leases.csv"), Kea::parse);
  }

  /// Starts it on `link` by flags alone; returns when it serves.
  public static LessorServer start(Link link, ServerSettings settings) {
    return start(link, directory(link), flags(link, settings));
  }

  /// As [#start(Link, ServerSettings)], with more flags such as `--ping off`.
  public static LessorServer start(Link link, ServerSettings settings, String... more) {
    List<String> flags = new ArrayList<>(flags(link, settings));
    flags.addAll(List.of(more));
    return start(link, directory(link), flags);
  }

  /// Starts it on `link` with the very configuration that the lab gives to Kea.
  public static LessorServer startLikeKea(Link link, ServerSettings settings) {
    Path directory = directory(link);
    return startLikeKea(link, directory, Kea.configuration(link, directory, settings));
  }

  /// Starts it on `link` with a Kea configuration of the caller's own, whose lease file must be
  /// `leases.csv` in `directory`.
  public static LessorServer startLikeKea(Link link, Path directory, String configuration) {
    Path file = Peer.write(directory, "kea-dhcp4.conf", configuration);
    return start(link, directory, List.of("-c", file.toString()));
  }

  /// Starts it with flags of the caller's own, in `directory`, and returns when it serves.
  public static LessorServer start(Link link, Path directory, List<String> flags) {
    LessorServer server = launch(link, directory, flags);
    server.peer.awaitLine("DHCP4_STARTED", START);
    return server;
  }

  /// Starts it, and returns as soon as it runs: for one that will not serve.
  public static LessorServer launch(Link link, Path directory, List<String> flags) {
    return launch(link, directory, List.of(), flags);
  }

  /// As [#launch(Link, Path, List)], run by another program such as `setpriv`.
  public static LessorServer launch(
      Link link, Path directory, List<String> runner, List<String> flags) {
    List<String> arguments = new ArrayList<>(List.of("serve"));
    arguments.addAll(flags);
    if (!flags.contains("-c") && !flags.contains("--lease-file")) {
      arguments.addAll(List.of("--lease-file", "leases.csv"));
    }
    List<String> command = new ArrayList<>(runner);
    command.addAll(LessorProgram.command(arguments));
    return new LessorServer(Peer.start(link.host(), directory, command));
  }

  /// A directory for a server on `link`.
  public static Path directory(Link link) {
    return link.host().lab().directory("lessor-serve");
  }

  /// The flags that say what `settings` say.
  public static List<String> flags(Link link, ServerSettings settings) {
    List<String> flags = new ArrayList<>();
    flags.addAll(List.of("--interface", link.name(), "--subnet", settings.subnet().toString()));
    flags.addAll(List.of("--pool", settings.first() + "-" + settings.last()));
    addList(flags, "--router", settings.routers());
    addList(flags, "--dns", settings.dns());
    flags.addAll(List.of("--lease-time", settings.leaseTime().toSeconds() + "s"));
    return flags;
  }

  private static void addList(List<String> flags, String flag, List<Ipv4> addresses) {
    if (!addresses.isEmpty()) {
      flags.addAll(List.of(flag, ServerSettings.list(addresses, ",")));
    }
  }

  /// Where its lease file is: a successor that is started there takes its leases over.
  public Path directory() {
    return peer.directory();
  }

  /// The running program, for its log and its end.
  public Peer peer() {
    return peer;
  }

  @Override
  public List<RecordedLease> leases() {
    return leaseFile.read();
  }

  /// The lines of its lease file now, the header first; those of ended leases too.
  public List<String> lines() {
    return leaseFile.bytes().toText().lines().toList();
  }

  @Override
  public RecordedLease awaitLease(HardwareAddress client, Duration limit) {
    return leaseFile.await(client, limit);
  }

  @Override
  public void awaitNoLease(HardwareAddress client, Duration limit) {
    leaseFile.awaitNone(client, limit);
  }

  /// Stops it as a shutdown does, and returns the counters that it then tells, those that are 0
  /// left out. Throws [LabException] where its exit code is not 0.
  public Map<String, Long> stop() {
    int exit = peer.stop();
    if (exit != 0) {
      throw new LabException(peer.title() + " ended with exit code " + exit);
    }
    String counters = peer.awaitLine("DHCP4_SHUTDOWN ?(.*)", Duration.ZERO).match().group(1);
    return Arrays.stream(counters.split(" "))
        .map(counter -> counter.split("=", 2))
        .filter(counter -> counter.length == 2)
        .collect(Collectors.toMap(counter -> counter[0], counter -> Long.valueOf(counter[1])));
  }

  @Override
  public void close() {
    peer.close();
  }
}
