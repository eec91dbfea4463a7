package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A table of numbers says what a map of the same content says.
class NumberTableTest {
  private static final long LARGEST = (1L << 48) - 1;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 100, 1 << 12})
  void everyKeyIsFoundAndNoOther(int size) {
    Random random = new Random(size);
    Map<NumberTable.Key, String> content = new HashMap<>();
    // Addresses that follow one another, the first and the last there are, and others.
    content.put(new NumberTable.Key(0, 0), "zero");
    content.put(new NumberTable.Key(LARGEST, -1), "largest");
    for (int i = 0; i < size; i++) {
      content.put(new NumberTable.Key(0x0a000000L + i * 256L, 24), "network " + i);
      content.put(new NumberTable.Key(LARGEST, i), "the same in scope " + i);
      content.put(new NumberTable.Key(random.nextLong(LARGEST), random.nextInt()), "random " + i);
    }
    NumberTable<String> table = new NumberTable<>(content);
    content.forEach(
        (key, value) -> assertThat(table.get(key.number(), key.scope())).isEqualTo(value));
    for (int i = 0; i < 1000; i++) {
      NumberTable.Key key =
          switch (random.nextInt(3)) {
            case 0 -> new NumberTable.Key(random.nextLong(LARGEST), random.nextInt());
            case 1 -> new NumberTable.Key(LARGEST, random.nextInt(2 * size + 1) - 1);
            default -> new NumberTable.Key(0x0a000000L + random.nextInt(1 << 20), 24);
          };
      assertThat(table.get(key.number(), key.scope())).isEqualTo(content.get(key));
    }
  }

  @Test
  void whatIsNoAddressIsRefused() {
    assertThat(new NumberTable<>(Map.of()).get(1, 0)).isNull();
    assertThatThrownBy(() -> new NumberTable.Key(-1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
