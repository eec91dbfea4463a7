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

  /// 0.0.0.0 marks an empty place: no client ever holds it.
  private int[] addresses;

  private int[] holders;
  private int used;

  /// Has room for so many addresses from the start, at most [Population#MAX_COUNT]. To make room
  /// for more takes tens of milliseconds for a million, in which nothing else is done: it would be
  /// taken for the server's latency.
  AddressHolders(int expected) {
    int capacity = LEAST_CAPACITY;
    while (capacity / 2 < expected) {
      capacity *= 2;
    }
    addresses = new int[capacity];
    holders = new int[capacity];
  }

  int holder(int address) {
    int place = place(address);
    return addresses[place] == address ? holders[place] : NOBODY;
  }

  /// Makes `client` (or [#NOBODY]) the holder of an address.
  void put(int address, int client) {
    if (address == 0) {
      throw new AssertionError("nobody holds 0.0.0.0");
    }
    int place = place(address);
    if (addresses[place] == 0) {
      if (2 * (used + 1) > addresses.length) {
        grow();
        place = place(address);
      }
      addresses[place] = address;
      used++;
    }
    holders[place] = client;
  }

  private int place(int address) {
    int mask = addresses.length - 1;
    // Addresses of a pool follow one another: the multiplication spreads them.
    int place = ((address * 0x9e3779b9) >>> 7) & mask;
    while (addresses[place] != address && addresses[place] != 0) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    int[] oldAddresses = addresses;
    int[] oldHolders = holders;
    addresses = new int[2 * oldAddresses.length];
    holders = new int[addresses.length];
    for (int i = 0; i < oldAddresses.length; i++) {
      if (oldAddresses[i] != 0) {
        int place = place(oldAddresses[i]);
        addresses[place] = oldAddresses[i];
        holders[place] = oldHolders[i];
      }
    }
  }
}
