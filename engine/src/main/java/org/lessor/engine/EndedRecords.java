package org.lessor.engine;

import java.util.Arrays;

/// The records of a pool that have ended, by their rows, and whose address goes next.
///
/// Called only by [LeaseTable], which says what protects it.
sealed interface EndedRecords {
  /// The row, plus one, whose address goes next; 0 where there is none. Asking changes nothing.
  int next();

  /// Adds a row that has just ended.
  void add(int slot);

  /// Takes out a row that was added.
  void remove(int slot);

  /// None yet.
  ///
  /// @param seed what chance begins with, where it has a part
  static EndedRecords of(Allocator allocator, LeaseRows rows, long seed) {
    return switch (allocator) {
      case ITERATIVE, FREE_LEASE_QUEUE -> new LongestEnded(rows);
      case RANDOM -> new AtRandom(rows, seed);
    };
  }

  /// In the order in which they ended: a list that runs through the rows.
  final class LongestEnded implements EndedRecords {
    private final LeaseRows rows;
    private int head;
    private int tail;

    LongestEnded(LeaseRows rows) {
      this.rows = rows;
    }

    @Override
    public int next() {
      return head;
    }

    @Override
    public void add(int slot) {
      rows.set(slot, LeaseRows.ENDED_PREVIOUS, tail);
      rows.set(slot, LeaseRows.ENDED_NEXT, 0);
      if (tail == 0) {
        head = slot + 1;
      } else {
        rows.set(tail - 1, LeaseRows.ENDED_NEXT, slot + 1);
      }
      tail = slot + 1;
    }

    @Override
    public void remove(int slot) {
      int next = rows.get(slot, LeaseRows.ENDED_NEXT);
      int previous = rows.get(slot, LeaseRows.ENDED_PREVIOUS);
      if (previous == 0) {
        head = next;
      } else {
        rows.set(previous - 1, LeaseRows.ENDED_NEXT, next);
      }
      if (next == 0) {
        tail = previous;
      } else {
        rows.set(next - 1, LeaseRows.ENDED_PREVIOUS, previous);
      }
      rows.set(slot, LeaseRows.ENDED_NEXT, 0);
      rows.set(slot, LeaseRows.ENDED_PREVIOUS, 0);
    }
  }

  /// All with the same chance: an array of rows without order, each row knowing its place in it.
  final class AtRandom implements EndedRecords {
    private static final int PAGE_SHIFT = 12;
    private static final int PAGE_MASK = (1 << PAGE_SHIFT) - 1;

    private final LeaseRows rows;
    private final Chance chance;
    private int[][] pages = new int[1][];
    private int size;

    AtRandom(LeaseRows rows, long seed) {
      this.rows = rows;
      this.chance = new Chance(seed);
    }

    @Override
    public int next() {
      return size == 0 ? 0 : at((int) chance.below(size)) + 1;
    }

    private int at(int place) {
      return pages[place >>> PAGE_SHIFT][place & PAGE_MASK];
    }

    private void put(int place, int slot) {
      pages[place >>> PAGE_SHIFT][place & PAGE_MASK] = slot;
      rows.set(slot, LeaseRows.ENDED_NEXT, place);
    }

    @Override
    public void add(int slot) {
      int page = size >>> PAGE_SHIFT;
      if (page == pages.length) {
        pages = Arrays.copyOf(pages, page * 2);
      }
      if (pages[page] == null) {
        pages[page] = new int[1 << PAGE_SHIFT];
      }
      put(size++, slot);
    }

    @Override
    public void remove(int slot) {
      int place = rows.get(slot, LeaseRows.ENDED_NEXT);
      if (place >= size || at(place) != slot) {
        throw new AssertionError("not among the ended: " + slot);
      }
      size--;
      put(place, at(size));
      rows.set(slot, LeaseRows.ENDED_NEXT, 0);
      chance.turn();
    }
  }
}
