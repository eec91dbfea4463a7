package org.lessor.engine;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values by pairs of numbers: a hash table without objects for keys and entries. Where there are
/// so many that none is in a cache, a look for what is not there waits for memory once, and one for
/// what is there twice. Immutable.
final class NumberTable<V> {
  /// No key: numbers are not negative.
  private static final long EMPTY = -1;

  private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;
  private static final long SCOPE_SPREAD = 0xd1b5_4a32_d192_ed03L;

  /// A key.
  ///
  /// @param number what stands for an address, 0 or more
  /// @param scope where that is looked for
  record Key(long number, int scope) {
    /// Throws [IllegalArgumentException] if the number is negative.
    Key {
      if (number < 0) {
        throw new IllegalArgumentException("no address: " + number);
      }
    }
  }

  /// Number and scope of each place, one behind the other.
  private final long[] keys;

  private final @Nullable Object[] values;
  private final int shift;

  NumberTable(Map<Key, ? extends V> content) {
    int capacity = Integer.highestOneBit(Math.max(1, content.size())) * 4;
    keys = new long[2 * capacity];
    Arrays.fill(keys, EMPTY);
    values = new @Nullable Object[capacity];
    shift = Long.numberOfLeadingZeros(capacity - 1L);
    content.forEach((key, value) -> {
      int place = place(key.number, key.scope);
      keys[2 * place] = key.number;
      keys[2 * place + 1] = key.scope;
      values[place] = value;
    });
  }

  /// Where that key stands, or the first free place where it would.
  private int place(long number, int scope) {
    int place = (int) (((number ^ scope * SCOPE_SPREAD) * SPREAD) >>> shift);
    while (keys[2 * place] != EMPTY
        && (keys[2 * place] != number || keys[2 * place + 1] != scope)) {
      place = place + 1 == values.length ? 0 : place + 1;
    }
    return place;
  }

  /// The value of that key; null where it has none.
  @SuppressWarnings("unchecked") // Nothing but values of V is put in.
  @Nullable V get(long number, int scope) {
    int place = place(number, scope);
    return keys[2 * place] == EMPTY ? null : (V) values[place];
  }
}
