package org.lessor.client.machine;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.lessor.wire.Ipv4;

/// An address with the right to use it until a time.
///
/// The clock of a lease starts when the REQUEST was sent, not when the ACK came (RFC 2131 section
/// 4.4.1): the client's view of the end is never later than the server's.
///
/// @param terms what the server granted
/// @param requestSentNanos when the REQUEST was sent
/// @param renewNanos T1, or [#NEVER]
/// @param rebindNanos T2, or [#NEVER]
/// @param expiryNanos when the address must no longer be used, or [#NEVER]
/// @param forceRenewKey what proves that a server may force a renewal; null where none may
public record Lease(
    Terms terms,
    long requestSentNanos,
    long renewNanos,
    long rebindNanos,
    long expiryNanos,
    @Nullable ForceRenewKey forceRenewKey) {

  /// Later than any time.
  public static final long NEVER = Long.MAX_VALUE;

  /// T1 and T2 come earlier or later by up to this part of the time around them, so that clients
  /// that got their leases together (after a power cut) do not renew together (RFC 2131 section
  /// 4.4.5: "some random fuzz around a fixed value").
  private static final int FUZZ_PART = 64;

  /// The lease of terms that were asked for at `requestSentNanos`, its T1 and T2 as they were told.
  static Lease exact(Terms terms, long requestSentNanos) {
    boolean infinite = terms.isInfinite();
    return new Lease(
        terms,
        requestSentNanos,
        infinite ? NEVER : requestSentNanos + terms.t1Nanos(),
        infinite ? NEVER : requestSentNanos + terms.t2Nanos(),
        infinite ? NEVER : requestSentNanos + terms.leaseSeconds() * Terms.NANOS_PER_SECOND,
        ForceRenewKey.of(terms.message()).orElse(null));
  }

  /// The lease of terms that were asked for at `requestSentNanos`.
  public static Lease granted(Terms terms, long requestSentNanos, RandomGenerator random) {
    if (terms.isInfinite()) {
      return exact(terms, requestSentNanos);
    }
    long t1 = terms.t1Nanos();
    long t2 = terms.t2Nanos();
    long lease = terms.leaseSeconds() * Terms.NANOS_PER_SECOND;
    return new Lease(
        terms,
        requestSentNanos,
        requestSentNanos + fuzzed(t1, Math.min(t1, t2 - t1), random),
        requestSentNanos + fuzzed(t2, Math.min(t2 - t1, lease - t2), random),
        requestSentNanos + lease,
        ForceRenewKey.of(terms.message()).orElse(null));
  }

  /// The same lease with this key; with none it loses its own.
  public Lease withKey(@Nullable ForceRenewKey key) {
    return new Lease(terms, requestSentNanos, renewNanos, rebindNanos, expiryNanos, key);
  }

  private static long fuzzed(long nanos, long roomNanos, RandomGenerator random) {
    long fuzz = roomNanos / FUZZ_PART;
    return nanos + Timing.between(-fuzz, fuzz, random);
  }

  /// The leased address.
  public Ipv4 address() {
    return terms.address();
  }

  /// Who granted the lease.
  public Ipv4 serverId() {
    return terms.serverId();
  }

  /// The network that it holds in.
  public Network network() {
    return Network.of(terms.message(), terms.serverId());
  }

  /// Whether the address must no longer be used.
  public boolean isExpired(long nowNanos) {
    return nowNanos >= expiryNanos;
  }

  /// Whole seconds until expiry, rounded up, 0 to 4294967295; the last means for ever.
  public long secondsToExpiry(long nowNanos) {
    return secondsUntil(expiryNanos, nowNanos);
  }

  /// Whole seconds until T2, rounded up, 0 to 4294967295; the last means for ever.
  public long secondsToRebind(long nowNanos) {
    return secondsUntil(rebindNanos, nowNanos);
  }

  private static long secondsUntil(long deadlineNanos, long nowNanos) {
    if (deadlineNanos == NEVER) {
      return Terms.INFINITE_SECONDS;
    }
    return Math.max(0, Math.ceilDiv(deadlineNanos - nowNanos, Terms.NANOS_PER_SECOND));
  }
}
