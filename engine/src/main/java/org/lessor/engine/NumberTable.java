package org.lessor.engine;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values by numbers that stand for addresses: a hash table without objects for keys and entries.
/// Where there are so many that none is in a cache, a look waits for memory once or twice, not five
/// times. Immutable.
final class NumberTable<V> {
  /// No key: addresses are not negative.
  private static final long EMPTY = -1;

  private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

  private final long[] keys;
  private final @Nullable Object[] values;
  private final int shift;

  /// Keys are 0 or more.
  NumberTable(Map<Long, ? extends V> content) {
    int capacity = Integer.highestOneBit(Math.max(1, content.size())) * 4;
    keys = new long[capacity];
    Arrays.fill(keys, EMPTY);
    values = new @Nullable Object[capacity];
    shift = Long.numberOfLeadingZeros(capacity - 1L);
    content.forEach((key, value) -> {
      if (key < 0) {
        throw new AssertionError("no address: " + key);
      }
      int place = place(key);
      keys[place] = key;
      values[place] = value;
    });
  }

  private int place(long key) {
    int place = (int) ((key * SPREAD) >>> shift);
    while (keys[place] != key && keys[place] != EMPTY) {
      place = place + 1 == keys.length ? 0 : place + 1;
    }
    return place;
  }

  /// The value of that key; null where it has none.
  @SuppressWarnings("unchecked") // Nothing but values of V is put in.
  @Nullable V get(long key) {
    return (V) values[place(key)];
  }
}
