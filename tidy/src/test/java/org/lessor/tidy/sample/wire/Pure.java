package org.lessor.tidy.sample.wire;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Breaks no rule: time and chance come in as arguments.
record Pure(List<Integer> numbers, Optional<Instant> until) {
  static int pick(RandomGenerator chance, Instant now, Duration wait) {
    return chance.nextInt() + now.plus(wait).getNano() + ByteBuffer.allocate(4).getInt();
  }

  @Override
  public String toString() {
    return "%s until %s".formatted(numbers, until);
  }
}
