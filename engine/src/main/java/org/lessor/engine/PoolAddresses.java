package org.lessor.engine;

import java.util.Arrays;
import org.lessor.wire.Ipv4;

/// What one pool can give out: addresses that have no record yet, and records that have ended.
///
/// Called only by [LeaseTable], which says what protects it.
final class PoolAddresses {
  private final Ipv4 first;
  private final Ipv4 last;
  private final Allocator allocator;
  // What is not for everybody: addresses as unsigned numbers, ascending.
  private final long[] withheld;
  private final FreshAddresses fresh;
  private final EndedRecords ended;
  private final StateCounts counts = new StateCounts();

  /// All addresses of `pool` without a record, those in `withheld` never to be given out.
  ///
  /// @param hash what chance begins with
  PoolAddresses(LeaseRows rows, Pool pool, Allocator allocator, long[] withheld, KeyHash hash) {
    this.first = pool.first();
    this.last = pool.last();
    this.allocator = allocator;
    this.withheld = withheld;
    long seed = ((long) hash.of(first.bits()) << 32) ^ hash.of(~last.bits());
    this.fresh = FreshAddresses.of(allocator, pool.size(), seed);
    this.ended = EndedRecords.of(allocator, rows, ~seed);
    for (long address : withheld) {
      fresh.take(address - first.unsigned());
    }
  }

  /// Whether this serves as well for `pool` with these addresses withheld.
  boolean serves(Pool pool, Allocator otherAllocator, long[] otherWithheld) {
    return first.equals(pool.first())
        && last.equals(pool.last())
        && allocator == otherAllocator
        && Arrays.equals(withheld, otherWithheld);
  }

  /// Whether the address, as an unsigned number, is kept from everybody.
  boolean withholds(long address) {
    return Arrays.binarySearch(withheld, address) >= 0;
  }

  Ipv4 first() {
    return first;
  }

  Ipv4 last() {
    return last;
  }

  /// The address without a record that goes next, as bits; -1 where there is none.
  long fresh() {
    long index = fresh.next();
    return index < 0 ? -1 : first.plus(index).unsigned();
  }

  /// Notes that `address` got a record.
  void take(int address) {
    fresh.take(Integer.toUnsignedLong(address) - first.unsigned());
  }

  /// Notes that the record of `address` was removed.
  void give(int address) {
    fresh.give(Integer.toUnsignedLong(address) - first.unsigned());
  }

  /// Counts one record more (1) or less (-1) in this state.
  void count(LeaseState state, int difference) {
    counts.add(state, difference);
  }

  /// The number of records and of addresses to be had.
  LeaseCounts counts() {
    long size = last.unsigned() - first.unsigned() + 1;
    return counts.with(size - withheld.length - counts.held());
  }

  /// The row, plus one, of the ended record whose address goes next; 0 where none has ended.
  int ended() {
    return ended.next();
  }

  /// Adds a row that has just ended.
  void addEnded(int slot) {
    ended.add(slot);
  }

  /// Takes out a row that was added.
  void removeEnded(int slot) {
    ended.remove(slot);
  }
}
