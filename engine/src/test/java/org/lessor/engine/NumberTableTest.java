package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A table of numbers says what a map of the same content says.
class NumberTableTest {
  private static final long LARGEST = (1L << 48) - 1;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 100, 1 << 12})
  void everyKeyIsFoundAndNoOther(int size) {
    Random random = new Random(size);
    Map<Long, String> content = new HashMap<>();
    // Addresses that follow one another, the first and the last there are, and others.
    content.put(0L, "zero");
    content.put(LARGEST, "largest");
    for (long i = 0; i < size; i++) {
      content.put(0x0a000000L + i * 256, "network " + i);
      content.put(random.nextLong(LARGEST), "random " + i);
    }
    NumberTable<String> table = new NumberTable<>(content);
    content.forEach((key, value) -> assertThat(table.get(key)).isEqualTo(value));
    for (int i = 0; i < 1000; i++) {
      long key = random.nextBoolean() ? random.nextLong(LARGEST) : 0x0a000000L + random.nextInt();
      assertThat(table.get(key)).isEqualTo(content.get(key));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE})
  void whatIsNoAddressIsRefused(long key) {
    assertThat(new NumberTable<>(Map.of()).get(1)).isNull();
    assertThatThrownBy(() -> new NumberTable<>(Map.of(key, "x")))
        .isInstanceOf(AssertionError.class);
  }
}
