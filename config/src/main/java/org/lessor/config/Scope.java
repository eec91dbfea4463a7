package org.lessor.config;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lessor.engine.Allocator;
import org.lessor.engine.BootFields;
import org.lessor.engine.Lease;
import org.lessor.engine.Lifetimes;
import org.lessor.engine.NameRules;
import org.lessor.engine.Parameters;
import org.lessor.engine.Parameters.ReservationMode;
import org.lessor.engine.PingCheck;
import org.lessor.engine.Reuse;
import org.lessor.engine.Timers;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;

/// The values that subnets inherit from their network, and networks from the global level.
///
/// @param values what the engine needs, but for what is made of the others. That updates are sent
///   is what ddns-send-updates says
/// @param bounds the lifetimes as they are set
/// @param tees how T1 and T2 are computed
/// @param updates whether DNS updates are enabled at all
record Scope(Parameters values, Bounds bounds, TeeTimes tees, NameRules.Updates updates) {
  /// Kea's valid-lifetime where none is set.
  static final long DEFAULT_LIFETIME_SECONDS = 7200;

  private static final List<String> LIFETIMES =
      List.of("valid-lifetime", "min-valid-lifetime", "max-valid-lifetime");

  private static final int MAX_SNAME = 63;
  private static final int MAX_FILE = 127;
  private static final double MAX_THRESHOLD = 0.999_999;
  private static final double MIN_THRESHOLD = 0.000_001;

  private static final Map<String, Allocator> ALLOCATORS =
      Map.of(
          "iterative",
          Allocator.ITERATIVE,
          "random",
          Allocator.RANDOM,
          "flq",
          Allocator.FREE_LEASE_QUEUE);

  /// The older key reservation-mode, which was replaced by three.
  private static final Map<String, Set<ReservationMode>> OLD_MODES =
      Map.of(
          "disabled",
          Set.of(),
          "off",
          Set.of(),
          "global",
          Set.of(ReservationMode.GLOBAL),
          "out-of-pool",
          Set.of(ReservationMode.IN_SUBNET, ReservationMode.OUT_OF_POOL),
          "all",
          Set.of(ReservationMode.IN_SUBNET));

  /// The three lifetimes as the file sets them. Each is inherited by itself; what a missing bound
  /// means is found only then.
  ///
  /// @param min Kea: min-valid-lifetime
  /// @param valid Kea: valid-lifetime
  /// @param max Kea: max-valid-lifetime
  record Bounds(OptionalLong min, OptionalLong valid, OptionalLong max) {
    /// Nothing is set: of a class.
    static final Bounds NONE =
        new Bounds(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    /// What holds where nothing is set.
    static final Bounds DEFAULT =
        new Bounds(
            OptionalLong.empty(), OptionalLong.of(DEFAULT_LIFETIME_SECONDS), OptionalLong.empty());

    /// What `section` sets, and these where it sets nothing.
    Bounds read(Section section) {
      return new Bounds(
          or(section.integer("min-valid-lifetime", 1, Lease.INFINITE), min),
          or(section.integer("valid-lifetime", 1, Lease.INFINITE), valid),
          or(section.integer("max-valid-lifetime", 1, Lease.INFINITE), max));
    }

    private static OptionalLong or(OptionalLong own, OptionalLong inherited) {
      return own.isPresent() ? own : inherited;
    }
  }

  /// How T1 and T2 are computed.
  ///
  /// @param t1 Kea: t1-percent
  /// @param t2 Kea: t2-percent
  /// @param computed Kea: calculate-tee-times
  record TeeTimes(double t1, double t2, boolean computed) {
    static final TeeTimes DEFAULT = new TeeTimes(0.5, 0.875, false);

    Timers.Fractions fractions() {
      return computed ? new Timers.Fractions(t1, t2) : Timers.Fractions.NONE;
    }
  }

  /// Kea's defaults, where the map dhcp-ddns says that.
  static Scope defaults(NameReader.Dns dns) {
    return new Scope(
        Parameters.of(Lifetimes.fixed(DEFAULT_LIFETIME_SECONDS)).withNames(dns.rules()),
        Bounds.DEFAULT,
        TeeTimes.DEFAULT,
        dns.enabled());
  }

  /// These values with that ping check.
  Scope with(PingCheck check) {
    return new Scope(values.withPingCheck(check), bounds, tees, updates);
  }

  /// The values of `section`, and those of this scope where it says nothing.
  Scope read(Section section) {
    Bounds here = bounds.read(section);
    Parameters read =
        values
            .withLifetimes(lifetimes(section, here, values.lifetimes()))
            .withTimers(timers(section, values.timers()))
            .withOfferHoldSeconds(offerHold(section))
            .withBoot(inheritedBoot(section, values.boot()))
            .withReuse(reuse(section, values.reuse()))
            .withReservationModes(reservationModes(section, values.reservationModes()))
            .withAllocator(allocator(section, values.allocator()))
            .withAdaptiveThreshold(
                section
                    .real("adaptive-lease-time-threshold", MIN_THRESHOLD, 1)
                    .orElse(values.adaptiveThreshold()))
            .withNames(NameReader.read(section, values.names()));
    return new Scope(switches(section, read), here, tees(section), updates);
  }

  private static Parameters switches(Section section, Parameters values) {
    return values
        .withAuthority(
            section
                .bool("authoritative")
                .map(yes ->
                    yes
                        ? Parameters.Authority.AUTHORITATIVE
                        : Parameters.Authority.NOT_AUTHORITATIVE)
                .orElse(values.authority()))
        .withMatching(
            section
                .bool("match-client-id")
                .map(yes ->
                    yes
                        ? Parameters.Matching.CLIENT_ID_FIRST
                        : Parameters.Matching.HARDWARE_ADDRESS)
                .orElse(values.matching()))
        .withExtendedInformation(
            section
                .bool("store-extended-info")
                .map(yes ->
                    yes
                        ? Parameters.ExtendedInformation.STORED
                        : Parameters.ExtendedInformation.OMITTED)
                .orElse(values.extendedInformation()))
        .withRapidCommit(
            section
                .bool("rapid-commit")
                .map(yes -> yes ? Parameters.RapidCommit.DONE : Parameters.RapidCommit.IGNORED)
                .orElse(values.rapidCommit()));
  }

  private TeeTimes tees(Section section) {
    double t1 = section.real("t1-percent", 0, 1).orElse(tees.t1);
    double t2 = section.real("t2-percent", 0, 1).orElse(tees.t2);
    boolean computed = section.bool("calculate-tee-times").orElse(tees.computed);
    if (computed && !(t1 > 0 && t1 < t2 && t2 < 1)) {
      section.error(
          section.has("t1-percent") ? "t1-percent" : "t2-percent",
          "t1-percent " + t1 + " and t2-percent " + t2 + " are out of order",
          "use 0 < t1-percent < t2-percent < 1");
      return TeeTimes.DEFAULT;
    }
    return new TeeTimes(t1, t2, computed);
  }

  private static Timers timers(Section section, Timers parent) {
    return new Timers(
        orParent(section.integer("renew-timer", 0, Lease.INFINITE), parent.renewSeconds()),
        orParent(section.integer("rebind-timer", 0, Lease.INFINITE), parent.rebindSeconds()),
        Timers.Fractions.NONE);
  }

  /// Where Kea stores no offers, Lessor holds them in memory for its own time.
  private long offerHold(Section section) {
    OptionalLong seconds = section.integer("offer-lifetime", 0, Lease.INFINITE);
    if (seconds.isEmpty()) {
      return values.offerHoldSeconds();
    }
    return seconds.getAsLong() == 0 ? Parameters.DEFAULT_OFFER_HOLD_SECONDS : seconds.getAsLong();
  }

  private static Reuse reuse(Section section, Reuse parent) {
    double threshold = section.real("cache-threshold", 0, MAX_THRESHOLD).orElse(parent.threshold());
    OptionalLong maxAge = section.integer("cache-max-age", 0, Lease.INFINITE);
    return new Reuse(threshold, orParent(maxAge, parent.maxAgeSeconds()));
  }

  private static OptionalLong orParent(OptionalLong own, OptionalLong parent) {
    return own.isPresent() ? own : parent;
  }

  private static Allocator allocator(Section section, Allocator parent) {
    Optional<String> name = section.string("allocator");
    if (name.isEmpty()) {
      return parent;
    }
    Allocator allocator = ALLOCATORS.get(name.get());
    if (allocator == null) {
      section.error(
          "allocator",
          name.get().equals("shared-flq")
              ? "\"shared-flq\" needs a lease database that several servers share"
              : "\"" + name.get() + "\" is no allocator",
          "use iterative, random or flq");
      return parent;
    }
    return allocator;
  }

  private static Set<ReservationMode> reservationModes(
      Section section, Set<ReservationMode> parent) {
    Set<ReservationMode> modes = EnumSet.noneOf(ReservationMode.class);
    modes.addAll(oldModes(section, parent));
    boolean own = readMode(section, "reservations-in-subnet", ReservationMode.IN_SUBNET, modes);
    boolean outside =
        readMode(section, "reservations-out-of-pool", ReservationMode.OUT_OF_POOL, modes);
    readMode(section, "reservations-global", ReservationMode.GLOBAL, modes);
    if (own && outside && modes.equals(EnumSet.of(ReservationMode.OUT_OF_POOL))) {
      section.error(
          "reservations-out-of-pool",
          "is true where reservations-in-subnet is false",
          "make both true, or both false");
    }
    return modes;
  }

  private static Set<ReservationMode> oldModes(Section section, Set<ReservationMode> parent) {
    Optional<String> mode = section.string("reservation-mode");
    if (mode.isEmpty()) {
      return parent;
    }
    Set<ReservationMode> modes = OLD_MODES.get(mode.get());
    if (modes == null) {
      section.error(
          "reservation-mode",
          "\"" + mode.get() + "\" is no mode",
          "use reservations-global, reservations-in-subnet, reservations-out-of-pool");
      return parent;
    }
    return modes;
  }

  /// Sets or clears the mode as the key says; returns whether it is there.
  private static boolean readMode(
      Section section, String key, ReservationMode mode, Set<ReservationMode> modes) {
    Optional<Boolean> given = section.bool(key);
    if (given.isPresent() && given.get()) {
      modes.add(mode);
    } else if (given.isPresent()) {
      modes.remove(mode);
    }
    return given.isPresent();
  }

  /// Missing bounds follow Kea: default alone or one bound alone sets all three; default and one
  /// bound set the other bound to the default. What does not fit is an error of `section`, and
  /// `instead` is returned.
  static Lifetimes lifetimes(Section section, Bounds bounds, Lifetimes instead) {
    OptionalLong min = bounds.min();
    OptionalLong max = bounds.max();
    if (bounds.valid().isEmpty() && min.isPresent() && max.isPresent()) {
      section.error(
          "min-valid-lifetime",
          "min-valid-lifetime and max-valid-lifetime stand without valid-lifetime",
          "add valid-lifetime");
      return instead;
    }
    long value = bounds.valid().orElse(min.orElse(max.orElse(0)));
    long low = min.orElse(value);
    long high = max.orElse(value);
    if (low > value || value > high) {
      if (LIFETIMES.stream().anyMatch(section::has)) {
        section.error(
            LIFETIMES.stream().filter(section::has).findFirst().orElseThrow(),
            "valid-lifetime " + value + " is not within " + low + " to " + high,
            "use min-valid-lifetime <= valid-lifetime <= max-valid-lifetime; each of the three is"
                + " inherited where it is not set");
      }
      return instead;
    }
    return new Lifetimes(low, value, high);
  }

  /// The boot fields of a reservation or a class: what is empty there is as if it were not there.
  static BootFields boot(Section section) {
    return said(inheritedBoot(section, BootFields.NONE));
  }

  /// The boot fields of a subnet or a network: what is empty there takes away what is inherited.
  private static BootFields inheritedBoot(Section section, BootFields parent) {
    Optional<Ipv4> siaddr =
        section.string("next-server").flatMap(text -> Values.ipv4(section, "next-server", text));
    return new BootFields(
        siaddr.or(parent::siaddr),
        bootText(section, "server-hostname", MAX_SNAME).or(parent::sname),
        bootText(section, "boot-file-name", MAX_FILE).or(parent::file));
  }

  private static Optional<Bytes> bootText(Section section, String key, int limit) {
    @Nullable Bytes value = section.string(key).map(Bytes::ofText).orElse(null);
    if (value == null) {
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
    Timers timers = values.timers();
    return values
        .withTimers(new Timers(timers.renewSeconds(), timers.rebindSeconds(), tees.fractions()))
        .withBoot(said(values.boot()))
        .withNames(effective(values.names()));
  }

  private static BootFields said(BootFields boot) {
    return new BootFields(
        boot.siaddr().filter(address -> !address.isUnspecified()),
        boot.sname().filter(text -> !text.isEmpty()),
        boot.file().filter(text -> !text.isEmpty()));
  }

  /// The rules of a pool about names, where it has any of its own.
  Optional<NameRules> poolNames(Section pool) {
    NameRules own = NameReader.read(pool, values.names());
    return own.equals(values.names()) ? Optional.empty() : Optional.of(effective(own));
  }

  private NameRules effective(NameRules names) {
    return updates == NameRules.Updates.SENT ? names : names.withUpdates(NameRules.Updates.OMITTED);
  }
}
