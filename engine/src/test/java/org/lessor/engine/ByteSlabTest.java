package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteSlabTest {
  private record Block(int reference, byte[] content) {}

  @Test
  void noBlockTouchesAnother() {
    Random random = new Random(3);
    ByteSlab slab = new ByteSlab(new LeaseRoom());
    List<Block> blocks = new ArrayList<>();
    for (int step = 0; step < 60_000; step++) {
      if (blocks.isEmpty() || random.nextInt(100) < (step / 10_000 % 2 == 0 ? 60 : 40)) {
        int size = 1 + random.nextInt(random.nextInt(20) == 0 ? 3000 : 60);
        byte[] content = new byte[size];
        random.nextBytes(content);
        int reference = slab.allocate(size);
        assertThat(reference).isNotZero();
        System.arraycopy(content, 0, slab.array(reference), slab.offset(reference), size);
        blocks.add(new Block(reference, content));
      } else {
        Block block = blocks.remove(random.nextInt(blocks.size()));
        assertIntact(slab, block);
        slab.free(block.reference, block.content.length);
      }
    }
    blocks.forEach(block -> assertIntact(slab, block));
  }

  private static void assertIntact(ByteSlab slab, Block block) {
    int from = slab.offset(block.reference);
    assertThat(Arrays.copyOfRange(slab.array(block.reference), from, from + block.content.length))
        .isEqualTo(block.content);
  }
}
