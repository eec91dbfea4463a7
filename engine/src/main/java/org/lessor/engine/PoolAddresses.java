package org.lessor.engine;

import java.util.Arrays;
import org.lessor.wire.Ipv4;

/// What one pool can give out: addresses that have no record yet, and the records that have ended,
/// in the order in which they did.
///
/// Called only by [LeaseTable], which says what protects it.
final class PoolAddresses {
  private final LeaseRows rows;
  private final Ipv4 first;
  private final Ipv4 last;
  // What is not for everybody: addresses as unsigned numbers, ascending.
  private final long[] withheld;
  private final FreeAddresses free;
  private final StateCounts counts = new StateCounts();
  // Where the search for a fresh address begins: behind the one given last.
  private long cursor;
  private int endedHead;
  private int endedTail;

  /// All addresses of `pool` without a record, those in `withheld` never to be given out.
  PoolAddresses(LeaseRows rows, Pool pool, long[] withheld) {
    this.rows = rows;
    this.first = pool.first();
    this.last = pool.last();
    this.withheld = withheld;
    this.free = new FreeAddresses(pool.size());
    for (long address : withheld) {
      free.take(address - first.unsigned());
    }
  }

  /// Whether this serves as well for `pool` with these addresses withheld.
  boolean serves(Pool pool, long[] otherWithheld) {
    return first.equals(pool.first())
        && last.equals(pool.last())
        && Arrays.equals(withheld, otherWithheld);
  }

  Ipv4 first() {
    return first;
  }

  Ipv4 last() {
    return last;
  }

  /// The address that never had a record, or had it removed longest ago in the order of the search;
  /// as bits, or -1 where there is none.
  long fresh() {
    long index = free.next(cursor);
    if (index < 0 && cursor > 0) {
      index = free.next(0);
    }
    return index < 0 ? -1 : first.plus(index).unsigned();
  }

  /// Notes that `address` got a record.
  void take(int address) {
    long index = Integer.toUnsignedLong(address) - first.unsigned();
    if (free.next(cursor) == index) {
      cursor = index + 1;
    } else if (cursor > 0 && free.next(cursor) < 0 && free.next(0) == index) {
      cursor = index + 1;
    }
    free.take(index);
  }

  /// Notes that the record of `address` was removed.
  void give(int address) {
    free.give(Integer.toUnsignedLong(address) - first.unsigned());
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

  /// The row, plus one, that ended longest ago; 0 where none has.
  int endedHead() {
    return endedHead;
  }

  /// Puts a row that has just ended behind all others.
  void addEnded(int slot) {
    rows.set(slot, LeaseRows.ENDED_PREVIOUS, endedTail);
    rows.set(slot, LeaseRows.ENDED_NEXT, 0);
    if (endedTail == 0) {
      endedHead = slot + 1;
    } else {
      rows.set(endedTail - 1, LeaseRows.ENDED_NEXT, slot + 1);
    }
    endedTail = slot + 1;
  }

  /// Takes out a row that was added.
  void removeEnded(int slot) {
    int next = rows.get(slot, LeaseRows.ENDED_NEXT);
    int previous = rows.get(slot, LeaseRows.ENDED_PREVIOUS);
    if (previous == 0) {
      endedHead = next;
    } else {
      rows.set(previous - 1, LeaseRows.ENDED_NEXT, next);
    }
    if (next == 0) {
      endedTail = previous;
    } else {
      rows.set(next - 1, LeaseRows.ENDED_PREVIOUS, previous);
    }
    rows.set(slot, LeaseRows.ENDED_NEXT, 0);
    rows.set(slot, LeaseRows.ENDED_PREVIOUS, 0);
  }
}
