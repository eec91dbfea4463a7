package org.lessor.engine;

/// How long leases hold (Kea: min-valid-lifetime, valid-lifetime, max-valid-lifetime).
///
/// @param minSeconds the least given to a client that asks by option 51
/// @param defaultSeconds given to a client that does not ask
/// @param maxSeconds the most given to a client that asks; 4294967295 is for ever
public record Lifetimes(long minSeconds, long defaultSeconds, long maxSeconds) {
  /// Throws [IllegalArgumentException] unless 0 < min <= default <= max <= 4294967295.
  public Lifetimes {
    if (minSeconds <= 0
        || minSeconds > defaultSeconds
        || defaultSeconds > maxSeconds
        || maxSeconds > Lease.INFINITE) {
      throw new IllegalArgumentException(
          "lifetimes out of order: " + minSeconds + ", " + defaultSeconds + ", " + maxSeconds);
    }
  }

  /// The same lifetime for every client.
  public static Lifetimes fixed(long seconds) {
    return new Lifetimes(seconds, seconds, seconds);
  }
}
