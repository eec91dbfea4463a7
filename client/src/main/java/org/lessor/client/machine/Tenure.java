package org.lessor.client.machine;

/// A lease in use, and what is owed to the neighbours about it (RFC 5227 sections 2.3 and 2.4).
///
/// @param lease the lease, configured on the interface
/// @param announcementsLeft how often the address is still to be announced
/// @param announceNanos when the next announcement is due; no meaning when none is left
/// @param conflictNanos when another host was last seen to use the address; [#NO_CONFLICT] if never
/// @param repairNanos when the address was last found removed and put back; [#NO_CONFLICT] if never
/// @param networks what the client had where, this lease included
public record Tenure(
    Lease lease,
    int announcementsLeft,
    long announceNanos,
    long conflictNanos,
    long repairNanos,
    Networks networks) {

  /// The value of `conflictNanos` where there was none.
  public static final long NO_CONFLICT = Long.MIN_VALUE;

  /// A lease that comes into use.
  static Tenure beginning(Past past, Lease lease, int announcementsLeft, long announceNanos) {
    return new Tenure(
        lease,
        announcementsLeft,
        announceNanos,
        NO_CONFLICT,
        NO_CONFLICT,
        past.networks().and(lease.network(), lease.address()));
  }

  Tenure with(Lease renewed) {
    return new Tenure(
        renewed,
        announcementsLeft,
        announceNanos,
        conflictNanos,
        repairNanos,
        renewed.serverId().equals(lease.serverId())
            ? networks
            : networks.and(renewed.network(), renewed.address()));
  }

  Tenure announced(long nextNanos) {
    return new Tenure(
        lease, announcementsLeft - 1, nextNanos, conflictNanos, repairNanos, networks);
  }

  Tenure disputed(long nowNanos) {
    return new Tenure(lease, announcementsLeft, announceNanos, nowNanos, repairNanos, networks);
  }

  Tenure repaired(long nowNanos) {
    return new Tenure(lease, announcementsLeft, announceNanos, conflictNanos, nowNanos, networks);
  }

  /// The server has used up a count of its key.
  Tenure keyed(ForceRenewKey key) {
    return new Tenure(
        lease.withKey(key), announcementsLeft, announceNanos, conflictNanos, repairNanos, networks);
  }

  /// What to go on with when the lease is not in use any more.
  Past past() {
    return Past.in(networks);
  }

  boolean announcementDue(long nowNanos) {
    return announcementsLeft > 0 && nowNanos >= announceNanos;
  }

  /// When the next announcement is due; [Lease#NEVER] if none is.
  long nextAnnouncementNanos() {
    return announcementsLeft > 0 ? announceNanos : Lease.NEVER;
  }
}
