package org.lessor.engine;

import java.util.Arrays;

/// An index from hash to rows that grows by one bucket at a time (linear hashing), so that no
/// insertion ever waits for a table to be copied.
///
/// Rows of one bucket are linked through a field of theirs. There is about one row a bucket. The
/// caller compares keys: the index knows hashes only, and several rows may have one key.
///
/// Called only by [LeaseTable], which says what protects it.
final class HashIndex {
  private static final int CHUNK_SHIFT = 14;

  /// The size of an array of buckets.
  static final int CHUNK_INTS = 1 << CHUNK_SHIFT;

  private static final int CHUNK_MASK = (1 << CHUNK_SHIFT) - 1;

  /// The hash of a row.
  interface RowHash {
    int of(int slot);
  }

  private final LeaseRows rows;
  private final int nextField;
  private final RowHash hashes;
  private final LeaseRoom room;
  private int[][] chunks;
  private int buckets = 64;
  private int count;

  /// An empty index whose chains run through `nextField`; arrays for buckets come from `room`.
  HashIndex(LeaseRows rows, LeaseRoom room, int nextField, RowHash hashes) {
    this.rows = rows;
    this.nextField = nextField;
    this.hashes = hashes;
    this.room = room;
    this.chunks = new int[][] {room.buckets()};
  }

  /// Makes room for `expected` rows at once, so that adding them moves none. For an empty index.
  void reserve(int expected) {
    if (count != 0) {
      throw new AssertionError("rows are there already");
    }
    buckets = Math.max(buckets, expected);
    int last = (buckets - 1) >>> CHUNK_SHIFT;
    if (last >= chunks.length) {
      chunks = Arrays.copyOf(chunks, last + 1);
    }
    for (int chunk = 0; chunk <= last; chunk++) {
      if (chunks[chunk] == null) {
        chunks[chunk] = room.buckets();
      }
    }
  }

  /// The number of rows.
  int count() {
    return count;
  }

  /// The first row, plus one, of the bucket of `hash`; 0 where it is empty.
  int first(int hash) {
    return head(bucket(hash));
  }

  /// The row, plus one, behind `slot` in its bucket; 0 at the end.
  int next(int slot) {
    return rows.get(slot, nextField);
  }

  /// Throws [IllegalStateException] when no steps are left: who reads beside a writer could follow
  /// links in a circle.
  static void checkSteps(int stepsLeft) {
    if (stepsLeft <= 0) {
      throw new IllegalStateException("a chain longer than there are rows");
    }
  }

  void add(int slot) {
    if (++count > buckets) {
      split();
    }
    push(bucket(hashes.of(slot)), slot);
  }

  void remove(int slot) {
    int bucket = bucket(hashes.of(slot));
    int link = head(bucket);
    if (link == slot + 1) {
      setHead(bucket, rows.get(slot, nextField));
    } else {
      int previous = link - 1;
      while ((link = rows.get(previous, nextField)) != slot + 1) {
        previous = link - 1;
      }
      rows.set(previous, nextField, rows.get(slot, nextField));
    }
    rows.set(slot, nextField, 0);
    count--;
  }

  // With n buckets and m the highest power of two not above n, buckets 0 to n - m - 1 have been
  // split into themselves and the bucket m further on.
  private int bucket(int hash) {
    int half = Integer.highestOneBit(buckets);
    int index = hash & ((half << 1) - 1);
    return index < buckets ? index : index - half;
  }

  private void split() {
    int half = Integer.highestOneBit(buckets);
    int from = buckets - half;
    int to = buckets;
    int chunk = to >>> CHUNK_SHIFT;
    if (chunk >= chunks.length) {
      chunks = Arrays.copyOf(chunks, chunks.length * 2);
    }
    if (chunks[chunk] == null) {
      chunks[chunk] = room.buckets();
    }
    int link = head(from);
    setHead(from, 0);
    buckets++;
    while (link != 0) {
      int slot = link - 1;
      link = rows.get(slot, nextField);
      push((hashes.of(slot) & half) == 0 ? from : to, slot);
    }
  }

  private void push(int bucket, int slot) {
    rows.set(slot, nextField, head(bucket));
    setHead(bucket, slot + 1);
  }

  private int head(int bucket) {
    return chunks[bucket >>> CHUNK_SHIFT][bucket & CHUNK_MASK];
  }

  private void setHead(int bucket, int link) {
    chunks[bucket >>> CHUNK_SHIFT][bucket & CHUNK_MASK] = link;
  }
}
