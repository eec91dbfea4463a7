package org.lessor.lab.net;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.lessor.wire.HardwareAddress;

/// A machine of the lab: a network namespace, with mount and process-id namespaces of its own.
///
/// What runs in it sees the machine's files, except that `/run`, `/etc` and `/var/lib` are private:
/// it may change them (`/etc/resolv.conf` is empty at first) and no one else sees that. `/sys` is
/// read-only. IPv6 is off.
///
/// All of it hangs on one process, the first of its process-id namespace, that waits for the end of
/// its standard input. When the JVM ends, in whatever way, that input ends, the kernel kills all
/// that runs in the host, and the namespace is deleted.
public final class Host implements AutoCloseable {
  private static final String SETUP = resource("host.sh");

  /// Arguments: name of the namespace, set-up script. What is shown on a terminal's Ctrl-C goes to
  /// the whole group: this process stays, to clean up.
  private static final String HOLD =
      """
      trap '' INT TERM HUP
      ip netns add "$1" || exit 1
      ip netns exec "$1" unshare --pid --fork --kill-child --mount-proc sh -c "$2"
      exit=$?
      ip netns delete "$1"
      exit $exit
      """;

  private static final long CLOSE_SECONDS = 10;

  private final Lab lab;
  private final String name;
  private final String namespace;
  private final int number;
  private final Process holder;
  private final long firstPid;
  private int interfaceCount;

  private Host(Lab lab, String name, String namespace, int number, Process holder, long firstPid) {
    this.lab = lab;
    this.name = name;
    this.namespace = namespace;
    this.number = number;
    this.holder = holder;
    this.firstPid = firstPid;
  }

  static Host open(Lab lab, String name, String namespace, int number) {
    try {
      Process holder =
          Commands.builder(List.of("sh", "-c", HOLD, "lab-host", namespace, SETUP)).start();
      awaitReady(namespace, holder.inputReader(StandardCharsets.UTF_8));
      return new Host(lab, name, namespace, number, holder, firstPid(namespace, holder));
    } catch (IOException failure) {
      throw new LabException("could not make the network namespace " + namespace, failure);
    }
  }

  private static void awaitReady(String namespace, BufferedReader output) throws IOException {
    StringBuilder complaint = new StringBuilder();
    for (String line = output.readLine(); !"ready".equals(line); line = output.readLine()) {
      if (line == null) {
        throw new LabException(
            "could not make the network namespace "
                + namespace
                + ": "
                + complaint.toString().strip());
      }
      complaint.append(line).append('\n');
    }
  }

  /// The holder's child is `unshare`, and its child the first process of the host.
  private static long firstPid(String namespace, Process holder) {
    return holder
        .children()
        .flatMap(ProcessHandle::children)
        .findFirst()
        .orElseThrow(() -> new LabException("the first process of " + namespace + " is gone"))
        .pid();
  }

  /// The lab that this host is part of.
  public Lab lab() {
    return lab;
  }

  /// The name given to it, such as `server`.
  public String name() {
    return name;
  }

  /// The name of its network namespace, as `ip -n` and `ip netns exec` take it.
  public String namespace() {
    return namespace;
  }

  /// The file that stands for its network namespace (setns(2)).
  public Path namespaceFile() {
    return Path.of("/run/netns", namespace);
  }

  /// The process outside of the host that ends last, after deleting the namespace.
  long holderPid() {
    return holder.pid();
  }

  /// A command that runs `command` in this host, in `directory`. It takes a process of its own that
  /// waits for the program; its only child is the program.
  public List<String> command(Path directory, List<String> command) {
    List<String> full = new ArrayList<>();
    full.addAll(List.of("nsenter", "--target", Long.toString(firstPid)));
    full.addAll(List.of("--net", "--mount", "--pid", "--"));
    full.addAll(
        List.of("sh", "-c", "cd \"$1\" && shift && exec \"$@\"", "sh", directory.toString()));
    full.addAll(command);
    return full;
  }

  /// Runs a command in this host to its end and returns what it printed. Throws [LabException] when
  /// it fails.
  public String run(String... command) {
    return Commands.run(command(Path.of("/"), List.of(command)));
  }

  /// Runs `task` on a thread of its own that is in this host's network (not in its file system):
  /// the sockets that it opens belong to this host, also after it has ended.
  public <T> T inside(Callable<T> task) {
    return NetworkNamespace.call(namespaceFile(), task);
  }

  /// The content of a file as a program in this host sees it.
  public String read(String path) {
    return run("cat", path);
  }

  /// Lets this host pass packets on from one interface to another.
  public Host forwards() {
    run("sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
    return this;
  }

  /// Adds a route such as `198.51.100.0/24` by way of the router at `gateway`.
  public Host route(String destination, String gateway) {
    ip("route", "add", destination, "via", gateway);
    return this;
  }

  /// What the kernel of this host holds: addresses, routes, neighbours.
  public Kernel kernel() {
    return new Kernel(this);
  }

  /// Waits until a program in this host holds the UDP port, for programs that do not say when they
  /// are ready. The kernel tells nobody about new sockets, so this asks again and again.
  public void awaitUdpPort(int port, Duration limit) {
    Path table = Path.of("/proc", Long.toString(firstPid), "net/udp");
    Pattern entry = Pattern.compile("(?m)^ *[0-9]+: [0-9A-F]{8}:%04X ".formatted(port));
    long startNanos = System.nanoTime();
    while (!entry.matcher(read(table)).find()) {
      if (System.nanoTime() - startNanos > limit.toNanos()) {
        throw new LabException("nobody in " + name + " took UDP port " + port);
      }
      Thread.yield();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Runs `ip` for this host's network and returns what it printed.
  String ip(String... arguments) {
    List<String> command = new ArrayList<>(List.of("ip", "-n", namespace));
    command.addAll(List.of(arguments));
    return Commands.run(command);
  }

  /// The hardware address of this host's next interface: locally administered, the same in every
  /// run.
  HardwareAddress nextHardwareAddress() {
    return HardwareAddress.ethernet("02:00:00:00:%02x:%02x".formatted(number, ++interfaceCount));
  }

  /// Kills all that runs in the host, and deletes its namespace.
  @Override
  public void close() {
    try {
      holder.getOutputStream().close();
      if (!holder.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        throw new LabException("the network namespace " + namespace + " does not end");
      }
    } catch (IOException failure) {
      throw new LabException("could not end the network namespace " + namespace, failure);
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while " + namespace + " ended", failure);
    }
  }

  @Override
  public String toString() {
    return name;
  }

  private static String resource(String file) {
    try (InputStream in = Host.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new AssertionError("missing resource " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
