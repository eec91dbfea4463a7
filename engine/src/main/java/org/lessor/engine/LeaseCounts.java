package org.lessor.engine;

/// How many records a subnet or a pool has in each state.
///
/// A record that has ended counts as what it was until it is put back.
///
/// @param offered records in state [LeaseState#OFFERED]
/// @param assigned records in state [LeaseState#ASSIGNED]
/// @param declined records in state [LeaseState#DECLINED]
/// @param reclaimed records in state [LeaseState#EXPIRED_RECLAIMED]
/// @param released records in state [LeaseState#RELEASED]
/// @param free addresses of pools that are reserved to nobody and neither offered, assigned nor
///   declined
public record LeaseCounts(
    long offered, long assigned, long declined, long reclaimed, long released, long free) {
  /// The number of records that keep their address from others until they end.
  public long held() {
    return offered + assigned + declined;
  }

  /// The number of records.
  public long records() {
    return offered + assigned + declined + reclaimed + released;
  }
}
