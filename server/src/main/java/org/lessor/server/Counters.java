package org.lessor.server;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// A counter for each value of an enum. Any thread may count and read.
final class Counters<E extends Enum<E>> {
  /// Filled once and never changed, so that any thread may read it.
  private final Map<E, LongAdder> counters;

  Counters(Class<E> values) {
    counters = new EnumMap<>(values);
    for (E value : values.getEnumConstants()) {
      counters.put(value, new LongAdder());
    }
  }

  void add(E value, long times) {
    counter(value).add(times);
  }

  long value(E value) {
    return counter(value).sum();
  }

  private LongAdder counter(E value) {
    @Nullable LongAdder counter = counters.get(value);
    if (counter == null) {
      throw new AssertionError("no counter for " + value);
    }
    return counter;
  }
}
