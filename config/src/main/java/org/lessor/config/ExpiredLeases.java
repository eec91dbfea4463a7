package org.lessor.config;

/// How ended leases are put back (Kea: expired-leases-processing).
///
/// @param reclaimTimerWaitTimeSeconds the pause between two rounds, 0 for none at all: then ended
///   leases are put back only when their address is wanted
/// @param holdReclaimedTimeSeconds how long a put-back lease is remembered for its client
/// @param flushReclaimedTimerWaitTimeSeconds the pause between two rounds of forgetting, 0 for
///   none: then put-back leases are remembered until their address is wanted
/// @param maxReclaimLeases how many leases one round puts back at most, 0 for any number
public record ExpiredLeases(
    long reclaimTimerWaitTimeSeconds,
    long holdReclaimedTimeSeconds,
    long flushReclaimedTimerWaitTimeSeconds,
    long maxReclaimLeases) {
  /// Kea's defaults.
  public static final ExpiredLeases DEFAULT = new ExpiredLeases(10, 3600, 25, 100);
}
