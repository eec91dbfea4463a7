package org.lessor.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All limits of a configuration (Kea: library limits).
///
/// @param subnets those of subnets, by id
/// @param classes those of classes, by name. That of a class with a template holds for each class
///   that the template spawns, by itself
/// @param templates the names of all classes with a template, limited or not
public record Limits(Map<Long, Limit> subnets, Map<String, Limit> classes, List<String> templates) {
  /// Copies what is handed in; the templates with the longest names come first.
  public Limits {
    subnets = Map.copyOf(subnets);
    classes = Map.copyOf(classes);
    templates =
        templates.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
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

  /// The limits of classes that clients of these classes count against. What a template spawned can
  /// have the name of what another one would have: it is of the template whose class the client is
  /// in too. Of several such templates the one with the longest name has it, unless that leaves
  /// another without any.
  List<Limit.Of.ClientsOf> ofClasses(List<String> names) {
    List<Limit.Of.ClientsOf> found = new ArrayList<>(2);
    Set<String> taken = new HashSet<>();
    for (String name : names) {
      if (classes.containsKey(name) && !templates.contains(name)) {
        found.add(new Limit.Of.ClientsOf(name));
        taken.add(name);
      }
    }
    for (String template : templates) {
      if (names.contains(template)) {
        String prefix = ClientClass.SPAWN_PREFIX + template + "_";
        List<String> all = names.stream().filter(name -> name.startsWith(prefix)).toList();
        List<String> own = all.stream().filter(name -> !taken.contains(name)).toList();
        List<String> spawned = own.isEmpty() ? all : own;
        taken.addAll(spawned);
        if (classes.containsKey(template)) {
          spawned.forEach(name -> found.add(new Limit.Of.ClientsOf(template, name)));
        }
      }
    }
    return found;
  }

  /// The limit of whose it is; empty where there is none.
  Optional<Limit> of(Limit.Of whose) {
    return switch (whose) {
      case Limit.Of.ClientsOf clients -> Optional.ofNullable(classes.get(clients.limited()));
      case Limit.Of.SubnetOf(long id) -> Optional.ofNullable(subnets.get(id));
    };
  }

  /// The limits of packets that hold for clients of these classes, and in that subnet if it is
  /// known.
  List<Limit.Counted> counted(List<String> names, Optional<Subnet> subnet) {
    List<Limit.Counted> found = new ArrayList<>();
    for (Limit.Of whose : ofClasses(names)) {
      of(whose)
          .flatMap(Limit::packets)
          .ifPresent(rate -> found.add(new Limit.Counted(whose, rate)));
    }
    subnet
        .map(place -> subnets.get(place.id()))
        .flatMap(Limit::packets)
        .ifPresent(rate ->
            found.add(new Limit.Counted(new Limit.Of.SubnetOf(subnet.orElseThrow().id()), rate)));
    return found;
  }
}
