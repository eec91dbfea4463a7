package org.lessor.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All limits of a configuration (Kea: library limits).
///
/// @param subnets those of subnets, by id
/// @param classes those of classes, by name. That of a class with a template holds for each class
///   that the template spawns, by itself
/// @param templates the names of classes with a template
public record Limits(Map<Long, Limit> subnets, Map<String, Limit> classes, List<String> templates) {
  /// Copies what is handed in.
  public Limits {
    subnets = Map.copyOf(subnets);
    classes = Map.copyOf(classes);
    templates = List.copyOf(templates);
  }

  /// Whether any limit is one of packets.
  public boolean ofPackets() {
    return subnets.values().stream().anyMatch(limit -> limit.packets().isPresent())
        || classes.values().stream().anyMatch(limit -> limit.packets().isPresent());
  }

  /// Whether any limit is one of addresses.
  boolean ofAddresses() {
    return subnets.values().stream().anyMatch(limit -> limit.addresses().isPresent())
        || classes.values().stream().anyMatch(limit -> limit.addresses().isPresent());
  }

  /// The limit of that class; empty where it has none.
  Optional<Limit> ofClass(String name) {
    Limit own = templates.contains(name) ? null : classes.get(name);
    if (own != null) {
      return Optional.of(own);
    }
    for (String template : templates) {
      if (name.startsWith(ClientClass.SPAWN_PREFIX + template + "_")) {
        Limit limit = classes.get(template);
        if (limit != null) {
          return Optional.of(limit);
        }
      }
    }
    return Optional.empty();
  }

  /// The limit of whose it is; empty where there is none.
  Optional<Limit> of(Limit.Of whose) {
    return switch (whose) {
      case Limit.Of.ClientsOf(String name) -> ofClass(name);
      case Limit.Of.SubnetOf(long id) -> Optional.ofNullable(subnets.get(id));
    };
  }

  /// The limits of packets that hold for clients of these classes, and in that subnet if it is
  /// known.
  List<Limit.Counted> counted(List<String> names, Optional<Subnet> subnet) {
    List<Limit.Counted> found = new ArrayList<>();
    for (String name : names) {
      ofClass(name)
          .flatMap(Limit::packets)
          .ifPresent(rate -> found.add(new Limit.Counted(new Limit.Of.ClientsOf(name), rate)));
    }
    subnet
        .map(place -> subnets.get(place.id()))
        .flatMap(Limit::packets)
        .ifPresent(rate ->
            found.add(new Limit.Counted(new Limit.Of.SubnetOf(subnet.orElseThrow().id()), rate)));
    return found;
  }
}
