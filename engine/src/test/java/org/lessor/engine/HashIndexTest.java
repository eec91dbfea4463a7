package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashIndexTest {
  private final HashIndex index = new HashIndex(new LeaseRoom());
  // Rows by their hash.
  private final Map<Integer, Set<Integer>> model = new HashMap<>();
  private final List<Integer> hashOf = new ArrayList<>();

  private void add(int hash) {
    int slot = hashOf.size();
    hashOf.add(hash);
    index.add(hash, slot);
    model.computeIfAbsent(hash, h -> new HashSet<>()).add(slot);
  }

  private void remove(int slot) {
    int hash = hashOf.get(slot);
    index.remove(hash, slot);
    model.get(hash).remove(slot);
  }

  private List<Integer> found(int hash) {
    List<Integer> slots = new ArrayList<>();
    for (long at = index.first(hash); at != HashIndex.NONE; at = index.next(at, hash)) {
      slots.add(index.slot(at));
    }
    return slots;
  }

  private void agrees() {
    model.keySet().forEach(this::agrees);
  }

  private void agrees(int hash) {
    List<Integer> found = found(hash);
    Set<Integer> expected = model.get(hash);
    assertThat(found).hasSameSizeAs(expected);
    assertThat(new HashSet<>(found).equals(expected)).isTrue();
  }

  @ParameterizedTest(name = "hashes spread over 2^{0}")
  @ValueSource(ints = {0, 3, 9, 14, 26})
  void itAgreesWithAMap(int spreadBits) {
    Random random = new Random(spreadBits);
    for (int i = 0; i < 30_000; i++) {
      add(random.nextInt(1 << spreadBits));
      if (random.nextInt(4) == 0) {
        int slot = random.nextInt(hashOf.size());
        if (model.get(hashOf.get(slot)).contains(slot)) {
          remove(slot);
        }
      }
      if (i % 1000 == 0) {
        agrees(hashOf.get(random.nextInt(hashOf.size())));
      }
    }
    agrees();
    assertThat(index.count()).isEqualTo(model.values().stream().mapToInt(Set::size).sum());
  }

  @Test
  void rowsThatCameCanGoAndOthersCome() {
    Random random = new Random(1);
    for (int turn = 0; turn < 3; turn++) {
      int first = hashOf.size();
      for (int i = 0; i < 40_000; i++) {
        add(random.nextInt() & 0xfff1_00ff);
      }
      agrees();
      for (int slot = first; slot < hashOf.size(); slot++) {
        remove(slot);
      }
      assertThat(index.count()).isZero();
      agrees();
    }
  }

  @Test
  void roomCanBeMadeAtOnce() {
    index.reserve(100_000);
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      add(random.nextInt());
    }
    agrees();
  }

  @Test
  void hashesThatDifferInAnyBitAreToldApart() {
    add(0x1234_5678);
    assertThat(found(0x1234_5678)).containsExactly(0);
    for (int bit = 0; bit < Integer.SIZE; bit++) {
      assertThat(found(0x1234_5678 ^ (1 << bit))).as("bit %d", bit).isEmpty();
    }
  }

  @Test
  void aFurtherLineIsReadFromWhereThereIsOne() {
    for (int i = 0; i < 10; i++) {
      add(7);
    }
    assertThat(index.peekFurther(7)).isZero();
    add(7);
    assertThat(index.peekFurther(7)).isNotZero();
  }

  @Test
  void whatIsNotThereCannotBeRemoved() {
    add(1);
    assertThatThrownBy(() -> index.remove(1, 7))
        .isInstanceOf(AssertionError.class)
        .hasMessage("not in the index: row 7");
  }
}
