package org.lessor.engine;

import org.lessor.wire.Ipv4;

/// What the server knows of one address: an immutable record, as in one line of the lease file.
///
/// @param address the address
/// @param client who it is for; after DECLINE nobody: then without client id and with an empty
///   hardware address
/// @param state what the record means
/// @param clttSeconds client last transaction time: seconds since 1970 at which the lease was given
///   or renewed
/// @param validLifetimeSeconds how long it holds from then on, 0 to 4294967295; the largest value
///   means for ever
/// @param subnetId the subnet's id, 1 to 4294967294
/// @param poolId the pool's id, as in Kea's lease file, up to 4294967295; 0 where it has none
/// @param names host name and DNS flags
/// @param userContext JSON text kept with the lease, empty where there is none
public record Lease(
    Ipv4 address,
    ClientIdentity client,
    LeaseState state,
    long clttSeconds,
    long validLifetimeSeconds,
    long subnetId,
    long poolId,
    LeaseNames names,
    String userContext) {

  /// The lifetime that means for ever (RFC 2131 section 3.3).
  public static final long INFINITE = 0xffffffffL;

  /// Throws [IllegalArgumentException] if the lifetime or an id is out of range.
  public Lease {
    if (validLifetimeSeconds < 0 || validLifetimeSeconds > INFINITE) {
      throw new IllegalArgumentException("lifetime out of range: " + validLifetimeSeconds);
    }
    if (subnetId < 0 || subnetId > 0xffffffffL) {
      throw new IllegalArgumentException("subnet id out of range: " + subnetId);
    }
    if (poolId < 0 || poolId > 0xffffffffL) {
      throw new IllegalArgumentException("pool id out of range: " + poolId);
    }
  }

  /// Seconds since 1970 at which the record ends; [Long#MAX_VALUE] for one that never does.
  public long expiresSeconds() {
    return validLifetimeSeconds == INFINITE ? Long.MAX_VALUE : clttSeconds + validLifetimeSeconds;
  }

  /// Whether the record has ended at `nowSeconds` since 1970. It lasts through its last second, as
  /// in Kea: fractions of seconds are dropped from the time of its beginning, but not from the time
  /// that its client counts.
  public boolean expiredAt(long nowSeconds) {
    return expiresSeconds() < nowSeconds;
  }

  /// Whether the address is kept from everybody but `client` at `nowSeconds`: offered or assigned
  /// and not expired, or set aside after DECLINE.
  public boolean isHeldAt(long nowSeconds) {
    return switch (state) {
      case OFFERED, ASSIGNED, DECLINED -> !expiredAt(nowSeconds);
      case EXPIRED_RECLAIMED, RELEASED -> false;
    };
  }
}
