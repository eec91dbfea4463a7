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

  private static final long SCOPE_MASK = 0xffff_ffffL;

  /// Two for each place: the number, and behind it the scope in the lower half and where the value
  /// stands in the upper.
  private final long[] keys;

  private final Object[] values;
  private final int shift;

  NumberTable(Map<Key, ? extends V> content) {
    // Between a third and two thirds of the places are taken.
    int capacity = Integer.highestOneBit(Math.max(1, content.size() * 3 / 2)) * 2;
    keys = new long[2 * capacity];
    Arrays.fill(keys, EMPTY);
    values = new Object[content.size()];
    shift = Long.numberOfLeadingZeros(capacity - 1L);
    int count = 0;
    for (Map.Entry<Key, ? extends V> each : content.entrySet()) {
      Key key = each.getKey();
      int at = find(key.number, key.scope);
      keys[at] = key.number;
      keys[at + 1] = (long) count << Integer.SIZE | (key.scope & SCOPE_MASK);
      values[count++] = each.getValue();
    }
  }

  /// Where that key stands in `keys`, or where it would: there is nothing then.
  private int find(long number, int scope) {
    int at = (int) (((number ^ scope * SCOPE_SPREAD) * SPREAD) >>> shift) * 2;
    while (keys[at] != EMPTY && (keys[at] != number || (int) keys[at + 1] != scope)) {
      at = at + 2 == keys.length ? 0 : at + 2;
    }
    return at;
  }

  /// The value of that key; null where it has none.
  @SuppressWarnings("unchecked") // Nothing but values of V is put in.
  @Nullable V get(long number, int scope) {
    int at = find(number, scope);
    return keys[at] == EMPTY ? null : (V) values[(int) (keys[at + 1] >>> Integer.SIZE)];
  }
}
