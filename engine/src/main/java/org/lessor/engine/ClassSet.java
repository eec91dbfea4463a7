package org.lessor.engine;

/// Classes that a packet belongs to, by their numbers in a [ClassTable], in the order in which they
/// were assigned.
sealed interface ClassSet permits Classification, Membership {
  /// How many there are.
  int size();

  /// The number of the class at `index`.
  int id(int index);

  /// Whether the class with that number is one of them.
  default boolean contains(int id) {
    for (int i = 0; i < size(); i++) {
      if (id(i) == id) {
        return true;
      }
    }
    return false;
  }
}
