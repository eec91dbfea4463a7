package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpiryIndexTest {
  @ParameterizedTest(name = "seconds spread over 2^{0}")
  @ValueSource(ints = {2, 7, 12, 20, 33, 40})
  void itAgreesWithASortedMap(int spreadBits) {
    Random random = new Random(spreadBits);
    LeaseRows rows = new LeaseRows(new LeaseRoom());
    ExpiryIndex index = new ExpiryIndex(rows);
    TreeMap<Long, Set<Integer>> model = new TreeMap<>();
    List<Long> secondOf = new ArrayList<>();
    for (int slot = 0; slot < 500; slot++) {
      assertThat(rows.allocate()).isEqualTo(slot);
      secondOf.add(-1L);
    }
    int count = 0;
    for (int step = 0; step < 20_000; step++) {
      int slot = random.nextInt(step / 5000 % 2 == 0 ? 500 : 20);
      long second = secondOf.get(slot);
      if (second < 0) {
        second = random.nextLong(1L << spreadBits);
        index.add(slot, second);
        model.computeIfAbsent(second, s -> new HashSet<>()).add(slot);
        secondOf.set(slot, second);
        count++;
      } else {
        index.remove(slot, second);
        Set<Integer> slots = model.get(second);
        slots.remove(slot);
        if (slots.isEmpty()) {
          model.remove(second);
        }
        secondOf.set(slot, -1L);
        count--;
      }
      assertThat(index.count()).isEqualTo(count);
      assertThat(index.earliest()).isEqualTo(orNone(model.isEmpty() ? null : model.firstKey()));
      long from = random.nextLong(1L << spreadBits);
      assertThat(index.from(from)).isEqualTo(orNone(model.ceilingKey(from)));
      assertThat(rowsOf(rows, index.head(second))).isEqualTo(model.getOrDefault(second, Set.of()));
    }
    assertThat(index.from(ExpiryIndex.END)).isEqualTo(Long.MAX_VALUE);
  }

  private static long orNone(Long second) {
    return second == null ? Long.MAX_VALUE : second;
  }

  private static Set<Integer> rowsOf(LeaseRows rows, int head) {
    Set<Integer> found = new HashSet<>();
    for (int link = head; link != 0; link = rows.get(link - 1, LeaseRows.EXPIRY_NEXT)) {
      assertThat(found.add(link - 1)).isTrue();
    }
    return found;
  }
}
