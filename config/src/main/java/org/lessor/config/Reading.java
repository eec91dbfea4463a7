package org.lessor.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// What all parts of the reading of one configuration share. For one thread.
final class Reading {
  private final SourceText source;
  private final Problems problems;
  private final Map<String, Map<String, Handling>> levels = new LinkedHashMap<>();

  /// What the readers do about a key.
  enum Handling {
    /// They read its value and act on it.
    READ,
    /// They accept it with a warning: it changes no answer.
    WITHOUT_EFFECT,
    /// They accept it with its default value only.
    ONLY_DEFAULT
  }

  Reading(SourceText source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  SourceText source() {
    return source;
  }

  Problems problems() {
    return problems;
  }

  /// The keys that a map may have, by the name of the key or list that the map stands under.
  Map<String, Map<String, Handling>> levels() {
    return levels;
  }

  /// The keys known so far of maps at this level.
  Map<String, Handling> level(String name) {
    return levels.computeIfAbsent(name, _ -> new TreeMap<>());
  }
}
