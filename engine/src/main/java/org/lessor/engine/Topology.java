package org.lessor.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lessor.wire.DhcpMessage;
import org.lessor.wire.Ipv4;

/// Finds the subnet that a client is on from its message and how that came in, by looks into tables
/// whose cost does not grow with the number of subnets. Immutable.
final class Topology {
  private final OptionSet globalOptions;
  private final List<Place> subnets = new ArrayList<>();
  private final PrefixIndex prefixes;
  private final Map<Ipv4, Place> relays = new HashMap<>();
  private final Map<String, Place> interfaces = new HashMap<>();
  private final Set<Ipv4> configuredServerIds = new HashSet<>();

  /// By the very pool, or by the very subnet: their equality would compare all that is in them.
  private final IdentityHashMap<Object, Place> places = new IdentityHashMap<>();

  Topology(Settings settings) {
    globalOptions = OptionSet.EMPTY.under(settings.options());
    ReservationIndex global = new ReservationIndex(settings.reservationKinds());
    settings.reservations().forEach(reservation -> global.add(reservation, null));
    for (Network network : settings.networks()) {
      Link link =
          new Link(network, globalOptions, settings.reservationKinds(), global, subnets.size());
      subnets.addAll(link.subnets());
      link.subnets().forEach(this::note);
      link.pools().forEach(this::note);
    }
    noteServerId(globalOptions);
    prefixes = new PrefixIndex(subnets);
    // What a subnet says of itself goes before what its network says of all.
    for (Place place : subnets) {
      place.subnet().relays().forEach(relay -> relays.putIfAbsent(relay, place));
    }
    for (Place place : subnets) {
      place.link().network().relays().forEach(relay -> relays.putIfAbsent(relay, place));
      place.subnet().interfaceName().ifPresent(name -> interfaces.putIfAbsent(name, place));
      place.link().network().interfaceName().ifPresent(name -> interfaces.putIfAbsent(name, place));
    }
  }

  private void note(Place place) {
    places.put(place.pool().isPresent() ? place.pool().get() : place.subnet(), place);
    noteServerId(place.options());
  }

  private void noteServerId(OptionSet options) {
    Ipv4 configured = options.address(OptionCodes.SERVER_IDENTIFIER);
    if (configured != null) {
      configuredServerIds.add(configured);
    }
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

  /// All subnets, in the order of the configuration.
  List<Place> subnets() {
    return subnets;
  }

  /// The subnet that the client is on; null where it is on none of ours. What a relay agent or the
  /// client says by RFC 3527 or RFC 3011 stands alone; otherwise the relay agent's address, and for
  /// direct messages the client's address and then where it came in.
  ///
  /// Deviates: Kea takes the client's address first also for a DHCPREQUEST that was broadcast to
  /// this link. Such a client is on this link whatever it believes (RFC 2131 section 4.3.2: the
  /// server checks `ciaddr` of a rebinding client for correctness).
  @Nullable Place locate(
      DhcpMessage message, Reception reception, Request request, RelayAgent relay) {
    if (relay.linkSelection().isPresent()) {
      return prefixes.find(relay.linkSelection().get());
    }
    if (message.has(OptionCodes.SUBNET_SELECTION)) {
      Optional<Ipv4> selected = OptionCodes.address(message, OptionCodes.SUBNET_SELECTION);
      return selected.isPresent() ? prefixes.find(selected.get()) : null;
    }
    Ipv4 giaddr = message.giaddr();
    if (!giaddr.isUnspecified()) {
      Place place = relays.get(giaddr);
      return place == null ? prefixes.find(giaddr) : place;
    }
    if (request instanceof Request.Rebinding) {
      Place place = locate(reception.inlet());
      return place == null ? locate(message.ciaddr(), reception.source()) : place;
    }
    Place place = locate(message.ciaddr(), reception.source());
    return place == null ? locate(reception.inlet()) : place;
  }

  private @Nullable Place locate(Ipv4 ciaddr, Ipv4 source) {
    Place place = ciaddr.isUnspecified() ? null : prefixes.find(ciaddr);
    return place != null || source.isUnspecified() ? place : prefixes.find(source);
  }

  private @Nullable Place locate(Reception.Inlet inlet) {
    Place place = interfaces.get(inlet.name());
    if (place == null && !inlet.address().isUnspecified()) {
      place = prefixes.find(inlet.address());
    }
    for (int i = 0; place == null && i < inlet.addresses().size(); i++) {
      place = prefixes.find(inlet.addresses().get(i));
    }
    return place;
  }
}
