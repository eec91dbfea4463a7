package org.lessor.transport;

import java.util.random.RandomGenerator;

/// How badly packets fare: the chance of each to be lost or repeated, and how long it takes. Those
/// that take longer than the ones after them arrive out of order.
///
/// @param loss the chance that a packet is lost, 0 to 1
/// @param repeat the chance that a packet that is not lost arrives twice, 0 to 1
/// @param minDelayNanos the shortest time that a packet takes
/// @param maxDelayNanos the longest time that a packet takes; all between are equally likely
public record Conditions(double loss, double repeat, long minDelayNanos, long maxDelayNanos) {
  /// Nothing is lost or repeated, everything arrives at once.
  public static final Conditions PERFECT = new Conditions(0, 0, 0, 0);

  /// Throws [IllegalArgumentException] for a chance outside 0 to 1, or times that are negative or
  /// in the wrong order.
  public Conditions {
    if (!(loss >= 0 && loss <= 1 && repeat >= 0 && repeat <= 1)) {
      throw new IllegalArgumentException("a chance is 0 to 1, not " + loss + " or " + repeat);
    }
    if (minDelayNanos < 0 || maxDelayNanos < minDelayNanos) {
      throw new IllegalArgumentException(
          "delays must be 0 or more, the longest not below the shortest: "
              + minDelayNanos
              + " to "
              + maxDelayNanos
              + " ns");
    }
  }

  /// The same with another chance of loss.
  public Conditions losing(double chance) {
    return new Conditions(chance, repeat, minDelayNanos, maxDelayNanos);
  }

  /// The same with another chance of repetition.
  public Conditions repeating(double chance) {
    return new Conditions(loss, chance, minDelayNanos, maxDelayNanos);
  }

  /// The same with other delays.
  public Conditions delaying(long shortestNanos, long longestNanos) {
    return new Conditions(loss, repeat, shortestNanos, longestNanos);
  }

  /// How many times the next packet arrives: 0, 1 or 2.
  int arrivals(RandomGenerator random) {
    // Both numbers are drawn every time, so that a changed chance leaves the later draws alone.
    double lost = random.nextDouble();
    double repeated = random.nextDouble();
    if (lost < loss) {
      return 0;
    }
    return repeated < repeat ? 2 : 1;
  }

  long delayNanos(RandomGenerator random) {
    return minDelayNanos == maxDelayNanos
        ? minDelayNanos
        : random.nextLong(minDelayNanos, maxDelayNanos + 1);
  }
}
