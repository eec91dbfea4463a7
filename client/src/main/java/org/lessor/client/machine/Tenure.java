package org.lessor.client.machine;

/// A lease in use, and what is owed to the neighbours about it (RFC 5227 sections 2.3 and 2.4).
///
/// @param lease the lease, configured on the interface
/// @param announcementsLeft how often the address is still to be announced
/// @param announceNanos when the next announcement is due; no meaning when none is left
/// @param conflictNanos when another host was last seen to use the address; [#NO_CONFLICT] if never
public record Tenure(Lease lease, int announcementsLeft, long announceNanos, long conflictNanos) {

  /// The value of `conflictNanos` where there was none.
  public static final long NO_CONFLICT = Long.MIN_VALUE;

  Tenure with(Lease renewed) {
    return new Tenure(renewed, announcementsLeft, announceNanos, conflictNanos);
  }

  Tenure announced(long nextNanos) {
    return new Tenure(lease, announcementsLeft - 1, nextNanos, conflictNanos);
  }

  Tenure disputed(long nowNanos) {
    return new Tenure(lease, announcementsLeft, announceNanos, nowNanos);
  }

  boolean announcementDue(long nowNanos) {
    return announcementsLeft > 0 && nowNanos >= announceNanos;
  }

  /// When the next announcement is due; [Lease#NEVER] if none is.
  long nextAnnouncementNanos() {
    return announcementsLeft > 0 ? announceNanos : Lease.NEVER;
  }
}
