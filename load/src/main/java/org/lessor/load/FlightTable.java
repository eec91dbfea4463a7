package org.lessor.load;

/// Exchanges under way: arrays of numbers, and a list in the order in which their last messages
/// left, which is the order in which they are overdue.
///
/// Each exchange has a slot. The transaction id tells slot and generation, so that an answer finds
/// its exchange by one look, and one that comes too late finds that it is too late. Used by one
/// thread at a time.
final class FlightTable {
  static final int NONE = -1;

  private final int slotBits;
  private final int mask;
  private final int salt;

  private final int[] client;
  private final ExchangeKind[] kind;
  private final Step[] step;
  private final int[] generation;
  private final int[] offered;
  private final int[] server;
  private final long[] dueNanos;
  private final long[] sentNanos;
  private final boolean[] open;

  private final int[] older;
  private final int[] newer;
  private int oldest = NONE;
  private int newest = NONE;

  /// Free slots, taken in turn, so that a slot rests for as long as possible.
  private final int[] free;

  private int firstFree;
  private int count;
  private final int capacity;

  /// Room for `capacity` exchanges; `salt` makes transaction ids differ between runs.
  FlightTable(int capacity, int salt) {
    this.capacity = capacity;
    this.salt = salt;
    this.slotBits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, capacity - 1));
    this.mask = (1 << slotBits) - 1;
    client = new int[capacity];
    kind = new ExchangeKind[capacity];
    step = new Step[capacity];
    generation = new int[capacity];
    offered = new int[capacity];
    server = new int[capacity];
    dueNanos = new long[capacity];
    sentNanos = new long[capacity];
    open = new boolean[capacity];
    older = new int[capacity];
    newer = new int[capacity];
    free = new int[capacity];
    for (int slot = 0; slot < capacity; slot++) {
      free[slot] = slot;
    }
  }

  int capacity() {
    return capacity;
  }

  int count() {
    return count;
  }

  boolean full() {
    return count == capacity;
  }

  /// Opens an exchange that should begin at `due`.
  int open(int forClient, ExchangeKind ofKind, long due) {
    if (full()) {
      throw new AssertionError("no free slot among " + capacity);
    }
    int slot = free[firstFree];
    firstFree = firstFree + 1 == capacity ? 0 : firstFree + 1;
    count++;
    client[slot] = forClient;
    kind[slot] = ofKind;
    dueNanos[slot] = due;
    open[slot] = true;
    // Linked in by the first message that leaves.
    older[slot] = slot;
    return slot;
  }

  void close(int slot) {
    unlink(slot);
    open[slot] = false;
    generation[slot]++;
    int place = firstFree + (capacity - count);
    free[place >= capacity ? place - capacity : place] = slot;
    count--;
  }

  /// A message of the exchange leaves now.
  void sent(int slot, Step newStep, long nowNanos) {
    if (older[slot] != slot) {
      unlink(slot);
    }
    step[slot] = newStep;
    sentNanos[slot] = nowNanos;
    older[slot] = newest;
    newer[slot] = NONE;
    if (newest == NONE) {
      oldest = slot;
    } else {
      newer[newest] = slot;
    }
    newest = slot;
  }

  private void unlink(int slot) {
    if (older[slot] == NONE) {
      oldest = newer[slot];
    } else {
      newer[older[slot]] = newer[slot];
    }
    if (newer[slot] == NONE) {
      newest = older[slot];
    } else {
      older[newer[slot]] = older[slot];
    }
  }

  /// The exchange whose last message left first, or [#NONE].
  int oldest() {
    return oldest;
  }

  int xid(int slot) {
    return ((generation[slot] << slotBits) | slot) ^ salt;
  }

  /// The open exchange with this transaction id, or [#NONE].
  int find(int xid) {
    int slot = (xid ^ salt) & mask;
    return slot < capacity && open[slot] && xid(slot) == xid ? slot : NONE;
  }

  int client(int slot) {
    return client[slot];
  }

  ExchangeKind kind(int slot) {
    return kind[slot];
  }

  Step step(int slot) {
    return step[slot];
  }

  long dueNanos(int slot) {
    return dueNanos[slot];
  }

  long sentNanos(int slot) {
    return sentNanos[slot];
  }

  void offered(int slot, int address, int byServer) {
    offered[slot] = address;
    server[slot] = byServer;
  }

  int offeredAddress(int slot) {
    return offered[slot];
  }

  int offeringServer(int slot) {
    return server[slot];
  }
}
