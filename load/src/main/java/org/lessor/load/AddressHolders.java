package org.lessor.load;

/// Which client holds which address: an open hash table of plain numbers, so that millions cost
/// eight bytes each and some room.
///
/// An address once seen keeps its place, held or not: a pool has only so many. Used by one thread
/// at a time.
final class AddressHolders {
  /// What [#holder] returns for an address that nobody holds.
  static final int NOBODY = -1;

  private static final int LEAST_CAPACITY = 1 << 10;

  /// Addresses of a pool follow one another, and servers give them out so: eight of them lie in one
  /// line of the processor's cache.
  private static final int NEIGHBOURS_SHIFT = 3;

  private static final int NEIGHBOURS_MASK = (1 << NEIGHBOURS_SHIFT) - 1;

  /// The address and, in the lower half, its holder. 0.0.0.0 marks an empty place: no client ever
  /// holds it.
  private long[] places;

  private int used;

  /// Has room for so many addresses from the start, at most [Population#MAX_COUNT]. To make room
  /// for more takes tens of milliseconds for a million, in which nothing else is done: it would be
  /// taken for the server's latency.
  AddressHolders(int expected) {
    int capacity = LEAST_CAPACITY;
    while (capacity / 2 < expected) {
      capacity *= 2;
    }
    places = new long[capacity];
  }

  int holder(int address) {
    long found = places[place(address)];
    return found == 0 ? NOBODY : (int) found;
  }

  /// Reads where [#holder] would look first; what it returns means nothing.
  long peek(int address) {
    return places[home(address)];
  }

  /// Makes `client` (or [#NOBODY]) the holder of an address.
  void put(int address, int client) {
    if (address == 0) {
      throw new AssertionError("nobody holds 0.0.0.0");
    }
    int place = place(address);
    if (places[place] == 0) {
      if (2 * (used + 1) > places.length) {
        grow();
        place = place(address);
      }
      used++;
    }
    places[place] = (long) address << Integer.SIZE | Integer.toUnsignedLong(client);
  }

  private int place(int address) {
    int place = home(address);
    while (places[place] != 0 && address(places[place]) != address) {
      place = (place + 1) & (places.length - 1);
    }
    return place;
  }

  private int home(int address) {
    int groupBits = Integer.numberOfTrailingZeros(places.length) - NEIGHBOURS_SHIFT;
    int group = ((address >>> NEIGHBOURS_SHIFT) * 0x9e3779b9) >>> (Integer.SIZE - groupBits);
    return group << NEIGHBOURS_SHIFT | (address & NEIGHBOURS_MASK);
  }

  private static int address(long place) {
    return (int) (place >>> Integer.SIZE);
  }

  private void grow() {
    long[] before = places;
    places = new long[2 * before.length];
    for (long place : before) {
      if (place != 0) {
        places[place(address(place))] = place;
      }
    }
  }
}
