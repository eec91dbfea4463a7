package org.lessor.cli;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;
import org.lessor.cli.Flags.Form;
import org.lessor.load.ExchangeKind;
import org.lessor.load.Limits;
import org.lessor.load.Mix;
import org.lessor.load.Pace;
import org.lessor.load.Population;
import org.lessor.load.RateSearch;
import org.lessor.load.Target;
import org.lessor.load.Workload;
import org.lessor.transport.Endpoint;
import org.lessor.wire.Ipv4;

/// What the flags of `lessor load` ask for.
final class LoadFlags {
  private static final double NANOS = 1e9;
  private static final double MICROS = 1e3;

  /// The highest rate, and the longest time in seconds.
  private static final long MOST = 100_000_000;

  private static final int DEFAULT_IN_FLIGHT = 64;
  private static final int USUAL_PORT = 67;
  private static final int LAST_PORT = 65_535;

  private final Supplier<Optional<String>> server;
  private final Supplier<List<String>> local;
  private final Supplier<Integer> clients;
  private final Supplier<Optional<PerfdhcpFlags.Base>> base;
  private final Supplier<Optional<Integer>> inFlight;
  private final Supplier<Optional<Double>> rate;
  private final Supplier<Double> renewRate;
  private final Supplier<Double> releaseRate;
  private final Supplier<Boolean> discoverOnly;
  private final Supplier<Optional<String>> mix;
  private final Supplier<Boolean> bindFirst;
  private final Supplier<Optional<Long>> exchanges;
  private final Supplier<Optional<Double>> period;
  private final Supplier<Double> warmUp;
  private final Supplier<Double> dropTime;
  private final Supplier<Optional<PerfdhcpFlags.MaxDrop>> maxDrop;
  private final Supplier<Optional<Long>> exitWaitMicros;
  private final Supplier<List<PerfdhcpFlags.ExtraOption>> options;
  private final Supplier<Long> seed;
  private final Supplier<Integer> localPort;
  private final Supplier<Integer> serverPort;
  private final Supplier<Boolean> broadcast;
  private final Supplier<String> scenario;
  private final Supplier<Optional<PerfdhcpFlags.Diagnostics>> diagnostics;

  LoadFlags(Flags flags) {
    server = flags.word("SERVER", "The server's address; not needed where -l names an interface.");
    local =
        flags.commaValues(
            "-l,--local",
            "ADDRESS|INTERFACE",
            Form.TEXT,
            "Play the relay agent with this address of ours (several, separated by commas: a thread"
                + " each), or clients on the link of this interface. Default: relay from the"
                + " address that leads to SERVER.");
    clients =
        flags.value(
            "-R,--clients",
            "N",
            Form.INTEGER,
            "1000",
            "How many different clients there are (default ${DEFAULT-VALUE}).");
    base =
        flags.value(
            "-b,--base",
            "mac=ADDRESS",
            PerfdhcpFlags.Base.FORM,
            "Ethernet address of the first client; the others follow.");
    inFlight =
        flags.value(
            "--in-flight",
            "N",
            Form.INTEGER,
            "Without -r: keep so many exchanges under way (default 64). With -r: at most so many.");
    rate =
        flags.value(
            "-r,--rate",
            "RATE",
            Form.DECIMAL,
            "Begin so many exchanges a second, on schedule; latency counts from the schedule.");
    renewRate =
        flags.value(
            "-f,--renew-rate",
            "RATE",
            Form.DECIMAL,
            "0",
            "With -r: so many renewals a second besides.");
    releaseRate =
        flags.value(
            "-F,--release-rate",
            "RATE",
            Form.DECIMAL,
            "0",
            "With -r: so many releases a second besides.");
    discoverOnly = flags.toggle("-i", "DISCOVER and OFFER only: the same as --mix discover.");
    mix =
        flags.value(
            "--mix",
            "KIND[=WEIGHT],...",
            Form.TEXT,
            "What clients do: four (four messages, the default), discover, renew, reboot, release;"
                + " several with weights: four=80,renew=20.");
    bindFirst =
        flags.toggle(
            "--bind-first",
            "Let every client obtain a lease first, uncounted. A mix without four does so.");
    exchanges = flags.value("-n,--exchanges", "N", Form.LONG, "End after so many exchanges.");
    period = flags.value("-p,--period", "SECONDS", Form.DECIMAL, "End after this time.");
    warmUp =
        flags.value(
            "--warm-up",
            "SECONDS",
            Form.DECIMAL,
            "0",
            "Count nothing in the first seconds of the period.");
    dropTime =
        flags.value(
            "-d,--drop-time",
            "SECONDS",
            Form.DECIMAL,
            "1",
            "A message is lost without an answer in this time (default ${DEFAULT-VALUE}).");
    maxDrop =
        flags.value(
            "-D,--max-drop",
            "N|N%",
            PerfdhcpFlags.MaxDrop.FORM,
            "End when so many exchanges, or such a part of them, are lost.");
    exitWaitMicros =
        flags.value(
            "-W,--exit-wait-time",
            "MICROSECONDS",
            Form.LONG,
            "Wait for the last answers this long; default: as long as the drop time.");
    options =
        flags.values(
            "-o,--option",
            "CODE,HEX",
            PerfdhcpFlags.ExtraOption.FORM,
            "Add this option to DISCOVER and REQUEST; may be repeated.");
    seed =
        flags.value(
            "-s,--seed",
            "N",
            Form.LONG,
            "0",
            "Repeat the same transaction ids; 0 (default): other ones each time.");
    localPort =
        flags.value(
            "-L,--local-port",
            "PORT",
            Form.INTEGER,
            "67",
            "Port of the relay agent; servers answer to 67 (default ${DEFAULT-VALUE}).");
    serverPort =
        flags.value(
            "-N,--remote-port",
            "PORT",
            Form.INTEGER,
            "67",
            "Port of the server (default ${DEFAULT-VALUE}).");
    broadcast = flags.toggle("-B", "Broadcast: what clients on a link (-l INTERFACE) do anyway.");
    scenario = flags.hidden("--scenario", Form.TEXT, "basic");
    diagnostics =
        flags.value(
            "-x",
            "LETTERS",
            PerfdhcpFlags.Diagnostics.FORM,
            "Tell more: a (arguments), e (why it ended), l (leases), i and t (always told).");
  }

  /// All of it, checked.
  record Wanted(
      Population population, Target target, Workload workload, Limits limits, long seed) {}

  /// Throws [IllegalArgumentException] with what is wrong.
  Wanted wanted() {
    if (!scenario.get().equals("basic")) {
      throw new IllegalArgumentException(
          "--scenario "
              + scenario.get()
              + " of perfdhcp is not supported: clients do not send again");
    }
    requireRanges();
    if (rate.get().isEmpty() && (renewRate.get() > 0 || releaseRate.get() > 0)) {
      throw new IllegalArgumentException("-f and -F need -r; without it use --mix");
    }
    if (discoverOnly.get() && mix.get().isPresent()) {
      throw new IllegalArgumentException("-i and --mix exclude each other");
    }
    if (warmUp.get() > 0 && period.get().isEmpty()) {
      throw new IllegalArgumentException("--warm-up is a part of the period: give -p too");
    }
    Population population =
        new Population(
            clients.get(),
            base.get().map(PerfdhcpFlags.Base::mac).orElse(Population.DEFAULT_BASE_MAC),
            options.get().stream().map(PerfdhcpFlags.ExtraOption::option).toList());
    long dropNanos = nanos(dropTime.get());
    Workload workload =
        new Workload(mix(), pace(dropNanos), exchanges.get().orElse(Workload.UNLIMITED), dropNanos);
    PerfdhcpFlags.MaxDrop most = maxDrop.get().orElse(PerfdhcpFlags.MaxDrop.UNLIMITED);
    Limits limits =
        new Limits(
            period.get().map(LoadFlags::nanos).orElse(Limits.UNLIMITED),
            nanos(warmUp.get()),
            most.count(),
            most.percent(),
            exitWaitMicros.get().map(micros -> (long) (micros * MICROS)).orElse(Limits.UNLIMITED),
            Limits.UNLIMITED);
    return new Wanted(
        population, target(), workload, limits, seed.get() == 0 ? System.nanoTime() : seed.get());
  }

  /// Refuses what a search has no use for: it has a pace and limits of its own. Throws
  /// [IllegalArgumentException].
  void requireSearchable() {
    Map<String, Boolean> useless = new LinkedHashMap<>();
    useless.put("-n", exchanges.get().isPresent());
    useless.put("-D", maxDrop.get().isPresent());
    useless.put("-W", exitWaitMicros.get().isPresent());
    useless.put("--warm-up", warmUp.get() != 0);
    useless.put("--in-flight", inFlight.get().isPresent());
    useless.forEach((flag, given) -> {
      if (given) {
        throw new IllegalArgumentException(
            "--search makes trials of -p seconds at rates of its own: leave " + flag + " out");
      }
    });
    if (!mix().answered()) {
      throw new IllegalArgumentException(
          "nobody answers a release: --search needs another kind in the mix");
    }
    double first = rate.get().orElse(RateSearch.LOWEST_PER_SECOND);
    if (!(first >= RateSearch.LOWEST_PER_SECOND && first <= RateSearch.HIGHEST_PER_SECOND)) {
      throw new IllegalArgumentException(
          "-r of --search is 0.1 to 10000000 a second, not " + first);
    }
  }

  /// Refuses numbers out of range by the names of their flags.
  private void requireRanges() {
    require("-R", clients.get(), 1, Population.MAX_COUNT, "");
    inFlight.get().ifPresent(most -> require("--in-flight", most, 1, Pace.LIMIT, ""));
    rate.get().ifPresent(perSecond -> requirePositive("-r", perSecond, " a second"));
    require("-f", renewRate.get(), 0, MOST, " a second");
    require("-F", releaseRate.get(), 0, MOST, " a second");
    period.get().ifPresent(seconds -> requirePositive("-p", seconds, " seconds"));
    requirePositive("-d", dropTime.get(), " seconds");
    require("--warm-up", warmUp.get(), 0, MOST, " seconds");
    exchanges.get().ifPresent(count -> require("-n", count, 1, Long.MAX_VALUE, ""));
    exitWaitMicros.get().ifPresent(micros -> require("-W", micros, 0, Long.MAX_VALUE, " us"));
  }

  private static void require(String flag, double value, long least, long most, String unit) {
    if (!(value >= least && value <= most)) {
      String range = most == Long.MAX_VALUE ? least + " or more" : least + " to " + most;
      throw new IllegalArgumentException(flag + " is " + range + unit + ", not " + plain(value));
    }
  }

  /// A time that is shorter than a nanosecond would be none.
  private static void requirePositive(String flag, double value, String unit) {
    if (!(value >= 1 / NANOS && value <= MOST)) {
      throw new IllegalArgumentException(
          flag + " is above 0 and at most " + MOST + unit + ", not " + plain(value));
    }
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static long nanos(double seconds) {
    return (long) (seconds * NANOS);
  }

  private Mix mix() {
    ExchangeKind main = discoverOnly.get() ? ExchangeKind.DISCOVER : ExchangeKind.FOUR_MESSAGES;
    Mix basic = mix.get().map(Mix::parse).orElse(Mix.only(main));
    if (rate.get().isEmpty() || (renewRate.get() == 0 && releaseRate.get() == 0)) {
      return basic;
    }
    if (mix.get().isPresent()) {
      throw new IllegalArgumentException("-f and -F have their own weights: leave --mix out");
    }
    Map<ExchangeKind, Double> weights = new EnumMap<>(ExchangeKind.class);
    weights.put(main, rate.get().get());
    if (renewRate.get() > 0) {
      weights.put(ExchangeKind.RENEW, renewRate.get());
    }
    if (releaseRate.get() > 0) {
      weights.put(ExchangeKind.RELEASE, releaseRate.get());
    }
    return new Mix(weights);
  }

  private Pace pace(long dropNanos) {
    if (rate.get().isEmpty()) {
      return new Pace.InFlight(inFlight.get().orElse(DEFAULT_IN_FLIGHT));
    }
    double all = rate.get().get() + renewRate.get() + releaseRate.get();
    return inFlight
        .get()
        .map(most -> new Pace.Rate(all, 1, most))
        .orElse(Pace.Rate.of(all, dropNanos));
  }

  /// perfdhcp takes 0 for a port of its own choice.
  private static int port(String flag, int port) {
    if (port < 0 || port > LAST_PORT) {
      throw new IllegalArgumentException(
          flag + " is a port: 1 to " + LAST_PORT + ", or 0 for the usual one, not " + port);
    }
    return port == 0 ? USUAL_PORT : port;
  }

  private Target target() {
    int ours = port("-L", localPort.get());
    int theirs = port("-N", serverPort.get());
    List<String> from = local.get();
    requireLocal(from);
    if (from.size() == 1 && Ipv4.parse(from.getFirst()).isEmpty()) {
      if (server.get().isPresent()) {
        throw new IllegalArgumentException(
            "clients on the link of "
                + from.getFirst()
                + " broadcast: leave SERVER out, or give -l an address to relay from");
      }
      return new Target.Direct(from.getFirst(), theirs);
    }
    if (server.get().isEmpty()) {
      throw new IllegalArgumentException("name the server's address, or an interface with -l");
    }
    if (broadcast.get()) {
      throw new IllegalArgumentException("-B needs -l with an interface");
    }
    Endpoint to = new Endpoint(serverAddress(server.get().get()), theirs);
    List<Ipv4> agents =
        from.isEmpty() ? List.of(addressTowards(to)) : from.stream().map(Ipv4::of).toList();
    if (Set.copyOf(agents).size() < agents.size()) {
      throw new IllegalArgumentException(
          "each relay address of -l stands for a thread: name it once");
    }
    return new Target.Relayed(agents, ours, to);
  }

  private static void requireLocal(List<String> from) {
    for (String each : from) {
      if (each.isBlank() || each.startsWith("-")) {
        throw new IllegalArgumentException(
            "-l names addresses of ours or an interface, not '" + each + "'");
      }
      if (from.size() > 1 && Ipv4.parse(each).isEmpty()) {
        throw new IllegalArgumentException(
            "'"
                + each
                + "' of -l is no IPv4 address, and an interface stands there alone: clients are on"
                + " one link");
      }
    }
  }

  private static Ipv4 serverAddress(String text) {
    return Ipv4.parse(text)
        .filter(address -> address.isHost() || address.isLoopback())
        .orElseThrow(() ->
            new IllegalArgumentException(
                "SERVER is the IPv4 address of a host, not '"
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
    return bindFirst.get() || of.needsLeases();
  }

  boolean wants(PerfdhcpFlags.Diagnostic diagnostic) {
    return diagnostics.get().orElse(PerfdhcpFlags.Diagnostics.NONE).wants(diagnostic);
  }

  OptionalDouble periodSeconds() {
    return period.get().map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }

  OptionalDouble ratePerSecond() {
    return rate.get().map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }

  /// How many exchanges begin in all for each one that `-r` counts: more than 1 with `-f` or `-F`.
  double exchangesPerRated() {
    return rate.get()
        .map(perSecond -> (perSecond + renewRate.get() + releaseRate.get()) / perSecond)
        .orElse(1.0);
  }
}
