package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FreeAddressesTest {
  @ParameterizedTest(name = "{0} addresses")
  @ValueSource(ints = {1, 2, 63, 64, 65, 4095, 4096, 4097, 8192, 262_143, 262_145, 300_000})
  void theNextFreeOneIsFoundAtAnyFill(int size) {
    Random random = new Random(size);
    FreeAddresses free = new FreeAddresses(size);
    BitSet model = new BitSet();
    model.set(0, size);
    for (int step = 0; step < 60_000; step++) {
      int index = random.nextInt(size);
      boolean filling = step / 10_000 % 2 == 0;
      if (filling && model.get(index)) {
        take(free, model, index);
      } else if (!filling && !model.get(index)) {
        free.give(index);
        model.set(index);
      }
      int from = random.nextInt(size);
      assertThat(free.next(from)).isEqualTo(model.nextSetBit(from));
      assertThat(free.isFree(index)).isEqualTo(model.get(index));
    }
    for (int index = model.nextSetBit(0); index >= 0; index = model.nextSetBit(index)) {
      assertThat(free.next(0)).isEqualTo(index);
      take(free, model, index);
    }
    assertThat(free.free()).isZero();
    assertThat(free.next(0)).isEqualTo(-1);
    free.give(size - 1);
    assertThat(free.next(0)).isEqualTo(size - 1);
    assertThat(free.next(size)).isEqualTo(-1);
  }

  private static void take(FreeAddresses free, BitSet model, int index) {
    free.take(index);
    model.clear(index);
    assertThat(free.free()).isEqualTo(model.cardinality());
  }

  @Test
  void thereMayBeAsManyAddressesAsThereAre() {
    FreeAddresses free = new FreeAddresses(1L << 32);
    long last = (1L << 32) - 1;
    free.take(last);
    free.take(5_000);
    assertThat(free.next(5_000)).isEqualTo(5_001);
    assertThat(free.next(last)).isEqualTo(-1);
    assertThat(free.next(last - 1)).isEqualTo(last - 1);
    free.give(last);
    assertThat(free.next(last)).isEqualTo(last);
    assertThat(free.free()).isEqualTo(last);
  }

  @Test
  void takingWhatIsTakenIsAFault() {
    FreeAddresses free = new FreeAddresses(10);
    free.take(3);
    assertThatThrownBy(() -> free.take(3)).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> free.give(4)).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> new FreeAddresses(5000).give(4)).isInstanceOf(AssertionError.class);
  }
}
