package org.lessor.server;

import org.lessor.config.ExpiredLeases;

/// How ended leases are put back (Kea: expired-leases-processing).
///
/// @param intervalSeconds the pause between two rounds, 0 for none at all
/// @param maxLeases how many leases one round puts back at most, 1 or more
public record Reclaiming(long intervalSeconds, int maxLeases) {
  /// The most leases of one round where the configuration sets no bound.
  private static final int UNLIMITED_ROUND = 1000;

  /// Throws [IllegalArgumentException] if a number is out of range.
  public Reclaiming {
    if (intervalSeconds < 0 || maxLeases < 1) {
      throw new IllegalArgumentException("out of range: " + intervalSeconds + ", " + maxLeases);
    }
  }

  /// As the configuration has it.
  static Reclaiming of(ExpiredLeases expiry) {
    long limit = expiry.maxReclaimLeases();
    return new Reclaiming(
        expiry.reclaimTimerWaitTimeSeconds(),
        limit == 0 ? UNLIMITED_ROUND : (int) Math.min(limit, UNLIMITED_ROUND));
  }
}
