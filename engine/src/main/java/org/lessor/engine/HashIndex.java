package org.lessor.engine;

import java.util.Arrays;

/// An index from hashes to rows that grows by one bucket at a time (linear hashing), so that no
/// insertion ever waits for a table to be copied.
///
/// A bucket is a line of 64 bytes with up to ten rows and twenty bits of the hash of each. So a
/// look for what is not there almost never reads a row, one for what is there reads no other, and
/// to split a bucket none is read at all: among millions of rows each would have to come from
/// memory. A full bucket goes on in further lines.
///
/// The caller compares keys: the index knows hashes only, and several rows may have one key. Called
/// only by [LeaseTable], which says what protects it.
final class HashIndex {
  /// What [#first] and [#next] say where there is none.
  static final long NONE = -1;

  private static final int LINE_SHIFT = 4;
  private static final int LINE_INTS = 1 << LINE_SHIFT;
  private static final int CHUNK_LINES_SHIFT = 10;
  private static final int CHUNK_LINES = 1 << CHUNK_LINES_SHIFT;

  /// The size of an array of buckets.
  static final int CHUNK_INTS = CHUNK_LINES << LINE_SHIFT;

  // A line: entries, from the first place on and 0 behind the last; the low ends of their tags, two
  // to an int; the line where it goes on, plus one, or 0. An entry is a row, plus one, below the
  // high end of its tag.
  private static final int LINE_ROWS = 10;
  private static final int TAGS_AT = LINE_ROWS;
  private static final int MORE_AT = LINE_INTS - 1;
  private static final int ROW_BITS = LeaseRows.LINK_BITS;
  private static final int ROW_MASK = (1 << ROW_BITS) - 1;

  // A tag has those bits of a hash that the first buckets leave open. The lower ones tell as well
  // to which side a row goes when its bucket is split: the more buckets, the fewer are left to tell
  // the rows of one from each other. Of ten million rows that is eleven.
  private static final int FIRST_BUCKETS_SHIFT = 12;
  private static final int LOW_BITS = 16;
  private static final int LOW_MASK = (1 << LOW_BITS) - 1;
  private static final int BOTH_LOW = (1 << LOW_BITS) + 1;

  /// How many rows for two lines there are on average.
  private static final int ROWS_IN_TWO_LINES = 13;

  private final LeaseRoom room;
  private int[][] chunks;
  private int buckets = 1 << FIRST_BUCKETS_SHIFT;
  private int[][] moreChunks = new int[0][];
  private int moreUsed;
  private int moreVacant;
  private int moreCount;
  private int count;

  /// An empty index; arrays for buckets come from `room`.
  HashIndex(LeaseRoom room) {
    this.room = room;
    this.chunks = new int[buckets >>> CHUNK_LINES_SHIFT][];
    Arrays.setAll(chunks, chunk -> room.buckets());
  }

  /// Makes room for `expected` rows at once, so that adding them moves none. For an empty index.
  void reserve(int expected) {
    if (count != 0) {
      throw new AssertionError("rows are there already");
    }
    buckets = Math.max(buckets, (int) (2L * expected / ROWS_IN_TWO_LINES) + 1);
    int last = (buckets - 1) >>> CHUNK_LINES_SHIFT;
    if (last >= chunks.length) {
      chunks = Arrays.copyOf(chunks, last + 1);
    }
    for (int chunk = 0; chunk <= last; chunk++) {
      if (chunks[chunk] == null) {
        chunks[chunk] = room.buckets();
      }
    }
  }

  /// The number of rows.
  int count() {
    return count;
  }

  // ---- looking up

  /// The first place of a row with this hash, or [#NONE].
  long first(int hash) {
    return find(bucket(hash), 0, tag(hash));
  }

  /// Reads from both ends of where [#first] would look; what it returns means nothing.
  int peek(int hash) {
    return peekLine(bucket(hash));
  }

  /// Reads from both ends of where [#first] would look next, where a bucket goes on in a further
  /// line; what it returns means nothing.
  int peekFurther(int hash) {
    int line = bucket(hash);
    int more = array(line)[start(line) + MORE_AT];
    return more == 0 ? 0 : peekLine(-more);
  }

  private int peekLine(int line) {
    int[] array = array(line);
    int start = start(line);
    return array[start] + array[start + MORE_AT];
  }

  /// The place of the next such row behind `place`, or [#NONE].
  long next(long place, int hash) {
    return find(line(place), position(place) + 1, tag(hash));
  }

  /// The row at a place.
  int slot(long place) {
    int line = line(place);
    return (array(line)[start(line) + position(place)] & ROW_MASK) - 1;
  }

  /// Throws [IllegalStateException] when no steps are left: who reads beside a writer could follow
  /// links in a circle.
  static void checkSteps(int stepsLeft) {
    if (stepsLeft < 0) {
      throw new IllegalStateException("a chain longer than there are rows");
    }
  }

  private long find(int firstLine, int from, int tag) {
    int line = firstLine;
    int places = -1 << from;
    for (int steps = moreUsed; ; steps--) {
      int[] array = array(line);
      int start = start(line);
      for (int left = alike(array, start, tag) & places; left != 0; left &= left - 1) {
        int position = Integer.numberOfTrailingZeros(left);
        int entry = array[start + position];
        if (entry >>> ROW_BITS == tag >>> LOW_BITS && entry != 0) {
          return place(line, position);
        }
      }
      int more = array[start + MORE_AT];
      if (more == 0) {
        return NONE;
      }
      checkSteps(steps);
      line = -more;
      places = -1;
    }
  }

  // The places whose tags have the low end of this one, as bits from the lowest on. All of them are
  // compared, and without a branch: the processor could not foresee which one it will be.
  private static int alike(int[] array, int start, int tag) {
    int wanted = (tag & LOW_MASK) * BOTH_LOW;
    int alike = 0;
    for (int i = 0; i < LINE_ROWS / 2; i++) {
      int difference = array[start + TAGS_AT + i] ^ wanted;
      int low = ((difference & LOW_MASK) - 1) >>> 31;
      int high = ((difference >>> LOW_BITS) - 1) >>> 31;
      alike |= (low | high << 1) << (2 * i);
    }
    return alike;
  }

  // ---- changing

  /// Adds a row that is not there with this hash.
  void add(int hash, int slot) {
    count++;
    append(bucket(hash), entry(tag(hash), slot), tag(hash));
    if (2L * count > (long) ROWS_IN_TWO_LINES * (buckets + moreCount)) {
      split();
    }
  }

  /// Removes a row that was added with this hash.
  void remove(int hash, int slot) {
    if (!removeIfThere(hash, slot)) {
      throw new AssertionError("not in the index: row " + slot);
    }
  }

  /// Removes a row if it was added with this hash.
  ///
  /// @return whether it was
  boolean removeIfThere(int hash, int slot) {
    long place = first(hash);
    while (place != NONE && slot(place) != slot) {
      place = next(place, hash);
    }
    if (place == NONE) {
      return false;
    }
    int bucket = bucket(hash);
    int last = lineWithRoom(bucket);
    int[] array = array(last);
    int start = start(last);
    int end = size(array, start) - 1;
    int line = line(place);
    set(array(line), start(line), position(place), array[start + end], tag(array, start, end));
    array[start + end] = 0;
    if (end == 0 && last != bucket) {
      array(bucket)[start(bucket) + MORE_AT] = array[start + MORE_AT];
      giveBack(last);
    }
    count--;
    return true;
  }

  // With n buckets and m the highest power of two not above n, buckets 0 to n - m - 1 have been
  // split into themselves and the bucket m further on.
  private int bucket(int hash) {
    int half = Integer.highestOneBit(buckets);
    int index = hash & ((half << 1) - 1);
    return index < buckets ? index : index - half;
  }

  private void split() {
    int half = Integer.highestOneBit(buckets);
    int from = buckets - half;
    int to = buckets++;
    int chunk = to >>> CHUNK_LINES_SHIFT;
    if (chunk >= chunks.length) {
      chunks = Arrays.copyOf(chunks, chunks.length * 2);
    }
    if (chunks[chunk] == null) {
      chunks[chunk] = room.buckets();
    }
    int upper = half >>> FIRST_BUCKETS_SHIFT;
    int line = from;
    do {
      int[] array = array(line);
      int start = start(line);
      int more = array[start + MORE_AT];
      array[start + MORE_AT] = 0;
      int size = size(array, start);
      int kept = 0;
      for (int i = 0; i < size; i++) {
        int tag = tag(array, start, i);
        int entry = array[start + i];
        array[start + i] = 0;
        if ((tag & upper) != 0) {
          append(to, entry, tag);
        } else if (line == from) {
          set(array, start, kept++, entry, tag);
        } else {
          append(from, entry, tag);
        }
      }
      if (line != from) {
        giveBack(line);
      }
      line = -more;
    } while (line != 0);
  }

  private void append(int bucket, int entry, int tag) {
    int line = lineWithRoom(bucket);
    int[] array = array(line);
    int start = start(line);
    int size = size(array, start);
    if (size == LINE_ROWS) {
      int behind = line == bucket ? 0 : -line;
      line = takeMore();
      array(bucket)[start(bucket) + MORE_AT] = -line;
      array = array(line);
      start = start(line);
      array[start + MORE_AT] = behind;
      size = 0;
    }
    set(array, start, size, entry, tag);
  }

  // Of the lines of a bucket all are full but the second or, where it has only one, the first.
  private int lineWithRoom(int bucket) {
    int more = array(bucket)[start(bucket) + MORE_AT];
    return more == 0 ? bucket : -more;
  }

  // ---- lines: of buckets from 0 on, further ones from -1 on downwards

  private int[] array(int line) {
    return line >= 0
        ? chunks[line >>> CHUNK_LINES_SHIFT]
        : moreChunks[(-line - 1) >>> CHUNK_LINES_SHIFT];
  }

  private static int start(int line) {
    return ((line >= 0 ? line : -line - 1) & (CHUNK_LINES - 1)) << LINE_SHIFT;
  }

  private static int size(int[] array, int start) {
    int size = 0;
    while (size < LINE_ROWS && array[start + size] != 0) {
      size++;
    }
    return size;
  }

  private int takeMore() {
    moreCount++;
    if (moreVacant != 0) {
      int line = -moreVacant;
      moreVacant = array(line)[start(line) + MORE_AT];
      return line;
    }
    int chunk = moreUsed >>> CHUNK_LINES_SHIFT;
    if (chunk == moreChunks.length) {
      moreChunks = Arrays.copyOf(moreChunks, Math.max(1, chunk * 2));
    }
    if (moreChunks[chunk] == null) {
      moreChunks[chunk] = room.buckets();
    }
    return - ++moreUsed;
  }

  private void giveBack(int line) {
    array(line)[start(line) + MORE_AT] = moreVacant;
    moreVacant = -line;
    moreCount--;
  }

  // ---- rows and their tags

  private static int tag(int hash) {
    return hash >>> FIRST_BUCKETS_SHIFT;
  }

  // The low end is enough for whoever moves entries: their high ends go with them.
  private static int tag(int[] array, int start, int position) {
    return (array[start + TAGS_AT + (position >>> 1)] >>> tagShift(position)) & LOW_MASK;
  }

  private static int entry(int tag, int slot) {
    return (tag >>> LOW_BITS) << ROW_BITS | (slot + 1);
  }

  private static void set(int[] array, int start, int position, int entry, int tag) {
    array[start + position] = entry;
    int at = start + TAGS_AT + (position >>> 1);
    int shift = tagShift(position);
    array[at] = (array[at] & ~(LOW_MASK << shift)) | (tag & LOW_MASK) << shift;
  }

  private static int tagShift(int position) {
    return (position & 1) * LOW_BITS;
  }

  private static long place(int line, int position) {
    return ((long) line << LINE_SHIFT) | position;
  }

  private static int line(long place) {
    return (int) (place >> LINE_SHIFT);
  }

  private static int position(long place) {
    return (int) place & (LINE_INTS - 1);
  }
}
