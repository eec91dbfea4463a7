package org.lessor.cli;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lessor.load.ExchangeKind;
import org.lessor.load.Limits;
import org.lessor.load.Mix;
import org.lessor.load.Pace;
import org.lessor.load.Population;
import org.lessor.load.Target;
import org.lessor.load.Workload;
import org.lessor.transport.Endpoint;
import org.lessor.wire.Ipv4;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What the flags of `lessor load` ask for.
final class LoadFlags {
  private static final double NANOS = 1e9;
  private static final double MICROS = 1e3;
  private static final int DHCP_SERVER = 67;
  private static final int DEFAULT_IN_FLIGHT = 64;

  @Parameters(
      paramLabel = "SERVER",
      arity = "0..1",
      description = "The server's address; not needed where -l names an interface.")
  private @Nullable String server;

  @Option(
      names = {"-l", "--local"},
      paramLabel = "ADDRESS|INTERFACE",
      split = ",",
      description =
          "Play the relay agent with this address of ours (several, separated by commas: a thread"
              + " each), or clients on the link of this interface. Default: relay from the address"
              + " that leads to SERVER.")
  private List<String> local = new ArrayList<>();

  @Option(
      names = {"-R", "--clients"},
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many different clients there are (default ${DEFAULT-VALUE}).")
  private int clients = 1000;

  @Option(
      names = {"-b", "--base"},
      paramLabel = "mac=ADDRESS",
      converter = PerfdhcpFlags.Base.Converter.class,
      description = "Ethernet address of the first client; the others follow.")
  private PerfdhcpFlags.Base base = new PerfdhcpFlags.Base(Population.DEFAULT_BASE_MAC);

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      description =
          "Without -r: keep so many exchanges under way (default 64). With -r: at most so many.")
  private @Nullable Integer inFlight;

  @Option(
      names = {"-r", "--rate"},
      paramLabel = "RATE",
      description =
          "Begin so many exchanges a second, on schedule; latency counts from the schedule.")
  private @Nullable Double rate;

  @Option(
      names = {"-f", "--renew-rate"},
      paramLabel = "RATE",
      defaultValue = "0",
      description = "With -r: so many renewals a second besides.")
  private double renewRate;

  @Option(
      names = {"-F", "--release-rate"},
      paramLabel = "RATE",
      defaultValue = "0",
      description = "With -r: so many releases a second besides.")
  private double releaseRate;

  @Option(names = "-i", description = "DISCOVER and OFFER only: the same as --mix discover.")
  private boolean discoverOnly;

  @Option(
      names = "--mix",
      paramLabel = "KIND[=WEIGHT],...",
      description =
          "What clients do: four (four messages, the default), discover, renew, reboot, release;"
              + " several with weights: four=80,renew=20.")
  private @Nullable String mix;

  @Option(
      names = "--bind-first",
      description = "Let every client obtain a lease first, uncounted. A mix without four does so.")
  private boolean bindFirst;

  @Option(
      names = {"-n", "--exchanges"},
      paramLabel = "N",
      description = "End after so many exchanges.")
  private @Nullable Long exchanges;

  @Option(
      names = {"-p", "--period"},
      paramLabel = "SECONDS",
      description = "End after this time.")
  private @Nullable Double period;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description = "Count nothing in the first seconds of the period.")
  private double warmUp;

  @Option(
      names = {"-d", "--drop-time"},
      paramLabel = "SECONDS",
      defaultValue = "1",
      description = "A message is lost without an answer in this time (default ${DEFAULT-VALUE}).")
  private double dropTime = 1;

  @Option(
      names = {"-D", "--max-drop"},
      paramLabel = "N|N%",
      converter = PerfdhcpFlags.MaxDrop.Converter.class,
      description = "End when so many exchanges, or such a part of them, are lost.")
  private PerfdhcpFlags.MaxDrop maxDrop = PerfdhcpFlags.MaxDrop.UNLIMITED;

  @Option(
      names = {"-W", "--exit-wait-time"},
      paramLabel = "MICROSECONDS",
      description = "Wait for the last answers this long; default: as long as the drop time.")
  private @Nullable Long exitWaitMicros;

  @Option(
      names = {"-o", "--option"},
      paramLabel = "CODE,HEX",
      converter = PerfdhcpFlags.ExtraOption.Converter.class,
      description = "Add this option to DISCOVER and REQUEST; may be repeated.")
  private List<PerfdhcpFlags.ExtraOption> options = new ArrayList<>();

  @Option(
      names = {"-s", "--seed"},
      paramLabel = "N",
      defaultValue = "0",
      description = "Repeat the same transaction ids; 0 (default): other ones each time.")
  private long seed;

  @Option(
      names = {"-L", "--local-port"},
      paramLabel = "PORT",
      defaultValue = "67",
      description = "Port of the relay agent; servers answer to 67 (default ${DEFAULT-VALUE}).")
  private int localPort = DHCP_SERVER;

  @Option(
      names = {"-N", "--remote-port"},
      paramLabel = "PORT",
      defaultValue = "67",
      description = "Port of the server (default ${DEFAULT-VALUE}).")
  private int serverPort = DHCP_SERVER;

  @Option(names = "-B", description = "Broadcast: what clients on a link (-l INTERFACE) do anyway.")
  private boolean broadcast;

  @Option(names = "--scenario", hidden = true)
  private @Nullable String scenario;

  @Option(
      names = "-x",
      paramLabel = "LETTERS",
      converter = PerfdhcpFlags.Diagnostics.Converter.class,
      description =
          "Tell more: a (arguments), e (why it ended), l (leases), i and t (always told).")
  private PerfdhcpFlags.Diagnostics diagnostics = PerfdhcpFlags.Diagnostics.NONE;

  /// All of it, checked.
  record Wanted(
      Population population, Target target, Workload workload, Limits limits, long seed) {}

  /// Throws [IllegalArgumentException] with what is wrong.
  Wanted wanted() {
    if (scenario != null && !scenario.equals("basic")) {
      throw new IllegalArgumentException(
          "--scenario " + scenario + " of perfdhcp is not supported: clients do not send again");
    }
    if (rate == null && (renewRate > 0 || releaseRate > 0)) {
      throw new IllegalArgumentException("-f and -F need -r; without it use --mix");
    }
    if (discoverOnly && mix != null) {
      throw new IllegalArgumentException("-i and --mix exclude each other");
    }
    Population population =
        new Population(
            clients, base.mac(), options.stream().map(PerfdhcpFlags.ExtraOption::option).toList());
    long dropNanos = nanos("-d", dropTime);
    Workload workload =
        new Workload(
            mix(), pace(dropNanos), exchanges == null ? Workload.UNLIMITED : exchanges, dropNanos);
    Limits limits =
        new Limits(
            period == null ? Limits.UNLIMITED : nanos("-p", period),
            nanos("--warm-up", warmUp),
            maxDrop.count(),
            maxDrop.percent(),
            exitWaitMicros == null ? Limits.UNLIMITED : (long) (exitWaitMicros * MICROS));
    return new Wanted(population, target(), workload, limits, seed == 0 ? System.nanoTime() : seed);
  }

  private static long nanos(String flag, double seconds) {
    if (!(seconds >= 0 && seconds <= 1e8)) {
      throw new IllegalArgumentException(flag + " is 0 to 100000000 seconds, not " + seconds);
    }
    return (long) (seconds * NANOS);
  }

  private Mix mix() {
    ExchangeKind main = discoverOnly ? ExchangeKind.DISCOVER : ExchangeKind.FOUR_MESSAGES;
    Mix basic = mix == null ? Mix.only(main) : Mix.parse(mix);
    if (rate == null || (renewRate == 0 && releaseRate == 0)) {
      return basic;
    }
    if (mix != null) {
      throw new IllegalArgumentException("-f and -F have their own weights: leave --mix out");
    }
    Map<ExchangeKind, Double> weights = new EnumMap<>(ExchangeKind.class);
    weights.put(main, rate);
    if (renewRate > 0) {
      weights.put(ExchangeKind.RENEW, renewRate);
    }
    if (releaseRate > 0) {
      weights.put(ExchangeKind.RELEASE, releaseRate);
    }
    return new Mix(weights);
  }

  private Pace pace(long dropNanos) {
    if (rate == null) {
      return new Pace.InFlight(inFlight == null ? DEFAULT_IN_FLIGHT : inFlight);
    }
    double all = rate + renewRate + releaseRate;
    return inFlight == null ? Pace.Rate.of(all, dropNanos) : new Pace.Rate(all, inFlight);
  }

  private Target target() {
    if (local.size() == 1 && Ipv4.parse(local.getFirst()).isEmpty()) {
      if (server != null) {
        throw new IllegalArgumentException(
            "clients on the link of "
                + local.getFirst()
                + " broadcast: leave SERVER out, or give -l an address to relay from");
      }
      return new Target.Direct(local.getFirst(), serverPort);
    }
    if (server == null) {
      throw new IllegalArgumentException("name the server's address, or an interface with -l");
    }
    if (broadcast) {
      throw new IllegalArgumentException("-B needs -l with an interface");
    }
    Endpoint to = new Endpoint(serverAddress(server), serverPort);
    List<Ipv4> agents =
        local.isEmpty() ? List.of(addressTowards(to)) : local.stream().map(Ipv4::of).toList();
    if (Set.copyOf(agents).size() < agents.size()) {
      throw new IllegalArgumentException(
          "each relay address of -l stands for a thread: name it once");
    }
    return new Target.Relayed(agents, localPort, to);
  }

  private static Ipv4 serverAddress(String text) {
    return Ipv4.parse(text)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "SERVER is an IPv4 address, not '"
                    + text
                    + "'; clients that broadcast on a link need none: -l INTERFACE"));
  }

  /// The address of ours that the routing table chooses; no packet is sent.
  private static Ipv4 addressTowards(Endpoint to) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(
          new InetSocketAddress(
              Inet4Address.getByAddress(to.address().toBytes().toArray()), to.port()));
      return Ipv4.at(socket.getLocalAddress().getAddress(), 0);
    } catch (IOException unreachable) {
      throw new IllegalArgumentException(
          "no route leads to " + to.address() + ": say with -l where to relay from", unreachable);
    }
  }

  /// Whether the clients are to obtain leases before anything counts.
  boolean bindsFirst(Mix of) {
    return bindFirst || of.needsLeases();
  }

  boolean wants(PerfdhcpFlags.Diagnostic diagnostic) {
    return diagnostics.wants(diagnostic);
  }

  OptionalDouble periodSeconds() {
    return period == null ? OptionalDouble.empty() : OptionalDouble.of(period);
  }

  OptionalDouble ratePerSecond() {
    return rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate);
  }
}
