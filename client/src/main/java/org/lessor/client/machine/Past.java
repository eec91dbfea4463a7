package org.lessor.client.machine;

import java.util.Optional;
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
/// @param networks what the client had where
/// @param linkLocal the address that needs no server, if the client is about to have one
public record Past(
    @Nullable Ipv4 hint,
    @Nullable Lease kept,
    int naks,
    int conflicts,
    @Nullable Ipv4 taken,
    long takenNanos,
    Networks networks,
    @Nullable LinkLocal linkLocal) {

  /// The past of a client that has none.
  public static final Past NONE = new Past(null, null, 0, 0, null, 0, Networks.NONE, null);

  /// How long offers of an address that was found taken are refused.
  private static final long TAKEN_MEMORY_NANOS = 60_000_000_000L;

  /// The past of a client that had leases in these networks and nothing else.
  static Past in(Networks networks) {
    return new Past(null, null, 0, 0, null, 0, networks, null);
  }

  /// The address that is configured meanwhile, if any.
  Optional<Ipv4> addressInUse() {
    Optional<Ipv4> ofLease = Optional.ofNullable(kept).map(Lease::address);
    return ofLease.or(
        () -> Optional.ofNullable(linkLocal).filter(LinkLocal::inUse).map(LinkLocal::address));
  }

  Past withHint(@Nullable Ipv4 address) {
    return new Past(address, kept, naks, conflicts, taken, takenNanos, networks, linkLocal);
  }

  Past withKept(@Nullable Lease lease) {
    return new Past(hint, lease, naks, conflicts, taken, takenNanos, networks, linkLocal);
  }

  Past withLinkLocal(@Nullable LinkLocal changed) {
    return new Past(hint, kept, naks, conflicts, taken, takenNanos, networks, changed);
  }

  /// After one more NAK of this network: the address asked for is not ours to have there, but maybe
  /// the one that we had there before.
  Past afterNak(Ipv4 refused, Network network) {
    Ipv4 there = networks.in(network).filter(had -> !had.equals(refused)).orElse(null);
    return new Past(there, kept, naks + 1, conflicts, taken, takenNanos, networks, linkLocal);
  }

  /// After `address` was found in use by another host.
  Past afterConflict(Ipv4 address, long nowNanos) {
    Lease still = kept != null && kept.address().equals(address) ? null : kept;
    return new Past(hint, still, naks, conflicts + 1, address, nowNanos, networks, linkLocal);
  }

  boolean wasJustTaken(Ipv4 address, long nowNanos) {
    return address.equals(taken) && nowNanos - takenNanos < TAKEN_MEMORY_NANOS;
  }

  /// When something is due whatever the client is at: the kept lease ends, or the link-local
  /// address wants care. [Lease#NEVER] without either.
  long wakeNanos() {
    long keptNanos = kept == null ? Lease.NEVER : kept.expiryNanos();
    return linkLocal == null ? keptNanos : Math.min(keptNanos, linkLocal.nextNanos());
  }
}
