package org.lessor.server;

import org.lessor.config.ExpiredLeases;

/// How ended leases are put back (Kea: expired-leases-processing).
///
/// @param intervalSeconds the pause between two rounds, 0 for none at all
/// @param maxLeases how many leases one round puts back at most, 1 or more
/// @param forgetIntervalSeconds the pause between two rounds in which records are forgotten that
///   are kept for former clients, 0 for none at all
public record Reclaiming(long intervalSeconds, int maxLeases, long forgetIntervalSeconds) {
  /// The most leases of one round where the configuration sets no bound.
  private static final int UNLIMITED_ROUND = 1000;

  /// Throws [IllegalArgumentException] if a number is out of range.
  public Reclaiming {
    if (intervalSeconds < 0 || maxLeases < 1 || forgetIntervalSeconds < 0) {
      throw new IllegalArgumentException(
          "out of range: " + intervalSeconds + ", " + maxLeases + ", " + forgetIntervalSeconds);
    }
  }

  /// With the same pause for both.
  public Reclaiming(long intervalSeconds, int maxLeases) {
    this(intervalSeconds, maxLeases, intervalSeconds);
  }

  /// As the configuration has it.
  static Reclaiming of(ExpiredLeases expiry) {
    long limit = expiry.maxReclaimLeases();
    return new Reclaiming(
        expiry.reclaimTimerWaitTimeSeconds(),
        limit == 0 ? UNLIMITED_ROUND : (int) Math.min(limit, UNLIMITED_ROUND),
        expiry.flushReclaimedTimerWaitTimeSeconds());
  }
}
