package org.lessor.engine;

import java.util.OptionalLong;

/// When a client that asks again early is told what is left of its lease, and nothing is written
/// (Kea: cache-threshold, cache-max-age).
///
/// @param threshold the part of the lifetime for which this holds, 0 (never) to below 1
/// @param maxAgeSeconds and never for longer than this; 0 is never
public record Reuse(double threshold, OptionalLong maxAgeSeconds) {
  /// Each answer renews the lease, if it ends at all.
  public static final Reuse NONE = new Reuse(0, OptionalLong.empty());

  /// Kea's default.
  public static final Reuse STANDARD = new Reuse(0.25, OptionalLong.empty());

  /// Throws [IllegalArgumentException] unless 0 <= threshold < 1.
  public Reuse {
    if (!(threshold >= 0 && threshold < 1)) {
      throw new IllegalArgumentException("threshold out of range: " + threshold);
    }
  }

  /// Whether a lease of that lifetime may be told again when it is `ageSeconds` old. One that lasts
  /// for ever always may.
  boolean covers(long ageSeconds, long lifetimeSeconds) {
    if (ageSeconds < 0) {
      return false;
    }
    if (lifetimeSeconds == Lease.INFINITE) {
      return true;
    }
    boolean young =
        maxAgeSeconds.isEmpty()
            || (maxAgeSeconds.getAsLong() > 0 && ageSeconds <= maxAgeSeconds.getAsLong());
    return young && threshold > 0 && ageSeconds <= (long) (threshold * lifetimeSeconds);
  }
}
