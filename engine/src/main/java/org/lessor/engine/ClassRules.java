package org.lessor.engine;

import java.util.List;

/// What a network, subnet or pool has to say of client classes.
///
/// @param guards the classes that it is for, by name: a client of any of them is let in (Kea:
///   client-classes); empty where it is for all
/// @param additional the classes that are evaluated once an address there is chosen, by name, in
///   order (Kea: evaluate-additional-classes)
public record ClassRules(List<String> guards, List<String> additional) {
  /// For all clients, without additional classes.
  public static final ClassRules NONE = new ClassRules(List.of(), List.of());

  /// Copies the lists.
  public ClassRules {
    guards = List.copyOf(guards);
    additional = List.copyOf(additional);
  }

  /// For clients of any of these classes, without additional classes.
  public static ClassRules onlyFor(String... names) {
    return new ClassRules(List.of(names), List.of());
  }
}
