package org.lessor.client.machine;

import org.jspecify.annotations.Nullable;
import org.lessor.wire.Ipv4;

/// What outlives one attempt at getting an address.
///
/// @param hint the address to ask for (option 50 of DISCOVER), if any
/// @param kept a lease that is still configured while another is sought
/// @param naks NAKs in a row
/// @param conflicts addresses found taken in a row
/// @param taken the address last found taken
/// @param takenNanos when that was; no meaning without `taken`
public record Past(
    @Nullable Ipv4 hint,
    @Nullable Lease kept,
    int naks,
    int conflicts,
    @Nullable Ipv4 taken,
    long takenNanos) {

  /// The past of a client that has none.
  public static final Past NONE = new Past(null, null, 0, 0, null, 0);

  /// How long offers of an address that was found taken are refused.
  private static final long TAKEN_MEMORY_NANOS = 60_000_000_000L;

  Past withHint(@Nullable Ipv4 address) {
    return new Past(address, kept, naks, conflicts, taken, takenNanos);
  }

  Past withKept(@Nullable Lease lease) {
    return new Past(hint, lease, naks, conflicts, taken, takenNanos);
  }

  /// After one more NAK: the address asked for is not ours to have.
  Past afterNak() {
    return new Past(null, kept, naks + 1, conflicts, taken, takenNanos);
  }

  /// After `address` was found in use by another host.
  Past afterConflict(Ipv4 address, long nowNanos) {
    Lease still = kept != null && kept.address().equals(address) ? null : kept;
    return new Past(null, still, naks, conflicts + 1, address, nowNanos);
  }

  boolean wasJustTaken(Ipv4 address, long nowNanos) {
    return address.equals(taken) && nowNanos - takenNanos < TAKEN_MEMORY_NANOS;
  }

  /// When the kept lease ends; [Lease#NEVER] without one.
  long keptUntilNanos() {
    return kept == null ? Lease.NEVER : kept.expiryNanos();
  }
}
