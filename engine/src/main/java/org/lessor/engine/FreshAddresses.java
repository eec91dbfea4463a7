package org.lessor.engine;

/// The addresses of a pool that have no record, as numbers from 0 on, and which of them goes next.
/// All are without a record at first.
///
/// Called only by [LeaseTable], which says what protects it.
sealed interface FreshAddresses {
  /// The one that goes next; -1 where there is none. Asking changes nothing.
  long next();

  /// Notes that `index` got a record; it had none.
  void take(long index);

  /// Notes that `index` has no record any more.
  void give(long index);

  /// Those of a pool of `size` addresses.
  ///
  /// @param seed what chance begins with, where it has a part
  static FreshAddresses of(Allocator allocator, long size, long seed) {
    return switch (allocator) {
      case ITERATIVE -> new InTurn(size);
      case RANDOM -> new AtRandom(size, seed);
      case FREE_LEASE_QUEUE -> new LongestUnused(size);
    };
  }

  /// [Allocator#ITERATIVE].
  final class InTurn implements FreshAddresses {
    private final FreeAddresses free;
    // Where the search begins: behind the one given last.
    private long cursor;

    InTurn(long size) {
      free = new FreeAddresses(size);
    }

    @Override
    public long next() {
      long index = free.next(cursor);
      return index < 0 && cursor > 0 ? free.next(0) : index;
    }

    @Override
    public void take(long index) {
      // One that a client named itself does not move the turn.
      if (next() == index) {
        cursor = index + 1;
      }
      free.take(index);
    }

    @Override
    public void give(long index) {
      free.give(index);
    }
  }

  /// [Allocator#RANDOM].
  final class AtRandom implements FreshAddresses {
    private final FreeAddresses free;
    private final RangeCounts counts;
    private final Chance chance;

    AtRandom(long size, long seed) {
      free = new FreeAddresses(size);
      counts = new RangeCounts(size, FreeAddresses.PAGE_SHIFT);
      chance = new Chance(seed);
    }

    @Override
    public long next() {
      if (free.free() == 0) {
        return -1;
      }
      long rank = chance.below(free.free());
      int page = counts.rangeOf(rank);
      return free.nth(page, (int) (rank - counts.before(page)));
    }

    @Override
    public void take(long index) {
      free.take(index);
      counts.add(index, -1);
      chance.turn();
    }

    @Override
    public void give(long index) {
      free.give(index);
      counts.add(index, 1);
    }
  }

  /// [Allocator#FREE_LEASE_QUEUE].
  final class LongestUnused implements FreshAddresses {
    private final FreeAddresses neverUsed;
    private final IndexQueue used;

    LongestUnused(long size) {
      neverUsed = new FreeAddresses(size);
      used = new IndexQueue(size);
    }

    @Override
    public long next() {
      long index = neverUsed.next(0);
      return index < 0 ? used.first() : index;
    }

    @Override
    public void take(long index) {
      if (neverUsed.isFree(index)) {
        neverUsed.take(index);
      } else {
        used.remove(index);
      }
    }

    @Override
    public void give(long index) {
      used.addLast(index);
    }
  }
}
