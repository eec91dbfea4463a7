package org.lessor.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The classes that a client belongs to, in the order in which they were assigned: what an earlier
/// one says goes before what a later one says. Immutable.
public final class Membership implements ClassSet {
  private final ClassTable table;
  private final int[] ids;
  private final List<String> unlisted;

  /// @param table that the numbers are of
  /// @param ids in the order of assignment
  /// @param unlisted names of classes that the table has no number for
  Membership(ClassTable table, int[] ids, List<String> unlisted) {
    this.table = table;
    this.ids = ids;
    this.unlisted = unlisted;
  }

  @Override
  public int size() {
    return ids.length;
  }

  @Override
  public int id(int index) {
    return ids[index];
  }

  /// Classes that settings do not mention, which only hooks can care for.
  List<String> unlisted() {
    return unlisted;
  }

  /// The names of the classes, in order: those that the settings mention anywhere, and behind them
  /// those that templates spawned. A `VENDOR_CLASS_` that nobody mentions is left out.
  public List<String> names() {
    List<String> names = new ArrayList<>(ids.length + unlisted.size());
    for (int id : ids) {
      names.add(table.name(id));
    }
    names.addAll(unlisted);
    return names;
  }

  /// Whether leases keep them ([Hooks#limits]).
  boolean areKept() {
    return table.areKept();
  }

  /// Whether the class of that name is one of them.
  public boolean contains(String name) {
    int id = table.find(name);
    return id < 0 ? unlisted.contains(name) : contains(id);
  }

  /// The lifetimes of the first class that has any.
  Optional<Lifetimes> lifetimes() {
    if (table.setsTimes()) {
      for (int id : ids) {
        Optional<ClientClass> definition = table.definition(id);
        if (definition.isPresent() && definition.get().lifetimes().isPresent()) {
          return definition.get().lifetimes();
        }
      }
    }
    return Optional.empty();
  }

  /// How long offers hold, by the first class that says so.
  OptionalLong offerHoldSeconds() {
    if (table.setsTimes()) {
      for (int id : ids) {
        Optional<ClientClass> definition = table.definition(id);
        if (definition.isPresent() && definition.get().offerHoldSeconds().isPresent()) {
          return definition.get().offerHoldSeconds();
        }
      }
    }
    return OptionalLong.empty();
  }

  /// The boot fields, each by the first class that has it.
  BootFields boot() {
    BootFields boot = BootFields.NONE;
    if (table.setsBoot()) {
      for (int id : ids) {
        Optional<ClientClass> definition = table.definition(id);
        if (definition.isPresent()) {
          boot = boot.over(definition.get().boot());
        }
      }
    }
    return boot;
  }

  /// The definitions of classes with options, in order.
  List<ClientClass> withOptions() {
    if (!table.setsOptions()) {
      return List.of();
    }
    List<ClientClass> found = new ArrayList<>();
    for (int id : ids) {
      Optional<ClientClass> definition = table.definition(id);
      if (definition.isPresent() && !definition.get().options().isEmpty()) {
        found.add(definition.get());
      }
    }
    return found;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Membership membership && names().equals(membership.names());
  }

  @Override
  public int hashCode() {
    return names().hashCode();
  }

  @Override
  public String toString() {
    return Arrays.toString(names().toArray());
  }
}
