package org.lessor.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.lessor.client.ClientIdentity;
import org.lessor.client.ClientSettings;
import org.lessor.client.ClientSettings.HostChanges;
import org.lessor.client.ClientSettings.OutOfTime;
import org.lessor.client.dhclient.DhclientConf;
import org.lessor.client.dhclient.DhclientLeases;
import org.lessor.client.hook.HookSettings;
import org.lessor.client.hook.HookSettings.Output;
import org.lessor.client.machine.OfferPolicy;
import org.lessor.client.machine.ProbeTiming;
import org.lessor.client.machine.Timing;
import org.lessor.linux.netlink.Link;
import org.lessor.wire.Bytes;
import org.lessor.wire.Duid;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Option;

/// What dhclient's command line and its configuration mean for this client.
final class DhclientSetup {
  private static final Path SCRIPT = Path.of("/sbin/dhclient-script");
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration RETRY = Duration.ofMinutes(5);
  private static final int CLIENT_IDENTIFIER = 61;
  private static final Duration SCRIPT_LIMIT = Duration.ofSeconds(60);

  /// Seconds from 1970 to 2000, where the time in a DUID begins (RFC 8415 section 11.2).
  private static final long DUID_EPOCH = 946_684_800L;

  /// What the client itself puts into its messages.
  private static final Set<Integer> OWN = Set.of(50, 51, 53, 54, 55, 56, 57, 58, 59, 80, 82, 90);

  private final DhclientFlags flags;
  private final Link link;
  private final DhclientConf conf;
  private final Consumer<String> complaints;

  /// Reads the configuration for an interface.
  ///
  /// @param complaints is told what is not supported
  /// @throws IOException where the configuration cannot be read
  DhclientSetup(DhclientFlags flags, Link link, Consumer<String> complaints) throws IOException {
    this.flags = flags;
    this.link = link;
    this.complaints = complaints;
    Path file = flags.configuration();
    String text = Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    this.conf =
        DhclientConf.read(
            text,
            link.name(),
            new DhclientConf.Facts(
                hostName(), Bytes.ofUnsigned(link.hardwareType()).plus(hardware().address())));
    conf.unsupported().forEach(what -> complaints.accept(file + " " + what));
  }

  private static String hostName() {
    try {
      return Files.exists(Path.of("/proc/sys/kernel/hostname"))
          ? Files.readString(Path.of("/proc/sys/kernel/hostname")).strip()
          : InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "";
    } catch (IOException unreadable) {
      return "";
    }
  }

  DhclientConf conf() {
    return conf;
  }

  HardwareAddress hardware() {
    return new HardwareAddress(HardwareAddress.ETHERNET, Bytes.of(link.address().toBytes()));
  }

  /// How long the first lease is waited for.
  Duration timeout() {
    return flags.timeout().orElse(conf.time("timeout", TIMEOUT));
  }

  /// How long to pause where there was none.
  Duration retry() {
    return conf.time("retry", RETRY);
  }

  /// The script that configures the interface; empty where the client does so itself.
  Optional<Path> script() {
    Optional<Path> named = flags.script().or(conf::script);
    return named.isPresent() || !Files.isExecutable(SCRIPT) ? named : Optional.of(SCRIPT);
  }

  HookSettings hooks() {
    Map<String, String> variables = new HashMap<>(conf.alias());
    // dhclient always says it; it is for scripts that wait for IPv6.
    variables.put("dad_wait_time", "0");
    variables.putAll(flags.variables());
    Output output =
        flags.ground() == DhclientFlags.Ground.FOREGROUND ? Output.INHERITED : Output.DISCARDED;
    return new HookSettings(
        script().map(List::of).orElse(List.of()), SCRIPT_LIMIT, variables, conf.options(), output);
  }

  /// The settings of the client.
  ///
  /// @throws IOException where a DUID is wanted and cannot be read or written
  ClientSettings settings() throws IOException {
    ClientIdentity identity = identity();
    HookSettings hooks = hooks();
    return ClientSettings.of(
        link.name(),
        builder -> {
          conf.requested().ifPresent(builder::requestedOptions);
          // Without a script the client configures the interface itself.
          if (!hooks.programs().isEmpty()) {
            builder.hostChanges(HostChanges.BY_HOOK);
          }
          return builder
              .timeout(timeout())
              .outOfTime(OutOfTime.USES_LAST_LEASE)
              .identity(identity)
              .sentOptions(sent())
              .timing(timing())
              .probing(ProbeTiming.FAST)
              .offers(
                  new OfferPolicy(
                      shorter(conf.time("select-timeout", Duration.ZERO), Duration.ofSeconds(60)),
                      List.of(),
                      List.of(),
                      conf.rejected(),
                      conf.required()))
              .leaseDirectory(Path.of("/var/lib/lessor"))
              .host(host -> host.withHooks(hooks).withEdits(conf.edits()));
        });
  }

  private List<Option> sent() {
    List<Option> sent = new ArrayList<>();
    conf.sent()
        .forEach((code, value) -> {
          if (OWN.contains(code)) {
            complaints.accept(
                "send " + conf.options().name(code) + " is not supported: the client sets it");
          } else if (code != CLIENT_IDENTIFIER) {
            sent.add(new Option(code, value));
          }
        });
    return sent;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /// The times of the file; what it does not say is as usual for this client.
  private Timing timing() {
    Timing usual = Timing.USUAL;
    Duration first = conf.time("initial-interval", usual.firstRetry());
    Duration atLeast = usual.retryJitter().plusMillis(1);
    Duration firstRetry = first.compareTo(atLeast) < 0 ? atLeast : first;
    Duration last = conf.time("backoff-cutoff", usual.lastRetry());
    return new Timing(
        Duration.ZERO,
        conf.time("initial-delay", Duration.ZERO),
        usual.expiryDelayMost(),
        firstRetry,
        last.compareTo(firstRetry) < 0 ? firstRetry : last,
        usual.retryJitter(),
        usual.requestTries(),
        usual.rebootRetry(),
        conf.time("reboot", Duration.ofSeconds(10)).toSeconds() >= 6 ? usual.rebootTries() : 1,
        usual.renewalFloor(),
        usual.persistence(),
        flags.declineWait().filter(Duration::isPositive).orElse(usual.declineWait()),
        usual.conflictWait(),
        usual.nakWait(),
        usual.nakWaitMost(),
        usual.releaseLinger());
  }

  /// As dhclient: none, unless the configuration sends one, or `-i` asks for one made of a DUID.
  private ClientIdentity identity() throws IOException {
    Bytes given = conf.sent().getOrDefault(CLIENT_IDENTIFIER, Bytes.EMPTY);
    if (given.length() >= 2) {
      return new ClientIdentity.Given(given);
    }
    if (!flags.duid()) {
      return new ClientIdentity.None();
    }
    Bytes address = hardware().address();
    // The last four bytes of the address tell interfaces of one host apart.
    Bytes iaid = address.from(Math.max(0, address.length() - 4));
    return new ClientIdentity.Given(Bytes.ofUnsigned(255).plus(iaid).plus(duid().bytes()));
  }

  private Duid duid() throws IOException {
    Optional<Duid> known = DhclientLeases.duid(flags.leases());
    if (known.isPresent()) {
      return known.get();
    }
    Optional<Duid> other = Optional.empty();
    if (flags.duidFile().isPresent()) {
      other = DhclientLeases.duid(flags.duidFile().get());
    }
    Duid duid = other.orElseGet(this::freshDuid);
    DhclientLeases.saveDuid(flags.leases(), duid);
    return duid;
  }

  private Duid freshDuid() {
    return flags.linkLayerDuid()
        ? Duid.linkLayer(hardware())
        : Duid.linkLayerTime(hardware(), System.currentTimeMillis() / 1000 - DUID_EPOCH);
  }
}
