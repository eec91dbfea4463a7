package org.lessor.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class SystemRandomTest {
  private static final int DRAWS = 10_000;

  @Test
  void neverDrawsTheSameTwice() throws InterruptedException {
    SystemRandom random = new SystemRandom();
    Set<Long> drawn = ConcurrentHashMap.newKeySet();

    Thread other = Thread.ofPlatform().start(() -> draw(random, drawn));
    draw(random, drawn);
    other.join();

    assertThat(drawn).hasSize(2 * DRAWS);
  }

  @Test
  void setsEachBitHalfOfTheTime() {
    SystemRandom random = new SystemRandom();
    int[] ones = new int[Long.SIZE];

    for (int i = 0; i < DRAWS; i++) {
      long value = random.nextLong();
      for (int bit = 0; bit < Long.SIZE; bit++) {
        ones[bit] += (int) (value >>> bit & 1);
      }
    }

    // Ten standard deviations: a chance of one in 10^20.
    for (int count : ones) {
      assertThat(count).isBetween(4500, 5500);
    }
  }

  private static void draw(SystemRandom random, Set<Long> drawn) {
    for (int i = 0; i < DRAWS; i++) {
      drawn.add(random.nextLong());
    }
  }
}
