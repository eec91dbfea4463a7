package org.lessor.config;

import java.util.List;

/// A part of a configuration as it takes effect, with the origin of each value.
sealed interface Effective {
  /// A map, in the order of the file, followed by what the file does not say.
  record Entries(List<Entry> entries) implements Effective {
    public Entries {
      entries = List.copyOf(entries);
    }
  }

  /// One entry of a map.
  record Entry(String key, Effective value, Origin origin) {}

  /// A list that has maps in it.
  record Elements(List<Effective> elements) implements Effective {
    public Elements {
      elements = List.copyOf(elements);
    }
  }

  /// A value without parts, or a list of such.
  record Plain(JsonValue value) implements Effective {}
}
