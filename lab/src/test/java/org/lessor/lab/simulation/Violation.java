package org.lessor.lab.simulation;

/// Something happened that must not.
final class Violation extends AssertionError {
  private static final long serialVersionUID = 1;

  private final Promise broken;

  /// What must always hold.
  enum Promise {
    /// Two clients never use one address.
    EXCLUSIVE_USE,
    /// A server never gives an address that it has given to another client.
    ONE_HOLDER,
    /// A server never offers an address that it has given or offered to another client.
    ONE_OFFER,
    /// What is acknowledged is on stable storage.
    DURABLE,
    /// What was acknowledged is known after a restart.
    REMEMBERED,
    /// Leases in memory and in the file are the same.
    SAME_ON_DISK,
    /// Addresses come from pools and reservations.
    IN_POOLS,
    /// Replies go where RFC 2131 section 4.1 says, and hold what table 3 says.
    WELL_ADDRESSED,
    /// A client uses only what was acknowledged, and not beyond the lease's end.
    WITHIN_LEASE,
    /// Who asks where all is well is served soon.
    SERVED,
    /// The server counts all it receives, once.
    COUNTED,
    /// Nothing breaks inside.
    SOUND
  }

  Violation(Promise broken, String message) {
    super(broken + ": " + message);
    this.broken = broken;
  }

  Promise broken() {
    return broken;
  }
}
