package org.lessor.engine;

import java.util.Arrays;

/// Which of a pool's addresses have no record: one bit each, and above them bits that say where
/// there is any.
///
/// The next free one is found in at most a handful of steps whatever the fill: each word of a level
/// speaks for 64 words of the level below. The lowest level is kept in pages of 4096 addresses, and
/// a page nobody has taken from takes no memory, so that a pool of sixteen million addresses costs
/// what is used of it.
///
/// Called only by [LeaseTable], which says what protects it.
final class FreeAddresses {
  /// A page holds two to this many addresses.
  static final int PAGE_SHIFT = 12;

  private static final int PAGE_WORDS = 64;

  private final long size;
  // Each page: 64 words of addresses, then one word that says which of them are not zero.
  private final long[][] pages;
  // levels[0] has a bit for each page with something free, levels[1] for each word of levels[0].
  private final long[][] levels;
  private long free;

  /// All `size` addresses free, 1 to 2^32.
  FreeAddresses(long size) {
    this.size = size;
    this.free = size;
    int pageCount = (int) ((size + (1 << PAGE_SHIFT) - 1) >>> PAGE_SHIFT);
    pages = new long[pageCount][];
    int depth = 1;
    for (int words = wordsFor(pageCount); words > 1; words = wordsFor(words)) {
      depth++;
    }
    levels = new long[depth][];
    int bits = pageCount;
    for (int level = 0; level < depth; level++) {
      levels[level] = ones(bits, wordsFor(bits));
      bits = levels[level].length;
    }
    int rest = (int) (size & ((1 << PAGE_SHIFT) - 1));
    if (rest != 0) {
      long[] page = Arrays.copyOf(ones(rest, PAGE_WORDS), PAGE_WORDS + 1);
      page[PAGE_WORDS] = ones(wordsFor(rest), 1)[0];
      pages[pageCount - 1] = page;
    }
  }

  private static int wordsFor(int bits) {
    return (bits + 63) >>> 6;
  }

  private static long[] ones(int bits, int words) {
    long[] array = new long[words];
    Arrays.fill(array, 0, bits >>> 6, -1L);
    if ((bits & 63) != 0) {
      array[bits >>> 6] = (1L << bits) - 1;
    }
    return array;
  }

  /// How many are free.
  long free() {
    return free;
  }

  /// The lowest free index not below `from`; -1 where there is none.
  long next(long from) {
    if (from >= size) {
      return -1;
    }
    int page = (int) (from >>> PAGE_SHIFT);
    long[] words = pages[page];
    if (words == null) {
      return from;
    }
    int word = (int) (from >>> 6) & 63;
    long bits = words[word] & (-1L << from);
    if (bits == 0) {
      long above = word == 63 ? 0 : words[PAGE_WORDS] & (-1L << (word + 1));
      if (above == 0) {
        return firstOfPage(nextPage(page + 1));
      }
      word = Long.numberOfTrailingZeros(above);
      bits = words[word];
    }
    return ((long) page << PAGE_SHIFT) + (word << 6) + Long.numberOfTrailingZeros(bits);
  }

  private long firstOfPage(int page) {
    if (page < 0) {
      return -1;
    }
    long first = (long) page << PAGE_SHIFT;
    long[] words = pages[page];
    if (words == null) {
      return first;
    }
    int word = Long.numberOfTrailingZeros(words[PAGE_WORDS]);
    return first + (word << 6) + Long.numberOfTrailingZeros(words[word]);
  }

  private int nextPage(int from) {
    int index = from;
    int level = 0;
    while (true) {
      int word = index >>> 6;
      if (word >= levels[level].length) {
        return -1;
      }
      long bits = levels[level][word] & (-1L << index);
      if (bits != 0) {
        index = (word << 6) + Long.numberOfTrailingZeros(bits);
        break;
      }
      if (++level == levels.length) {
        return -1;
      }
      index = word + 1;
    }
    while (level > 0) {
      level--;
      index = (index << 6) + Long.numberOfTrailingZeros(levels[level][index]);
    }
    return index;
  }

  /// The free index of that rank within a page, from 0 on and below the number of free ones there.
  long nth(int page, int rank) {
    long first = (long) page << PAGE_SHIFT;
    long[] words = pages[page];
    if (words == null) {
      return first + rank;
    }
    int left = rank;
    int word = 0;
    for (int count = Long.bitCount(words[0]); left >= count; count = Long.bitCount(words[word])) {
      left -= count;
      word++;
    }
    long bits = words[word];
    for (; left > 0; left--) {
      bits &= bits - 1;
    }
    return first + (word << 6) + Long.numberOfTrailingZeros(bits);
  }

  /// Whether `index` is free.
  boolean isFree(long index) {
    long[] words = pages[(int) (index >>> PAGE_SHIFT)];
    return words == null || (words[(int) (index >>> 6) & 63] & (1L << index)) != 0;
  }

  /// Makes `index` not free; it must have been.
  void take(long index) {
    int page = (int) (index >>> PAGE_SHIFT);
    long[] words = pages[page];
    if (words == null) {
      words = ones((PAGE_WORDS + 1) << 6, PAGE_WORDS + 1);
      pages[page] = words;
    }
    int word = (int) (index >>> 6) & 63;
    if ((words[word] & (1L << index)) == 0) {
      throw new AssertionError("taken twice: " + index);
    }
    words[word] &= ~(1L << index);
    free--;
    if (words[word] == 0) {
      words[PAGE_WORDS] &= ~(1L << word);
      if (words[PAGE_WORDS] == 0) {
        clear(page);
      }
    }
  }

  private void clear(int page) {
    int index = page;
    for (long[] level : levels) {
      level[index >>> 6] &= ~(1L << index);
      if (level[index >>> 6] != 0) {
        return;
      }
      index >>>= 6;
    }
  }

  /// Makes `index` free; it must not have been.
  void give(long index) {
    int page = (int) (index >>> PAGE_SHIFT);
    long[] words = pages[page];
    int word = (int) (index >>> 6) & 63;
    if (words == null || (words[word] & (1L << index)) != 0) {
      throw new AssertionError("given twice: " + index);
    }
    words[word] |= 1L << index;
    words[PAGE_WORDS] |= 1L << word;
    free++;
    int at = page;
    for (long[] level : levels) {
      level[at >>> 6] |= 1L << at;
      at >>>= 6;
    }
  }
}
