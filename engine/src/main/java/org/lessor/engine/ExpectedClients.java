package org.lessor.engine;

/// Clients whose packets are here and will be answered next, by their Ethernet addresses.
///
/// What is known of a client among millions lies in no cache of the processor, and whoever looks
/// for it waits for memory, several times in a row. A store that is told of some clients at once
/// ([LeaseStore#expect]) reads what it has of all of them, so that they wait together.
///
/// Made once and filled again. Used by one thread at a time.
public final class ExpectedClients {
  private static final int NOBODY = -1;

  private final long[] addresses;
  private final int[] hashes;
  private final int[] slots;
  private int count;
  private int sum;

  /// Room for so many clients.
  public ExpectedClients(int capacity) {
    addresses = new long[capacity];
    hashes = new int[capacity];
    slots = new int[capacity];
  }

  /// Forgets all.
  public void clear() {
    count = 0;
  }

  /// Adds a client, by the 48 bits of its Ethernet address, highest byte first. A negative number
  /// is nobody's and adds none.
  ///
  /// @throws IndexOutOfBoundsException where there are as many as there is room for
  public void add(long ethernet) {
    if (ethernet >= 0) {
      addresses[count++] = ethernet;
    }
  }

  int count() {
    return count;
  }

  long address(int i) {
    return addresses[i];
  }

  void hash(int i, int hash) {
    hashes[i] = hash;
  }

  int hash(int i) {
    return hashes[i];
  }

  void lead(int i, int slot) {
    slots[i] = slot;
  }

  void leadNowhere(int i) {
    slots[i] = NOBODY;
  }

  boolean leadsToARow(int i) {
    return slots[i] != NOBODY;
  }

  int slot(int i) {
    return slots[i];
  }

  /// Takes what was read: the compiler leaves out a read that nobody takes.
  void took(int value) {
    sum += value;
  }

  /// The sum of what was read; it means nothing.
  int sum() {
    return sum;
  }
}
