package org.lessor.store;

import org.lessor.engine.StoredLease;

/// Some records in the order of their lines, on the way from the one who reads to the table.
final class LeaseBatch {
  /// How many records go into one.
  static final int SIZE = 512;

  private final StoredLease[] leases = new StoredLease[SIZE];
  private final long[] lines = new long[SIZE];
  private String file = "";
  private int count;

  LeaseBatch() {
    for (int i = 0; i < SIZE; i++) {
      leases[i] = new StoredLease();
    }
  }

  /// Makes it empty, for lines of `name`.
  void begin(String name) {
    file = name;
    count = 0;
  }

  /// What the next record is to be written into. It counts when it is [#add]ed.
  StoredLease next() {
    return leases[count];
  }

  /// Adds [#next], which stands in this line.
  void add(long line) {
    lines[count++] = line;
  }

  boolean isFull() {
    return count == SIZE;
  }

  int count() {
    return count;
  }

  String file() {
    return file;
  }

  StoredLease lease(int index) {
    return leases[index];
  }

  long line(int index) {
    return lines[index];
  }
}
