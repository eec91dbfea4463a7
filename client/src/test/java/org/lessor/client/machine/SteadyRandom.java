package org.lessor.client.machine;

import java.util.random.RandomGenerator;

/// Chance without surprise: the middle of every range, so that waits have their nominal length, and
/// 1, 2, 3 ... for plain numbers, so that transaction ids can be read.
final class SteadyRandom implements RandomGenerator {
  private int drawn;

  @Override
  public long nextLong() {
    return ++drawn;
  }

  @Override
  public int nextInt() {
    return ++drawn;
  }

  @Override
  public long nextLong(long origin, long bound) {
    return origin + (bound - 1 - origin) / 2;
  }
}
