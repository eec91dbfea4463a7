package org.lessor.config;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.lessor.engine.BootFields;
import org.lessor.engine.Lease;
import org.lessor.engine.Lifetimes;
import org.lessor.engine.Parameters;
import org.lessor.engine.PingCheck;
import org.lessor.engine.Reuse;
import org.lessor.engine.Timers;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;

/// The values that subnets inherit from their network, and networks from the global level.
///
/// @param lifetimes as a unit: a level that sets one of the three sets all
/// @param t1Fraction Kea: t1-percent
/// @param t2Fraction Kea: t2-percent
record Scope(
    Lifetimes lifetimes,
    OptionalLong renewSeconds,
    OptionalLong rebindSeconds,
    boolean calculatesTimers,
    double t1Fraction,
    double t2Fraction,
    Parameters.Authority authority,
    Parameters.Matching matching,
    long offerHoldSeconds,
    BootFields boot,
    Reuse reuse,
    Parameters.GlobalReservations globalReservations,
    PingCheck pingCheck) {
  private static final int MAX_SNAME = 63;
  private static final int MAX_FILE = 127;
  private static final double MAX_THRESHOLD = 0.999_999;

  /// Kea's defaults.
  static final Scope DEFAULTS =
      new Scope(
          Lifetimes.fixed(7200),
          OptionalLong.empty(),
          OptionalLong.empty(),
          false,
          0.5,
          0.875,
          Parameters.Authority.NOT_AUTHORITATIVE,
          Parameters.Matching.CLIENT_ID_FIRST,
          Parameters.DEFAULT_OFFER_HOLD_SECONDS,
          BootFields.NONE,
          Reuse.STANDARD,
          Parameters.GlobalReservations.IGNORED,
          PingCheck.OFF);

  /// These values with that ping check.
  Scope with(PingCheck check) {
    return new Scope(
        lifetimes,
        renewSeconds,
        rebindSeconds,
        calculatesTimers,
        t1Fraction,
        t2Fraction,
        authority,
        matching,
        offerHoldSeconds,
        boot,
        reuse,
        globalReservations,
        check);
  }

  /// The values of `section`, and those of `parent` where it says nothing.
  static Scope read(Section section, Scope parent) {
    double t1 = section.real("t1-percent", 0, 1).orElse(parent.t1Fraction);
    double t2 = section.real("t2-percent", 0, 1).orElse(parent.t2Fraction);
    boolean calculates = section.bool("calculate-tee-times").orElse(parent.calculatesTimers);
    if (calculates && !(t1 > 0 && t1 < t2 && t2 < 1)) {
      section.error(
          section.has("t1-percent") ? "t1-percent" : "t2-percent",
          "t1-percent " + t1 + " and t2-percent " + t2 + " are out of order",
          "use 0 < t1-percent < t2-percent < 1");
      t1 = 0.5;
      t2 = 0.875;
    }
    OptionalLong offerLifetime = section.integer("offer-lifetime", 0, Lease.INFINITE);
    return new Scope(
        lifetimes(section, parent.lifetimes),
        orParent(section.integer("renew-timer", 0, Lease.INFINITE), parent.renewSeconds),
        orParent(section.integer("rebind-timer", 0, Lease.INFINITE), parent.rebindSeconds),
        calculates,
        t1,
        t2,
        section
            .bool("authoritative")
            .map(yes ->
                yes ? Parameters.Authority.AUTHORITATIVE : Parameters.Authority.NOT_AUTHORITATIVE)
            .orElse(parent.authority),
        section
            .bool("match-client-id")
            .map(yes ->
                yes ? Parameters.Matching.CLIENT_ID_FIRST : Parameters.Matching.HARDWARE_ADDRESS)
            .orElse(parent.matching),
        offerLifetime.isPresent() && offerLifetime.getAsLong() > 0
            ? offerLifetime.getAsLong()
            : parent.offerHoldSeconds,
        boot(section, parent.boot),
        reuse(section, parent.reuse),
        section
            .bool("reservations-global")
            .map(yes ->
                yes
                    ? Parameters.GlobalReservations.CONSIDERED
                    : Parameters.GlobalReservations.IGNORED)
            .orElse(parent.globalReservations),
        parent.pingCheck);
  }

  private static Reuse reuse(Section section, Reuse parent) {
    double threshold = section.real("cache-threshold", 0, MAX_THRESHOLD).orElse(parent.threshold());
    OptionalLong maxAge = section.integer("cache-max-age", 0, Lease.INFINITE);
    return new Reuse(threshold, orParent(maxAge, parent.maxAgeSeconds()));
  }

  private static OptionalLong orParent(OptionalLong own, OptionalLong parent) {
    return own.isPresent() ? own : parent;
  }

  /// Missing bounds follow Kea: default alone or one bound alone sets all three; default and one
  /// bound set the other bound to the default.
  static Lifetimes lifetimes(Section section, Lifetimes parent) {
    OptionalLong min = section.integer("min-valid-lifetime", 1, Lease.INFINITE);
    OptionalLong mid = section.integer("valid-lifetime", 1, Lease.INFINITE);
    OptionalLong max = section.integer("max-valid-lifetime", 1, Lease.INFINITE);
    if (min.isEmpty() && mid.isEmpty() && max.isEmpty()) {
      return parent;
    }
    if (mid.isEmpty() && min.isPresent() && max.isPresent()) {
      section.error(
          "min-valid-lifetime",
          "min-valid-lifetime and max-valid-lifetime stand without valid-lifetime",
          "add valid-lifetime");
      return parent;
    }
    long value = mid.orElse(min.orElse(max.orElse(0)));
    long low = min.orElse(value);
    long high = max.orElse(value);
    if (low > value || value > high) {
      section.error(
          "valid-lifetime",
          "valid-lifetime " + value + " is not within " + low + " to " + high,
          "use min-valid-lifetime <= valid-lifetime <= max-valid-lifetime");
      return parent;
    }
    return new Lifetimes(low, value, high);
  }

  static BootFields boot(Section section, BootFields parent) {
    Optional<Ipv4> siaddr =
        section
            .string("next-server")
            .flatMap(text -> Values.ipv4(section, "next-server", text))
            .filter(address -> !address.isUnspecified());
    Optional<Bytes> sname = bootText(section, "server-hostname", MAX_SNAME);
    Optional<Bytes> file = bootText(section, "boot-file-name", MAX_FILE);
    return new BootFields(
        siaddr.or(parent::siaddr), sname.or(parent::sname), file.or(parent::file));
  }

  private static Optional<Bytes> bootText(Section section, String key, int limit) {
    @Nullable Bytes value = section.string(key).map(Bytes::ofText).orElse(null);
    if (value == null || value.isEmpty()) {
      return Optional.empty();
    }
    if (value.length() > limit) {
      section.error(key, "has " + value.length() + " bytes", "use at most " + limit);
      return Optional.empty();
    }
    return Optional.of(value);
  }

  /// What the engine needs of it.
  Parameters parameters() {
    Timers.Fractions fractions =
        calculatesTimers ? new Timers.Fractions(t1Fraction, t2Fraction) : Timers.Fractions.NONE;
    return Parameters.of(lifetimes)
        .withTimers(new Timers(renewSeconds, rebindSeconds, fractions))
        .withAuthority(authority)
        .withMatching(matching)
        .withOfferHoldSeconds(offerHoldSeconds)
        .withBoot(boot)
        .withReuse(reuse)
        .withGlobalReservations(globalReservations)
        .withPingCheck(pingCheck);
  }
}
