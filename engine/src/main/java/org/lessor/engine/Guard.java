package org.lessor.engine;

import java.util.Arrays;
import java.util.List;

/// Which clients a network, subnet or pool is for, by numbers of a [ClassTable]. Immutable.
final class Guard {
  static final Guard OPEN = new Guard(new int[0]);

  private final int[] classes;

  private Guard(int[] classes) {
    this.classes = classes;
  }

  static Guard of(List<String> names, ClassTable table) {
    return names.isEmpty()
        ? OPEN
        : new Guard(names.stream().mapToInt(table::idOf).sorted().distinct().toArray());
  }

  /// Whether it lets all in.
  boolean isOpen() {
    return classes.length == 0;
  }

  /// The classes that it lets in, ascending.
  int[] classes() {
    return classes;
  }

  /// Whether it lets in a client of these classes: one of them is enough.
  boolean admits(ClassSet client) {
    if (isOpen()) {
      return true;
    }
    for (int id : classes) {
      if (client.contains(id)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Guard guard && Arrays.equals(classes, guard.classes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(classes);
  }
}
