package org.lessor.engine;

import java.util.OptionalLong;

/// When clients renew and rebind (RFC 2131 section 4.4.5; Kea: renew-timer, rebind-timer,
/// calculate-tee-times, t1-percent, t2-percent).
///
/// @param renewSeconds explicit T1; 0 sends none
/// @param rebindSeconds explicit T2; 0 sends none
/// @param fractions fractions of the lifetime used where no explicit value is set; NONE sends none
public record Timers(OptionalLong renewSeconds, OptionalLong rebindSeconds, Fractions fractions) {
  /// Neither T1 nor T2 is sent; clients take their own (0.5 and 0.875 of the lifetime).
  public static final Timers UNSENT =
      new Timers(OptionalLong.empty(), OptionalLong.empty(), Fractions.NONE);

  /// T2 for a lease of that lifetime: the explicit value or the computed one, if it lies before the
  /// end. A lease for ever has no computed one.
  OptionalLong t2Seconds(long lifetimeSeconds) {
    return before(lifetimeSeconds, chosen(rebindSeconds, fractions.t2(), lifetimeSeconds));
  }

  /// T1 likewise, if it lies before `limitSeconds`: T2, or the end where there is no T2.
  OptionalLong t1Seconds(long limitSeconds, long lifetimeSeconds) {
    return before(limitSeconds, chosen(renewSeconds, fractions.t1(), lifetimeSeconds));
  }

  private static OptionalLong chosen(OptionalLong explicit, double fraction, long lifetimeSeconds) {
    if (explicit.isPresent()) {
      return explicit;
    }
    return fraction == 0 || lifetimeSeconds == Lease.INFINITE
        ? OptionalLong.empty()
        : OptionalLong.of(Math.round(lifetimeSeconds * fraction));
  }

  private static OptionalLong before(long limitSeconds, OptionalLong seconds) {
    return seconds.isPresent() && seconds.getAsLong() > 0 && seconds.getAsLong() < limitSeconds
        ? seconds
        : OptionalLong.empty();
  }

  /// T1 and T2 as parts of the lifetime.
  ///
  /// @param t1 0 < t1 < t2
  /// @param t2 t1 < t2 < 1
  public record Fractions(double t1, double t2) {
    /// T1 and T2 are not computed.
    public static final Fractions NONE = new Fractions(0, 0);

    /// RFC 2131 section 4.4.5.
    public static final Fractions STANDARD = new Fractions(0.5, 0.875);

    /// Throws [IllegalArgumentException] unless both are 0 or 0 < t1 < t2 < 1.
    public Fractions {
      boolean none = t1 == 0 && t2 == 0;
      if (!none && !(t1 > 0 && t1 < t2 && t2 < 1)) {
        throw new IllegalArgumentException("fractions out of order: " + t1 + ", " + t2);
      }
    }
  }
}
