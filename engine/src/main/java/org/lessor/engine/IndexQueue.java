package org.lessor.engine;

import org.jspecify.annotations.Nullable;

/// Numbers from 0 on in the order in which they were added, from anywhere in which one can be taken
/// out. Kept in pages, so that what was never added takes no memory.
///
/// Called only by [LeaseTable], which says what protects it.
final class IndexQueue {
  private static final int PAGE_SHIFT = 12;
  private static final int PAGE_SIZE = 1 << PAGE_SHIFT;
  private static final long NONE = -1;

  // Of each number the next plus one and the previous plus one, side by side; 0 where there is
  // none.
  private final int[] @Nullable [] pages;
  private long first = NONE;
  private long last = NONE;

  /// An empty queue for numbers below `size`, which is at most 2^32.
  IndexQueue(long size) {
    pages = new int[(int) ((size + PAGE_SIZE - 1) >>> PAGE_SHIFT)][];
  }

  /// The number that was added longest ago; -1 where there is none.
  long first() {
    return first;
  }

  /// Adds a number that is not in the queue.
  void addLast(long index) {
    setPrevious(index, last);
    setNext(index, NONE);
    if (last == NONE) {
      first = index;
    } else {
      setNext(last, index);
    }
    last = index;
  }

  /// Takes out a number that is in the queue.
  void remove(long index) {
    long next = next(index);
    long previous = previous(index);
    if (previous == NONE) {
      if (first != index) {
        throw new AssertionError("not in the queue: " + index);
      }
      first = next;
    } else {
      setNext(previous, next);
    }
    if (next == NONE) {
      last = previous;
    } else {
      setPrevious(next, previous);
    }
    setNext(index, NONE);
    setPrevious(index, NONE);
  }

  private int[] page(long index) {
    int number = (int) (index >>> PAGE_SHIFT);
    int[] page = pages[number];
    if (page == null) {
      page = new int[2 * PAGE_SIZE];
      pages[number] = page;
    }
    return page;
  }

  private static int at(long index) {
    return ((int) index & (PAGE_SIZE - 1)) << 1;
  }

  private long next(long index) {
    return Integer.toUnsignedLong(page(index)[at(index)]) - 1;
  }

  private void setNext(long index, long next) {
    page(index)[at(index)] = (int) (next + 1);
  }

  private long previous(long index) {
    return Integer.toUnsignedLong(page(index)[at(index) + 1]) - 1;
  }

  private void setPrevious(long index, long previous) {
    page(index)[at(index) + 1] = (int) (previous + 1);
  }
}
