package org.lessor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lessor.linux.ThreadScheduling.Progress;

class SecondCompilerTest {
  private static final long MILLI = 1_000_000;

  private static Progress wanting(long ranMillis) {
    return new Progress(true, ranMillis * MILLI);
  }

  private static Progress resting(long ranMillis) {
    return new Progress(false, ranMillis * MILLI);
  }

  @Test
  void itIsStarvedWhenItWaitsAllTheTimeAndHardlyRuns() {
    assertThat(SecondCompiler.starved(wanting(700), wanting(700))).isTrue();
    assertThat(SecondCompiler.starved(wanting(700), wanting(749))).isTrue();
    assertThat(SecondCompiler.starved(wanting(700), wanting(750))).isFalse();
  }

  @Test
  void whatHasNothingToDoIsNotStarved() {
    assertThat(SecondCompiler.starved(resting(700), wanting(700))).isFalse();
    assertThat(SecondCompiler.starved(wanting(700), resting(700))).isFalse();
    assertThat(SecondCompiler.starved(resting(700), resting(700))).isFalse();
  }
}
