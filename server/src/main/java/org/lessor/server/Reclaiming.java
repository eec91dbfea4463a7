package org.lessor.server;

/// How ended leases are put back (Kea: expired-leases-processing).
///
/// @param intervalSeconds the pause between two rounds, 0 for none at all
/// @param maxLeases how many leases one round puts back at most, 1 or more
public record Reclaiming(long intervalSeconds, int maxLeases) {
  /// Throws [IllegalArgumentException] if a number is out of range.
  public Reclaiming {
    if (intervalSeconds < 0 || maxLeases < 1) {
      throw new IllegalArgumentException("out of range: " + intervalSeconds + ", " + maxLeases);
    }
  }
}
