package org.lessor.engine;

/// What is known of an address that a lease record exists for.
public enum LeaseState {
  /// Reserved for the client that it was offered to, until the offer ends. Never written to disk.
  OFFERED,
  /// Given to the client until the lease expires (Kea's state 0).
  ASSIGNED,
  /// Found in use by somebody else; given to nobody until the record expires (Kea's state 1).
  DECLINED,
  /// Expired and put back; kept so that the same client may get the same address (Kea's state 2).
  EXPIRED_RECLAIMED,
  /// Given back by the client; kept as after expiry (Kea's state 3).
  RELEASED;

  /// Whether the record keeps its address from others until it ends.
  public boolean holds() {
    return switch (this) {
      case OFFERED, ASSIGNED, DECLINED -> true;
      case EXPIRED_RECLAIMED, RELEASED -> false;
    };
  }
}
