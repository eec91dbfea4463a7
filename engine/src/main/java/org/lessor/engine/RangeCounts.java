package org.lessor.engine;

/// How many of something there are in each of the equal ranges that a line of numbers is cut into,
/// kept so that the range of the n-th one is found in steps that grow with the logarithm of the
/// number of ranges only (Fenwick: A new data structure for cumulative frequency tables, 1994).
///
/// Called only by [LeaseTable], which says what protects it.
final class RangeCounts {
  private final int shift;
  private final int ranges;
  // tree[i - 1] counts what is in the last (i & -i) ranges up to the i-th.
  private final int[] tree;

  /// One for `size` numbers, each counted once, in ranges of 2^`shift`.
  RangeCounts(long size, int shift) {
    this.shift = shift;
    ranges = (int) ((size + (1L << shift) - 1) >>> shift);
    tree = new int[ranges];
    for (int i = 1; i <= ranges; i++) {
      int own = (int) Math.min(1L << shift, size - ((long) (i - 1) << shift));
      tree[i - 1] += own;
      int above = i + (i & -i);
      if (above <= ranges) {
        tree[above - 1] += tree[i - 1];
      }
    }
  }

  /// Counts `difference` more of `number`.
  void add(long number, int difference) {
    for (int i = (int) (number >>> shift) + 1; i <= ranges; i += i & -i) {
      tree[i - 1] += difference;
    }
  }

  /// The range that holds the one of that rank, from 0 on and below the number of all.
  int rangeOf(long rank) {
    int range = 0;
    long left = rank;
    for (int step = Integer.highestOneBit(ranges); step > 0; step >>>= 1) {
      int next = range + step;
      if (next <= ranges && Integer.toUnsignedLong(tree[next - 1]) <= left) {
        range = next;
        left -= Integer.toUnsignedLong(tree[next - 1]);
      }
    }
    return range;
  }

  /// How many there are in the ranges before that one.
  long before(int range) {
    long sum = 0;
    for (int i = range; i > 0; i -= i & -i) {
      sum += Integer.toUnsignedLong(tree[i - 1]);
    }
    return sum;
  }
}
