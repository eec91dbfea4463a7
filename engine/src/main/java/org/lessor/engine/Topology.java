package org.lessor.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lessor.wire.DhcpMessage;
import org.lessor.wire.Ipv4;

/// Finds the subnet that a client is on from its message and how that came in, by looks into tables
/// whose cost does not grow with the number of subnets. Immutable.
final class Topology {
  private final OptionSet globalOptions;
  private final List<Place> subnets = new ArrayList<>();
  private final PrefixIndex prefixes;
  private final Map<Ipv4, Candidates> relays;
  private final Map<String, Candidates> interfaces;
  private final ClassTable classes;
  private final ReservationIndex reservations;
  private final boolean takesLinkSelection;
  private final Set<Ipv4> configuredServerIds = new HashSet<>();

  /// By the very pool, or by the very subnet: their equality would compare all that is in them.
  private final IdentityHashMap<Object, Place> places = new IdentityHashMap<>();

  Topology(Settings settings) {
    globalOptions = OptionSet.EMPTY.under(settings.options());
    classes = new ClassTable(settings);
    takesLinkSelection =
        !settings.compatibility().makes(Compatibility.Concession.IGNORE_RAI_LINK_SELECTION);
    long[] ids =
        settings.networks().stream()
            .flatMap(network -> network.subnets().stream())
            .mapToLong(Subnet::id)
            .sorted()
            .toArray();
    Map<Parameters, Parameters> shared = new HashMap<>();
    List<Link> links = new ArrayList<>();
    for (Network network : settings.networks()) {
      Link link =
          new Link(
              network,
              links.size(),
              globalOptions,
              classes,
              subnet -> Arrays.binarySearch(ids, subnet.id()),
              parameters -> shared.computeIfAbsent(parameters, same -> same));
      links.add(link);
      subnets.addAll(link.subnets());
      link.subnets().forEach(this::note);
      link.pools().forEach(this::note);
    }
    noteServerId(globalOptions);
    for (ClientClass each : settings.classes()) {
      noteServerId(OptionSet.EMPTY.under(each.options()));
    }
    subnets.sort(Comparator.comparingInt(Place::order));
    prefixes = new PrefixIndex(subnets);
    reservations = new ReservationIndex(settings, links);
    relays = candidates(Topology::relays);
    interfaces = candidates(Topology::interfaces);
  }

  /// What a subnet says of itself stands in place of what its network says of all.
  private static List<Ipv4> relays(Place place) {
    List<Ipv4> own = place.subnet().relays();
    return own.isEmpty() ? place.network().relays() : own;
  }

  private static List<String> interfaces(Place place) {
    Optional<String> own = place.subnet().interfaceName();
    return own.or(() -> place.network().interfaceName()).stream().toList();
  }

  private <K> Map<K, Candidates> candidates(Function<Place, List<K>> keys) {
    Map<K, List<Place>> places = new HashMap<>();
    for (Place place : subnets) {
      Set<K> seen = new HashSet<>();
      for (K key : keys.apply(place)) {
        if (seen.add(key)) {
          places.computeIfAbsent(key, _ -> new ArrayList<>()).add(place);
        }
      }
    }
    Map<K, Candidates> found = new HashMap<>();
    places.forEach((key, list) -> found.put(key, new Candidates(list)));
    return found;
  }

  private void note(Place place) {
    places.put(place.pool().isPresent() ? place.pool().get() : place.subnet(), place);
    noteServerId(place.options());
  }

  private void noteServerId(OptionSet options) {
    configuredServerIds.addAll(options.addresses(OptionCodes.SERVER_IDENTIFIER));
  }

  /// The options of clients that are on no known subnet.
  OptionSet globalOptions() {
    return globalOptions;
  }

  /// Whether some level of the configuration sets this address as server identifier.
  boolean isConfiguredServerId(Ipv4 address) {
    return configuredServerIds.contains(address);
  }

  /// The place of an address in that pool or, where it is in none, in that subnet. Throws
  /// [IllegalArgumentException] if they are of other settings.
  Place placeOf(Optional<Pool> pool, Subnet subnet) {
    Place place = places.get(pool.isPresent() ? pool.get() : subnet);
    if (place == null) {
      throw new IllegalArgumentException("decided under other settings: subnet " + subnet.id());
    }
    return place;
  }

  /// All subnets, by rising id.
  List<Place> subnets() {
    return subnets;
  }

  /// The classes of these settings.
  ClassTable classes() {
    return classes;
  }

  /// What is reserved for whom.
  ReservationIndex reservations() {
    return reservations;
  }

  /// The subnet that the client is on, the first by rising id that is open to a client of these
  /// classes; null where it is on none of ours. What a relay agent or the client says by RFC 3527
  /// or RFC 3011 stands alone; otherwise the relay agent's address, and for direct messages the
  /// client's address and then where it came in.
  ///
  /// A client that broadcasts to this link is on it, whatever it believes its address to be (RFC
  /// 2131 section 4.3.2: the server checks `ciaddr` of a rebinding client for correctness).
  @Nullable Place locate(
      DhcpMessage message, Reception reception, RelayAgent relay, ClassSet client, Trace trace) {
    Search search = new Search(client, trace);
    Optional<Ipv4> link = takesLinkSelection ? relay.linkSelection() : Optional.empty();
    if (link.isPresent()) {
      return search.byAddress(Step.By.LINK_SELECTION, link.get());
    }
    if (message.has(OptionCodes.SUBNET_SELECTION)) {
      Optional<Ipv4> selected = OptionCodes.address(message, OptionCodes.SUBNET_SELECTION);
      return selected.isPresent()
          ? search.byAddress(Step.By.SUBNET_SELECTION, selected.get())
          : null;
    }
    Ipv4 giaddr = message.giaddr();
    if (!giaddr.isUnspecified()) {
      Place place = search.among(Step.By.RELAY_LIST, relays, giaddr);
      return place == null ? search.byAddress(Step.By.GIADDR, giaddr) : place;
    }
    if (reception.unicast()) {
      if (!message.ciaddr().isUnspecified()) {
        return search.byAddress(Step.By.CIADDR, message.ciaddr());
      }
      if (!reception.source().isUnspecified()) {
        return search.byAddress(Step.By.SOURCE, reception.source());
      }
    }
    return byInlet(search, reception.inlet());
  }

  private @Nullable Place byInlet(Search search, Reception.Inlet inlet) {
    Place place = search.among(Step.By.INTERFACE, interfaces, inlet.name());
    if (place == null && !inlet.address().isUnspecified()) {
      place = search.byAddress(Step.By.INTERFACE_ADDRESS, inlet.address());
    }
    for (int i = 0; place == null && i < inlet.addresses().size(); i++) {
      place = search.byAddress(Step.By.INTERFACE_ADDRESS, inlet.addresses().get(i));
    }
    return place;
  }

  /// A search for the subnet of one client.
  private final class Search {
    private final ClassSet client;
    private final Trace trace;

    Search(ClassSet client, Trace trace) {
      this.client = client;
      this.trace = trace;
    }

    @Nullable Place byAddress(Step.By by, Ipv4 address) {
      Place found = prefixes.find(address, client);
      if (trace.isOn()) {
        tell(by, address.toString(), found, prefixes.closed(address, found, client));
      }
      return found;
    }

    <K> @Nullable Place among(Step.By by, Map<K, Candidates> index, K key) {
      Candidates candidates = index.get(key);
      Place found = candidates == null ? null : candidates.first(client);
      if (trace.isOn() && candidates != null) {
        tell(by, key.toString(), found, candidates.closed(found, client));
      }
      return found;
    }

    private void tell(Step.By by, String key, @Nullable Place found, List<Place> closed) {
      closed.forEach(place -> trace.add(new Step.Closed(place.subnet(), by)));
      trace.add(new Step.Located(by, key, Optional.ofNullable(found).map(Place::subnet)));
    }
  }
}
