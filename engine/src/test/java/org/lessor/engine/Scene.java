package org.lessor.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;
import org.lessor.wire.Option;

/// Reads settings from a few words, so that a test says only what matters to it.
///
/// Words stand in pairs of keyword and value, but for `authoritative`. Before the first `subnet` or
/// `network` they hold for all; `subnet` begins a subnet and `network` a shared network; what
/// follows belongs to what was begun last. Addresses may be `.10`, short for that host of the
/// subnet. `end` closes a shared network.
///
/// | words | meaning |
/// |---|---|
/// | `lease 1h`, `lease 10m-1h-2h` | lifetimes |
/// | `pool .10-.20`, `poolid 7` | a pool; the id of the last pool |
/// | `reserve 02:..:01=.5`, `reserve cid:0102=.6`, `reserve duid:..`, `reserve circuit:..` | reservation; the address may be left out |
/// | `hostname printer`, `reserved-option 6=0a000001` | of the last reservation |
/// | `option 3=c0000201`, `always 3=..`, `never 3=` | option data in hexadecimal |
/// | `relay 10.0.0.1`, `interface eth1` | how clients are found |
/// | `next-server`, `sname`, `file` | boot fields |
/// | `offers 60s`, `reuse 0.25`, `ping offer/60`, `match hardware`, `tee 0.5-0.875`, `t1 10`, `t2 20`, `global-reservations on` | parameters |
/// | `only a,b`, `pool-only a,b` | the classes that a network, a subnet or the last pool is for |
/// | `additional a,b`, `pool-additional a` | the classes that it has evaluated late |
/// | `reserved-class a,b` | classes of the last reservation |
/// | `early on` | reservations of no subnet are looked up before the subnet is chosen |
/// | `concede ignore-rai-link-selection` | a concession |
/// | `id 7` | of the subnet, in place of the next |
/// | `allocator RANDOM`, `adaptive 0.5`, `extended-info on`, `rapid-commit on` | the same |
/// | `subnet-reservations off`, `out-of-pool on` | which reservations count |
/// | `exclude .15,.17-.19` | addresses that the last pool does not have |
/// | `dns send=yes,suffix=example.org`, `pool-dns ..` | rules about names; of the last pool |
/// | `stash on`, `probation 24h`, `hold 1h`, `server-id 192.0.2.9`, `echo off`, `keys hw,cid` | of the server |
final class Scene {
  private final List<Network> networks = new ArrayList<>();
  private final Level global = new Level(null);
  private final List<Ipv4> serverIdentifiers = new ArrayList<>();
  private final Set<Compatibility.Concession> concessions = new HashSet<>();
  private Settings.EarlyReservations early = Settings.EarlyReservations.OMITTED;
  private List<Reservation.Kind> kinds = Reservation.STANDARD_KINDS;
  private Settings.ClientIdEcho echo = Settings.ClientIdEcho.ECHO;
  private long probationSeconds = Settings.DEFAULT_DECLINE_PROBATION_SECONDS;
  private long holdSeconds = Settings.DEFAULT_HOLD_RECLAIMED_SECONDS;
  private long nextId = 1;
  private Level network;
  private Level subnet;
  private Level current = global;

  private Scene() {}

  static Settings settings(String text) {
    Scene scene = new Scene();
    scene.read(text.trim().split("\\s+"));
    return scene.settings();
  }

  /// What was said at one level. Parameters begin as those of the level above.
  private static final class Level {
    final Map<String, String> words = new HashMap<>();
    final List<ConfiguredOption> options = new ArrayList<>();
    final List<Reservation> reservations = new ArrayList<>();
    final List<Ipv4> relays = new ArrayList<>();
    final List<Pool> pools = new ArrayList<>();
    final List<Subnet> subnets = new ArrayList<>();
    Ipv4Prefix prefix = Ipv4Prefix.of("0.0.0.0/0");
    NameRules names = NameRules.STANDARD;

    Level(Level above) {
      if (above != null) {
        words.putAll(above.words);
        words.remove("interface");
        words.remove("only");
        words.remove("additional");
        words.remove("network");
        names = above.names;
      }
    }

    Optional<String> word(String name) {
      return Optional.ofNullable(words.get(name));
    }

    Ipv4 address(String text) {
      return text.startsWith(".")
          ? prefix.network().plus(Long.parseLong(text.substring(1)))
          : Ipv4.of(text);
    }
  }

  private void read(String[] words) {
    int at = 0;
    while (at < words.length && !words[at].isEmpty()) {
      String word = words[at++];
      switch (word) {
        case "authoritative" -> current.words.put(word, "yes");
        case "end" -> closeNetwork();
        default -> take(word, words[at++]);
      }
    }
  }

  private void take(String word, String value) {
    switch (word) {
      case "network" -> {
        closeNetwork();
        network = new Level(global);
        network.words.put("network", value);
        current = network;
      }
      case "subnet" -> {
        closeSubnet();
        subnet = new Level(network == null ? global : network);
        subnet.prefix = Ipv4Prefix.of(value);
        current = subnet;
      }
      case "pool" -> {
        String[] ends = value.split("-");
        current.pools.add(Pool.of(current.address(ends[0]), current.address(ends[1])));
      }
      case "poolid", "pool-option", "pool-only", "pool-additional" -> replacePool(word, value);
      case "early" -> early = Settings.EarlyReservations.LOOKED_UP;
      case "concede" ->
          concessions.add(
              Compatibility.Concession.valueOf(value.toUpperCase(Locale.ROOT).replace('-', '_')));
      case "exclude" -> exclude(value);
      case "dns" -> current.names = nameRules(value);
      case "pool-dns" ->
          current.pools.add(current.pools.removeLast().withNames(Optional.of(nameRules(value))));
      case "reserve" -> current.reservations.add(reservation(value));
      case "hostname", "reserved-option", "reserved-file", "reserved-class" ->
          replaceReservation(word, value);
      case "option" -> current.options.add(option(value, ConfiguredOption.Sending.ON_REQUEST));
      case "always" -> current.options.add(option(value, ConfiguredOption.Sending.ALWAYS));
      case "never" -> current.options.add(option(value, ConfiguredOption.Sending.NEVER));
      case "relay" -> current.relays.add(Ipv4.of(value));
      case "server-id" -> serverIdentifiers.add(Ipv4.of(value));
      case "probation" -> probationSeconds = seconds(value);
      case "hold" -> holdSeconds = seconds(value);
      case "echo" -> echo = Settings.ClientIdEcho.OMIT;
      case "keys" -> kinds = List.of(value.split(",")).stream().map(Scene::kind).toList();
      case "lease",
          "interface",
          "next-server",
          "sname",
          "file",
          "offers",
          "reuse",
          "ping",
          "match",
          "tee",
          "t1",
          "t2",
          "global-reservations",
          "id",
          "only",
          "additional",
          "subnet-reservations",
          "out-of-pool",
          "allocator",
          "adaptive",
          "extended-info",
          "rapid-commit",
          "stash" ->
          current.words.put(word, value);
      default -> throw new IllegalArgumentException("unknown word in scene: " + word);
    }
  }

  private void replacePool(String word, String value) {
    Pool last = current.pools.removeLast();
    List<ConfiguredOption> options = new ArrayList<>(last.options());
    long id = last.id();
    ClassRules classes = last.classes();
    switch (word) {
      case "poolid" -> id = Long.parseLong(value);
      case "pool-only" -> classes = new ClassRules(names(value), classes.additional());
      case "pool-additional" -> classes = new ClassRules(classes.guards(), names(value));
      default -> options.add(option(value, ConfiguredOption.Sending.ON_REQUEST));
    }
    current.pools.add(last.withId(id).withOptions(options).withClasses(classes));
  }

  private void exclude(String value) {
    Pool last = current.pools.removeLast();
    List<AddressRange> excluded = new ArrayList<>(last.excluded());
    for (String text : value.split(",")) {
      String[] ends = text.split("-");
      excluded.add(
          new AddressRange(current.address(ends[0]), current.address(ends[ends.length - 1])));
    }
    current.pools.add(last.withExcluded(excluded));
  }

  /// Rules as pairs of key and value: `send=yes,override=no-update,replace=always,prefix=p,` ...
  private NameRules nameRules(String value) {
    NameRules rules = current.names;
    for (String pair : value.split(",")) {
      String key = pair.substring(0, pair.indexOf('='));
      String text = pair.substring(pair.indexOf('=') + 1);
      rules =
          new NameRules(
              key.equals("send") ? NameRules.Updates.SENT : rules.updates(),
              key.equals("override") ? Set.of(NameRules.Wish.valueOf(text)) : rules.overridden(),
              key.equals("replace") ? NameRules.Replacement.valueOf(text) : rules.replacement(),
              key.equals("prefix") ? text : rules.generatedPrefix(),
              key.equals("suffix") ? text : rules.qualifyingSuffix(),
              key.equals("unwanted") ? NameFilter.of(text, "x") : rules.filter());
    }
    return rules;
  }

  private void replaceReservation(String word, String value) {
    Reservation last = current.reservations.removeLast();
    List<ConfiguredOption> options = new ArrayList<>(last.options());
    Optional<String> hostname = last.hostname();
    BootFields boot = last.boot();
    List<String> classes = last.classes();
    switch (word) {
      case "reserved-class" -> classes = names(value);
      case "hostname" -> hostname = Optional.of(value);
      case "reserved-file" ->
          boot =
              new BootFields(Optional.empty(), Optional.empty(), Optional.of(Bytes.ofText(value)));
      default -> options.add(option(value, ConfiguredOption.Sending.ON_REQUEST));
    }
    current.reservations.add(
        last.withHostname(hostname).withBoot(boot).withOptions(options).withClasses(classes));
  }

  private Reservation reservation(String text) {
    String[] parts = text.split("=");
    Optional<Ipv4> address =
        parts.length > 1 ? Optional.of(current.address(parts[1])) : Optional.empty();
    return Reservation.of(key(parts[0])).withAddress(address);
  }

  private static Reservation.Key key(String text) {
    int colon = text.indexOf(':');
    Bytes rest = Bytes.ofHex(text.substring(colon + 1));
    return switch (text.substring(0, colon)) {
      case "cid" -> new Reservation.Key.ClientId(rest);
      case "duid" -> new Reservation.Key.Duid(rest);
      case "circuit" -> new Reservation.Key.CircuitId(rest);
      case "flex" -> new Reservation.Key.FlexId(rest);
      default -> new Reservation.Key.HwAddress(HardwareAddress.ethernet(text));
    };
  }

  private static Reservation.Kind kind(String word) {
    return switch (word) {
      case "hw" -> Reservation.Kind.HW_ADDRESS;
      case "cid" -> Reservation.Kind.CLIENT_ID;
      case "duid" -> Reservation.Kind.DUID;
      case "circuit" -> Reservation.Kind.CIRCUIT_ID;
      default -> throw new IllegalArgumentException("unknown kind of key: " + word);
    };
  }

  private static List<String> names(String value) {
    return List.of(value.split(","));
  }

  private static ClassRules rules(Level level) {
    return new ClassRules(
        level.word("only").map(Scene::names).orElse(List.of()),
        level.word("additional").map(Scene::names).orElse(List.of()));
  }

  private static ConfiguredOption option(String text, ConfiguredOption.Sending sending) {
    int equals = text.indexOf('=');
    int code = Integer.parseInt(text.substring(0, equals));
    return new ConfiguredOption(new Option(code, Bytes.ofHex(text.substring(equals + 1))), sending);
  }

  static long seconds(String text) {
    if (text.equals("forever")) {
      return Lease.INFINITE;
    }
    Duration unit =
        switch (text.charAt(text.length() - 1)) {
          case 's' -> Duration.ofSeconds(1);
          case 'm' -> Duration.ofMinutes(1);
          case 'h' -> Duration.ofHours(1);
          default -> throw new IllegalArgumentException("no unit: " + text);
        };
    return unit.getSeconds() * Long.parseLong(text.substring(0, text.length() - 1));
  }

  private void closeSubnet() {
    if (subnet != null) {
      long id = subnet.word("id").map(Long::valueOf).orElse(nextId++);
      Subnet built =
          Subnet.of(id, subnet.prefix, subnet.pools, parameters(subnet))
              .withReservations(subnet.reservations)
              .withOptions(subnet.options)
              .withRelays(subnet.relays)
              .withInterfaceName(subnet.word("interface"))
              .withClasses(rules(subnet));
      if (network == null) {
        networks.add(Network.of(built));
      } else {
        network.subnets.add(built);
      }
      subnet = null;
    }
  }

  private void closeNetwork() {
    closeSubnet();
    if (network != null) {
      networks.add(
          Network.of(network.word("network").orElseThrow(), network.subnets)
              .withOptions(network.options)
              .withRelays(network.relays)
              .withInterfaceName(network.word("interface"))
              .withClasses(rules(network)));
      network = null;
    }
    current = global;
  }

  private Settings settings() {
    closeNetwork();
    return Settings.of(networks)
        .withOptions(global.options)
        .withReservations(global.reservations)
        .withReservationKinds(kinds)
        .withAuthority(parameters(global).authority())
        .withClientIdEcho(echo)
        .withDeclineProbationSeconds(probationSeconds)
        .withHoldReclaimedSeconds(holdSeconds)
        .withServerIdentifiers(serverIdentifiers)
        .withAgentOptions(
            global.words.containsKey("stash")
                ? Settings.AgentOptions.RESTORED
                : Settings.AgentOptions.LEFT)
        .withEarlyReservations(early)
        .withCompatibility(new Compatibility(concessions));
  }

  private static Parameters parameters(Level level) {
    String[] lease = level.word("lease").orElse("1h").split("-");
    Lifetimes lifetimes =
        lease.length == 1
            ? Lifetimes.fixed(seconds(lease[0]))
            : new Lifetimes(seconds(lease[0]), seconds(lease[1]), seconds(lease[2]));
    BootFields boot =
        new BootFields(
            level.word("next-server").map(Ipv4::of),
            level.word("sname").map(Bytes::ofText),
            level.word("file").map(Bytes::ofText));
    return Parameters.of(lifetimes)
        .withTimers(timers(level))
        .withAuthority(
            level.words.containsKey("authoritative")
                ? Parameters.Authority.AUTHORITATIVE
                : Parameters.Authority.NOT_AUTHORITATIVE)
        .withMatching(
            level.words.containsKey("match")
                ? Parameters.Matching.HARDWARE_ADDRESS
                : Parameters.Matching.CLIENT_ID_FIRST)
        .withOfferHoldSeconds(seconds(level.word("offers").orElse("60s")))
        .withBoot(boot)
        .withReuse(reuse(level.word("reuse").orElse("0")))
        .withReservationModes(modes(level))
        .withAllocator(level.word("allocator").map(Allocator::valueOf).orElse(Allocator.ITERATIVE))
        .withAdaptiveThreshold(Double.parseDouble(level.word("adaptive").orElse("1")))
        .withExtendedInformation(
            level.words.containsKey("extended-info")
                ? Parameters.ExtendedInformation.STORED
                : Parameters.ExtendedInformation.OMITTED)
        .withRapidCommit(
            level.words.containsKey("rapid-commit")
                ? Parameters.RapidCommit.DONE
                : Parameters.RapidCommit.IGNORED)
        .withNames(level.names)
        .withPingCheck(level.word("ping").map(Scene::ping).orElse(PingCheck.OFF));
  }

  /// A threshold, and a greatest age behind a slash.
  private static Reuse reuse(String text) {
    String[] parts = text.split("/");
    return new Reuse(
        Double.parseDouble(parts[0]),
        parts.length == 1 ? OptionalLong.empty() : OptionalLong.of(seconds(parts[1])));
  }

  private static Set<Parameters.ReservationMode> modes(Level level) {
    Set<Parameters.ReservationMode> modes =
        EnumSet.of(
            Parameters.ReservationMode.GLOBAL,
            Parameters.ReservationMode.IN_SUBNET,
            Parameters.ReservationMode.OUT_OF_POOL);
    if (!level.words.containsKey("global-reservations")) {
      modes.remove(Parameters.ReservationMode.GLOBAL);
    }
    if (level.word("subnet-reservations").orElse("on").equals("off")) {
      modes.remove(Parameters.ReservationMode.IN_SUBNET);
    }
    if (!level.words.containsKey("out-of-pool")) {
      modes.remove(Parameters.ReservationMode.OUT_OF_POOL);
    }
    return modes;
  }

  private static PingCheck ping(String text) {
    String[] parts = text.split("/");
    PingCheck.Mode mode =
        parts[0].equals("offer") ? PingCheck.Mode.BEFORE_OFFER : PingCheck.Mode.BEFORE_ACK;
    return new PingCheck(mode, 1, 100, Long.parseLong(parts[1]));
  }

  private static Timers timers(Level level) {
    String[] tee = level.word("tee").orElse("0-0").split("-");
    return new Timers(
        number(level.word("t1")),
        number(level.word("t2")),
        new Timers.Fractions(Double.parseDouble(tee[0]), Double.parseDouble(tee[1])));
  }

  private static OptionalLong number(Optional<String> text) {
    return text.isPresent() ? OptionalLong.of(Long.parseLong(text.get())) : OptionalLong.empty();
  }
}
