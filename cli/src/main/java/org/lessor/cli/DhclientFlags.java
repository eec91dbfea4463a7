package org.lessor.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The command line of dhclient(8).
final class DhclientFlags {
  /// What the process is to do.
  enum Action {
    /// Get leases and keep them.
    RUN,
    /// End the client that runs, and give its leases back.
    RELEASE,
    /// End the client that runs.
    STOP,
    /// Nothing.
    NOTHING,
    /// Say which program this is.
    VERSION,
    /// Say which flags there are.
    HELP
  }

  /// Whether the process waits in the foreground.
  enum Ground {
    /// Until there is a lease, or none in time.
    UNTIL_BOUND,
    /// For ever.
    FOREGROUND,
    /// Not at all.
    BACKGROUND
  }

  /// A command line that cannot be followed; the message says which flag, and why.
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }

  private static final Set<String> IPV6 = Set.of("-6", "-S", "-T", "-P", "-N", "-R");
  private static final Set<String> IPV6_WITH_VALUE =
      Set.of("--address-prefix-len", "--prefix-len-hint", "-4o6");

  private Action action = Action.RUN;
  private Ground ground = Ground.UNTIL_BOUND;
  private boolean once;
  private boolean verbose;
  private boolean duid;
  private boolean linkLayerDuid;
  private boolean waitsForInterfaces;
  private boolean writesPid = true;
  private Path configuration;
  private Path leases;
  private Path pid;
  private @Nullable Path script;
  private @Nullable Path duidFile;
  private @Nullable Duration timeout;
  private @Nullable Duration declineWait;
  private final Map<String, String> variables = new HashMap<>();
  private final List<String> interfaces = new ArrayList<>();

  private DhclientFlags(Map<String, String> environment) {
    configuration =
        Path.of(environment.getOrDefault("PATH_DHCLIENT_CONF", "/etc/dhcp/dhclient.conf"));
    leases = Path.of(environment.getOrDefault("PATH_DHCLIENT_DB", "/var/lib/dhcp/dhclient.leases"));
    pid = Path.of(environment.getOrDefault("PATH_DHCLIENT_PID", "/run/dhclient.pid"));
    String named = environment.get("PATH_DHCLIENT_SCRIPT");
    script = named == null ? null : Path.of(named);
  }

  /// Reads a command line.
  static DhclientFlags read(List<String> arguments, Map<String, String> environment)
      throws Refused {
    DhclientFlags flags = new DhclientFlags(environment);
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      flags.take(rest.next(), rest);
    }
    return flags;
  }

  private void take(String flag, Iterator<String> rest) throws Refused {
    if (IPV6.contains(flag) || IPV6_WITH_VALUE.contains(flag)) {
      throw new Refused(flag + " is for DHCPv6, which this client does not do");
    }
    switch (flag) {
      case "-4", "-q", "-I", "-w" -> waitsForInterfaces |= flag.equals("-w");
      case "-v" -> verbose = true;
      case "-d" -> {
        ground = Ground.FOREGROUND;
        verbose = true;
      }
      case "-nw" -> ground = Ground.BACKGROUND;
      case "-1" -> once = true;
      case "-n" -> action = Action.NOTHING;
      case "-r" -> action = Action.RELEASE;
      case "-x" -> action = Action.STOP;
      case "-i" -> duid = true;
      case "--no-pid" -> writesPid = false;
      case "--version" -> action = Action.VERSION;
      case "-h", "--help" -> action = Action.HELP;
      case "-p", "-s", "-g" -> {
        value(flag, rest);
        throw new Refused(flag + " is not supported: it is for tests of servers and relays");
      }
      default -> takeValued(flag, rest);
    }
  }

  private void takeValued(String flag, Iterator<String> rest) throws Refused {
    switch (flag) {
      case "-D" -> linkLayerDuid = value(flag, rest).equals("LL");
      case "-cf" -> configuration = Path.of(value(flag, rest));
      case "-lf" -> leases = Path.of(value(flag, rest));
      case "-pf" -> pid = Path.of(value(flag, rest));
      case "-sf" -> script = Path.of(value(flag, rest));
      case "-df" -> duidFile = Path.of(value(flag, rest));
      case "-e" -> variable(value(flag, rest));
      case "-timeout", "--timeout" -> timeout = seconds(flag, value(flag, rest));
      case "--decline-wait-time" -> declineWait = seconds(flag, value(flag, rest));
      case "--dad-wait-time" -> variables.put("dad_wait_time", value(flag, rest));
      default -> {
        if (flag.startsWith("-")) {
          throw new Refused("Unknown command: " + flag);
        }
        interfaces.add(flag);
      }
    }
  }

  private static String value(String flag, Iterator<String> rest) throws Refused {
    if (!rest.hasNext()) {
      throw new Refused(flag + " wants a value");
    }
    return rest.next();
  }

  private static Duration seconds(String flag, String text) throws Refused {
    if (!text.matches("[0-9]{1,9}")) {
      throw new Refused(flag + " wants a number of seconds, not " + text);
    }
    return Duration.ofSeconds(Long.parseLong(text));
  }

  private void variable(String text) throws Refused {
    int equals = text.indexOf('=');
    if (equals < 1 || !text.substring(0, equals).matches("[A-Za-z_][A-Za-z0-9_]*")) {
      throw new Refused("-e wants NAME=value, not " + text);
    }
    variables.put(text.substring(0, equals), text.substring(equals + 1));
  }

  Action action() {
    return action;
  }

  Ground ground() {
    return ground;
  }

  /// Whether to end where there is no lease in time.
  boolean once() {
    return once;
  }

  boolean verbose() {
    return verbose;
  }

  /// Whether the client calls itself by a DUID.
  boolean duid() {
    return duid;
  }

  /// Whether a new DUID is made of the link layer address alone.
  boolean linkLayerDuid() {
    return linkLayerDuid;
  }

  boolean waitsForInterfaces() {
    return waitsForInterfaces;
  }

  Path configuration() {
    return configuration;
  }

  Path leases() {
    return leases;
  }

  /// Where the process id stands; empty where none is wanted.
  Optional<Path> pid() {
    return writesPid ? Optional.of(pid) : Optional.empty();
  }

  Optional<Path> script() {
    return Optional.ofNullable(script);
  }

  Optional<Path> duidFile() {
    return Optional.ofNullable(duidFile);
  }

  Optional<Duration> timeout() {
    return Optional.ofNullable(timeout);
  }

  Optional<Duration> declineWait() {
    return Optional.ofNullable(declineWait);
  }

  Map<String, String> variables() {
    return variables;
  }

  List<String> interfaces() {
    return interfaces;
  }
}
