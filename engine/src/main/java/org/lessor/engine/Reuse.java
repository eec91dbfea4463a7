package org.lessor.engine;

import java.util.OptionalLong;

/// When a client that asks again early is told what is left of its lease, and nothing is written
/// (Kea: cache-threshold, cache-max-age).
///
/// @param threshold the part of the lifetime for which this holds, 0 (never) to below 1
/// @param maxAgeSeconds and never for longer than this
public record Reuse(double threshold, OptionalLong maxAgeSeconds) {
  /// Each answer renews the lease.
  public static final Reuse NONE = new Reuse(0, OptionalLong.empty());

  /// Kea's default.
  public static final Reuse STANDARD = new Reuse(0.25, OptionalLong.empty());

  /// Throws [IllegalArgumentException] unless 0 <= threshold < 1.
  public Reuse {
    if (!(threshold >= 0 && threshold < 1)) {
      throw new IllegalArgumentException("threshold out of range: " + threshold);
    }
  }

  /// Whether a lease of that lifetime may be told again when it is `ageSeconds` old.
  boolean covers(long ageSeconds, long lifetimeSeconds) {
    if (threshold == 0 || ageSeconds < 0) {
      return false;
    }
    return (lifetimeSeconds == Lease.INFINITE || ageSeconds < threshold * lifetimeSeconds)
        && (maxAgeSeconds.isEmpty() || ageSeconds < maxAgeSeconds.getAsLong());
  }
}
