package org.lessor.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.lessor.engine.AddressRange;
import org.lessor.engine.ClassRules;
import org.lessor.engine.ConfiguredOption;
import org.lessor.engine.Network;
import org.lessor.engine.PingCheck;
import org.lessor.engine.Pool;
import org.lessor.engine.Reservation;
import org.lessor.engine.Subnet;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;

/// Reads subnets and shared networks. One reader reads one configuration.
final class NetworkReader {
  private static final long MAX_SUBNET_ID = 4_294_967_294L;

  private final OptionReader options;
  private final ReservationReader reservations;
  private final ClassReader classes;
  private final HookReader hooks;
  private final LimitReader limits;
  private final Interfaces interfaces;
  private final Map<Long, String> subnetIds = new HashMap<>();
  private final Map<Ipv4Prefix, String> prefixes = new HashMap<>();
  private final Set<String> networkNames = new HashSet<>();
  private long nextId = 1;
  private boolean inheritedTimersTold;

  NetworkReader(
      OptionReader options,
      ReservationReader reservations,
      ClassReader classes,
      HookReader hooks,
      LimitReader limits,
      Interfaces interfaces) {
    this.options = options;
    this.reservations = reservations;
    this.classes = classes;
    this.hooks = hooks;
    this.limits = limits;
    this.interfaces = interfaces;
  }

  /// The networks of the global level: shared networks first, then lone subnets, each in the order
  /// of the text, as Kea searches them.
  List<Network> read(Section global, Scope scope) {
    List<Network> networks = new ArrayList<>();
    for (Section network : global.sections("shared-networks")) {
      sharedNetwork(network, scope).ifPresent(networks::add);
    }
    for (Section section : global.sections("subnet4")) {
      subnet(section, scope).map(Network::of).ifPresent(networks::add);
    }
    return networks;
  }

  private Optional<Network> sharedNetwork(Section section, Scope parent) {
    Optional<String> name = section.required("name").filter(text -> !text.isEmpty());
    if (name.isEmpty()) {
      section.error("name", "is empty", "name the shared network");
    } else if (!networkNames.add(name.get())) {
      section.error("name", "\"" + name.get() + "\" names two shared networks", "rename one");
    }
    Scope scope = parent.read(section);
    Optional<String> interfaceName = interfaceName(section);
    Optional<String> common = interfaceName;
    List<Subnet> subnets = new ArrayList<>();
    for (Section inner : section.sections("subnet4")) {
      Optional<Subnet> subnet = subnet(inner, scope);
      subnet.ifPresent(subnets::add);
      common = agreed(inner, subnet.flatMap(Subnet::interfaceName), common);
      if (subnet.isPresent()
          && subnet.get().parameters().authority() != scope.values().authority()) {
        inner.warning(
            "authoritative",
            "is not what it is for the shared network, for which Kea refuses a file",
            "say it of the shared network only: its subnets are one link");
      }
    }
    List<ConfiguredOption> optionData = options.read(section);
    List<Ipv4> relays = relays(section);
    ClassRules rules = classes.rules(section);
    section.finish();
    return name.map(text ->
        Network.of(text, subnets)
            .withOptions(optionData)
            .withRelays(relays)
            .withInterfaceName(interfaceName)
            .withClasses(rules));
  }

  private Optional<Subnet> subnet(Section section, Scope parent) {
    Optional<Ipv4Prefix> prefix = section.required("subnet").flatMap(text -> prefix(section, text));
    long id = id(section);
    Scope scope = parent.read(section);
    checkTimers(section, scope);
    List<Pool> pools = pools(section, prefix, scope);
    List<Reservation> kept = reservations.read(section, prefix);
    List<ConfiguredOption> optionData = options.read(section);
    List<Ipv4> relays = relays(section);
    Optional<String> interfaceName = interfaceName(section);
    for (String key : List.of("4o6-interface", "4o6-interface-id", "4o6-subnet")) {
      section.onlyDefault(key, "");
    }
    ClassRules rules = classes.rules(section);
    PingCheck pingCheck = hooks.pingCheck(section, scope.parameters().pingCheck());
    limits.subnet(section, id);
    section.finish();
    return prefix.map(block ->
        Subnet.of(id, block, pools, scope.parameters().withPingCheck(pingCheck))
            .withReservations(kept)
            .withOptions(optionData)
            .withRelays(relays)
            .withInterfaceName(interfaceName)
            .withClasses(rules));
  }

  /// As in Kea, what counts is what a subnet makes of its own and of what it inherits. Where all is
  /// inherited, the first subnet stands for the others.
  private void checkTimers(Section subnet, Scope scope) {
    OptionalLong renew = scope.values().timers().renewSeconds();
    OptionalLong rebind = scope.values().timers().rebindSeconds();
    if (renew.isEmpty() || rebind.isEmpty() || renew.getAsLong() <= rebind.getAsLong()) {
      return;
    }
    String key = subnet.has("renew-timer") ? "renew-timer" : "rebind-timer";
    boolean inherited = !subnet.has(key);
    if (!inherited || !inheritedTimersTold) {
      inheritedTimersTold |= inherited;
      subnet.error(
          inherited ? "subnet" : key,
          "renew-timer "
              + renew.getAsLong()
              + " is above rebind-timer "
              + rebind.getAsLong()
              + (inherited ? ", both inherited" : ""),
          "clients renew first: use renew-timer <= rebind-timer");
    }
  }

  private Optional<Ipv4Prefix> prefix(Section section, String text) {
    Optional<Ipv4Prefix> prefix = Ipv4Prefix.parse(text.trim());
    if (prefix.isEmpty()) {
      section.error("subnet", "\"" + text + "\" is not an IPv4 prefix", "write it as 192.0.2.0/24");
      return prefix;
    }
    String former = prefixes.putIfAbsent(prefix.get(), section.path());
    if (former != null) {
      section.error("subnet", prefix.get() + " is also " + former, "keep one of them");
    }
    return prefix;
  }

  private long id(Section section) {
    OptionalLong given = section.integer("id", 0, MAX_SUBNET_ID);
    long id = given.orElse(0);
    if (id == 0) {
      while (subnetIds.containsKey(nextId)) {
        nextId++;
      }
      id = nextId;
      if (given.isPresent() || !section.has("id")) {
        section.warning(
            given.isPresent() ? "id" : "",
            "the subnet has no id; it gets " + id,
            "give it one: leases are kept under it, and a new order of subnets would mix them up");
      }
    }
    String former = subnetIds.putIfAbsent(id, section.path());
    if (former != null) {
      section.error("id", id + " is also the id of " + former, "give each subnet its own");
    }
    return id;
  }

  private List<Ipv4> relays(Section section) {
    Optional<Section> relay = section.section("relay");
    if (relay.isEmpty()) {
      return List.of();
    }
    List<Ipv4> relays = new ArrayList<>(Values.ipv4List(relay.get(), "ip-addresses"));
    if (relay.get().has("ip-address") && relay.get().has("ip-addresses")) {
      relay.get().error("ip-address", "stands beside ip-addresses", "move it into that list");
    }
    relay
        .get()
        .string("ip-address")
        .flatMap(text -> Values.ipv4(relay.get(), "ip-address", text))
        .ifPresent(relays::add);
    relay.get().finish();
    return relays;
  }

  private Optional<String> interfaceName(Section section) {
    Optional<String> name = section.string("interface").filter(text -> !text.isEmpty());
    if (name.isPresent() && !interfaces.listening().isEmpty() && !isHeard(name.get())) {
      section.warning(
          "interface",
          "\"" + name.get() + "\" is not among the interfaces that are listened on",
          "add it to interfaces of interfaces-config, or correct the name");
    }
    return name;
  }

  /// The interface of a shared network and of its subnets, which are all on one link.
  private static Optional<String> agreed(
      Section subnet, Optional<String> own, Optional<String> common) {
    if (own.isPresent() && common.isPresent() && !own.equals(common)) {
      subnet.error(
          "interface",
          "\"" + own.get() + "\" is not \"" + common.get() + "\" of the shared network",
          "subnets of a shared network are on one link: name one interface");
    }
    return common.or(() -> own);
  }

  private boolean isHeard(String name) {
    return interfaces.listening().stream()
        .anyMatch(entry ->
            switch (entry) {
              case Interfaces.Listening.All() -> true;
              case Interfaces.Listening.Named(String heard, _) -> heard.equals(name);
            });
  }

  private List<Pool> pools(Section subnet, Optional<Ipv4Prefix> prefix, Scope scope) {
    List<Pool> pools = new ArrayList<>();
    for (Section section : subnet.sections("pools")) {
      ClassRules rules = classes.rules(section);
      Optional<Pool> pool =
          pool(section)
              .map(found ->
                  found
                      .withClasses(rules)
                      .withExcluded(excluded(section, found))
                      .withNames(scope.poolNames(section)));
      section.finish();
      if (pool.isEmpty()) {
        continue;
      }
      Pool found = pool.get();
      prefix
          .filter(block -> !block.contains(found.first()) || !block.contains(found.last()))
          .ifPresent(block ->
              section.error("pool", found + " lies outside " + block, "move it into its subnet"));
      pools.stream()
          .filter(other -> other.contains(found.first()) || found.contains(other.first()))
          .findFirst()
          .ifPresent(
              other -> section.error("pool", found + " overlaps " + other, "separate the two"));
      pools.add(found);
    }
    return pools;
  }

  /// Addresses and ranges of a pool that it does not give, nor renew (Lessor's own key).
  private static List<AddressRange> excluded(Section section, Pool pool) {
    List<AddressRange> excluded = new ArrayList<>();
    for (Section.Text text : section.texts("excluded")) {
      Optional<AddressRange> range = range(text.value());
      if (range.isEmpty()) {
        section.problem(
            text,
            "\"" + text.value() + "\" is neither an address nor a range of addresses",
            "write 192.0.2.10, 192.0.2.10 - 192.0.2.19 or 192.0.2.32/28");
      } else if (!pool.contains(range.get().first()) || !pool.contains(range.get().last())) {
        section.problem(text, text.value() + " lies outside " + pool, "exclude what is in it");
      } else {
        excluded.add(range.get());
      }
    }
    return excluded;
  }

  private Optional<Pool> pool(Section section) {
    List<ConfiguredOption> optionData = options.read(section);
    long id = section.integer("pool-id", 0, MAX_SUBNET_ID).orElse(0);
    Optional<String> text = section.required("pool");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<Pool> pool =
        range(text.get())
            .filter(_ -> text.get().contains("-") || text.get().contains("/"))
            .map(range -> Pool.of(range.first(), range.last()).withId(id).withOptions(optionData));
    if (pool.isEmpty()) {
      section.error(
          "pool",
          "\"" + text.get() + "\" is not a range of addresses",
          "write 192.0.2.10 - 192.0.2.99 or 192.0.2.128/25");
    }
    return pool;
  }

  private static Optional<AddressRange> range(String text) {
    Optional<Ipv4Prefix> prefix = Ipv4Prefix.parse(text.replace(" ", ""));
    if (prefix.isPresent()) {
      return Optional.of(new AddressRange(prefix.get().network(), prefix.get().last()));
    }
    int dash = text.indexOf('-');
    if (dash < 0) {
      return Ipv4.parse(text.trim()).map(only -> new AddressRange(only, only));
    }
    Optional<Ipv4> first = Ipv4.parse(text.substring(0, dash).trim());
    Optional<Ipv4> last = Ipv4.parse(text.substring(dash + 1).trim());
    return first.isEmpty() || last.isEmpty() || first.get().compareTo(last.get()) > 0
        ? Optional.empty()
        : Optional.of(new AddressRange(first.get(), last.get()));
  }
}
