package org.lessor.engine;

import java.util.Arrays;

/// The fixed part of every lease record: one row of eleven numbers, 44 bytes, each.
///
/// Rows are kept in chunks that are never moved, so that growing costs the same at any size. A row
/// is named by its slot, 0 and up. Links between rows hold the slot plus one, so that zero, which
/// fresh memory is full of, means none.
///
/// Called only by [LeaseTable], which says what protects it.
final class LeaseRows {
  /// The address, as [org.lessor.wire.Ipv4#bits()].
  static final int ADDRESS = 0;

  /// The low 32 bits of the client last transaction time; the others are in [#META].
  static final int CLTT = 1;

  /// The lifetime in seconds, unsigned.
  static final int LIFETIME = 2;

  /// Index of the pair of subnet and pool ids: see [LeasePlaces].
  static final int PLACE = 3;

  /// State, flags, hardware type and the high bits of the time; 0 in a vacant row.
  static final int META = 4;

  /// Where the part of variable length is: see [ByteSlab].
  static final int BLOCK = 5;

  /// Next row that ends in the same second; in a vacant row the next vacant one.
  static final int EXPIRY_NEXT = 6;

  /// Previous row that ends in the same second.
  static final int EXPIRY_PREVIOUS = 7;

  /// Next row among the ended ones of a pool, which ended later.
  static final int ENDED_NEXT = 8;

  /// Previous row among the ended ones of a pool.
  static final int ENDED_PREVIOUS = 9;

  /// Index plus one of the pool that may give this address out; 0 where none may.
  static final int POOL = 10;

  /// How many bits a slot plus one takes at most.
  static final int LINK_BITS = 28;

  private static final int MOST_ROWS = (1 << LINK_BITS) - 1;
  private static final int STRIDE = 11;
  private static final int CHUNK_SHIFT = 12;
  private static final int CHUNK_MASK = (1 << CHUNK_SHIFT) - 1;

  /// The size of an array of rows.
  static final int CHUNK_INTS = STRIDE << CHUNK_SHIFT;

  private final LeaseRoom room;
  private int[][] chunks = new int[16][];
  private int used;
  private int vacant;

  /// No rows; arrays for them come from `room`.
  LeaseRows(LeaseRoom room) {
    this.room = room;
  }

  /// One past the highest slot ever used.
  int used() {
    return used;
  }

  int get(int slot, int field) {
    return chunks[slot >>> CHUNK_SHIFT][(slot & CHUNK_MASK) * STRIDE + field];
  }

  /// Reads from both ends of a row; what it returns means nothing.
  int peek(int slot) {
    return get(slot, 0) + get(slot, STRIDE - 1);
  }

  void set(int slot, int field, int value) {
    chunks[slot >>> CHUNK_SHIFT][(slot & CHUNK_MASK) * STRIDE + field] = value;
  }

  /// A row full of zeros. Throws [IllegalStateException] where there are as many as can be named.
  int allocate() {
    if (vacant != 0) {
      int slot = vacant - 1;
      vacant = get(slot, EXPIRY_NEXT);
      set(slot, EXPIRY_NEXT, 0);
      return slot;
    }
    if (used == MOST_ROWS) {
      throw new IllegalStateException("no more than " + used + " leases can be kept");
    }
    int chunk = used >>> CHUNK_SHIFT;
    if (chunk == chunks.length) {
      chunks = Arrays.copyOf(chunks, chunk * 2);
    }
    if (chunks[chunk] == null) {
      chunks[chunk] = room.rows();
    }
    return used++;
  }

  /// Takes back a row that no index leads to any more.
  void free(int slot) {
    int start = (slot & CHUNK_MASK) * STRIDE;
    Arrays.fill(chunks[slot >>> CHUNK_SHIFT], start, start + STRIDE, 0);
    set(slot, EXPIRY_NEXT, vacant);
    vacant = slot + 1;
  }
}
