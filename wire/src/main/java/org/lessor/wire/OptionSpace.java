package org.lessor.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The options that share one range of codes: DHCPv4's own, or the sub-options of one option.
///
/// Immutable, safe for any thread.
public final class OptionSpace {
  /// The name of DHCPv4's own space.
  public static final String DHCP4 = "dhcp4";

  private final String name;
  private final Map<Integer, OptionDefinition<?>> byCode = new HashMap<>();
  private final Map<String, OptionDefinition<?>> byName = new HashMap<>();
  private final List<OptionDefinition<?>> definitions;

  /// A space with these definitions. Throws [IllegalArgumentException] if two have the same code or
  /// name, or one belongs to another space.
  public OptionSpace(String name, List<OptionDefinition<?>> definitions) {
    this.name = name;
    this.definitions = List.copyOf(definitions);
    for (OptionDefinition<?> definition : definitions) {
      if (!definition.space().equals(name)) {
        throw new IllegalArgumentException(
            definition.name() + " belongs to " + definition.space() + ", not " + name);
      }
      if (byCode.put(definition.code(), definition) != null) {
        throw new IllegalArgumentException("code " + definition.code() + " twice in " + name);
      }
      if (byName.put(definition.name(), definition) != null) {
        throw new IllegalArgumentException("name " + definition.name() + " twice in " + name);
      }
    }
  }

  /// Kea's name of the space.
  public String name() {
    return name;
  }

  /// All definitions, in the order in which they were given.
  public List<OptionDefinition<?>> definitions() {
    return definitions;
  }

  /// All names, for who looks up a misspelt one.
  public Set<String> names() {
    return Collections.unmodifiableSet(byName.keySet());
  }

  /// The definition with this code.
  public Optional<OptionDefinition<?>> byCode(int code) {
    return Optional.ofNullable(byCode.get(code));
  }

  /// The definition with this name.
  public Optional<OptionDefinition<?>> byName(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /// This space with `definition` in the place of those that have its code or its name. Throws
  /// [IllegalArgumentException] if it belongs to another space.
  public OptionSpace with(OptionDefinition<?> definition) {
    List<OptionDefinition<?>> changed = new ArrayList<>(definitions);
    changed.removeIf(
        old -> old.code() == definition.code() || old.name().equals(definition.name()));
    changed.add(definition);
    return new OptionSpace(name, changed);
  }

  @Override
  public String toString() {
    return name + " (" + definitions.size() + " options)";
  }
}
