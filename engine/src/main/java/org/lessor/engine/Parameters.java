package org.lessor.engine;

import java.util.Set;
import java.util.function.Consumer;

/// What holds for all addresses of a subnet, after inheritance: configuration reads globals,
/// network and subnet and puts the result here.
///
/// @param lifetimes how long leases hold
/// @param timers when clients renew
/// @param authority whether unknown clients that restart are refused
/// @param matching by what clients are told apart
/// @param offerHoldSeconds how long an offer keeps its address from others, at least 1 (Kea:
///   offer-lifetime; Lessor holds offers in memory also where that is 0)
/// @param boot fields for the bootstrap
/// @param reuse when a lease is told again and not renewed
/// @param reservationModes which reservations count here
/// @param pingCheck whether addresses are asked by ICMP echo first
/// @param allocator how pools choose among the addresses that they can give
/// @param adaptiveThreshold from which part of the pools being in use on leases are given for the
///   least time only, above 0; 1 where that is never done (Kea: adaptive-lease-time-threshold)
/// @param extendedInformation whether leases keep what relay agents say
/// @param rapidCommit whether clients that ask for it get a lease without an offer
/// @param names what becomes of the names that clients say
public record Parameters(
    Lifetimes lifetimes,
    Timers timers,
    Authority authority,
    Matching matching,
    long offerHoldSeconds,
    BootFields boot,
    Reuse reuse,
    Set<ReservationMode> reservationModes,
    PingCheck pingCheck,
    Allocator allocator,
    double adaptiveThreshold,
    ExtendedInformation extendedInformation,
    RapidCommit rapidCommit,
    NameRules names) {
  /// How long an offer holds where nothing else is said.
  public static final long DEFAULT_OFFER_HOLD_SECONDS = 60;

  /// Copies the set. Throws [IllegalArgumentException] if offers would hold for no time, or the
  /// threshold is out of range.
  public Parameters {
    if (offerHoldSeconds < 1) {
      throw new IllegalArgumentException("offer hold below a second: " + offerHoldSeconds);
    }
    if (!(adaptiveThreshold > 0 && adaptiveThreshold <= 1)) {
      throw new IllegalArgumentException("threshold out of range: " + adaptiveThreshold);
    }
    reservationModes = Set.copyOf(reservationModes);
  }

  /// These lifetimes, and all else as Kea has it where its configuration says nothing.
  public static Parameters of(Lifetimes lifetimes) {
    return new Parameters(
        lifetimes,
        Timers.UNSENT,
        Authority.NOT_AUTHORITATIVE,
        Matching.CLIENT_ID_FIRST,
        DEFAULT_OFFER_HOLD_SECONDS,
        BootFields.NONE,
        Reuse.STANDARD,
        Set.of(ReservationMode.IN_SUBNET),
        PingCheck.OFF,
        Allocator.ITERATIVE,
        1,
        ExtendedInformation.OMITTED,
        RapidCommit.IGNORED,
        NameRules.STANDARD);
  }

  /// These parameters with other lifetimes.
  public Parameters withLifetimes(Lifetimes value) {
    return changed(draft -> draft.lifetimes = value);
  }

  /// These parameters with other timers.
  public Parameters withTimers(Timers value) {
    return changed(draft -> draft.timers = value);
  }

  /// These parameters with that authority.
  public Parameters withAuthority(Authority value) {
    return changed(draft -> draft.authority = value);
  }

  /// These parameters with clients told apart in that way.
  public Parameters withMatching(Matching value) {
    return changed(draft -> draft.matching = value);
  }

  /// These parameters with offers that hold for so many seconds, at least 1.
  public Parameters withOfferHoldSeconds(long value) {
    return changed(draft -> draft.offerHoldSeconds = value);
  }

  /// These parameters with other boot fields.
  public Parameters withBoot(BootFields value) {
    return changed(draft -> draft.boot = value);
  }

  /// These parameters with that reuse of leases.
  public Parameters withReuse(Reuse value) {
    return changed(draft -> draft.reuse = value);
  }

  /// These parameters with other reservations that count.
  public Parameters withReservationModes(Set<ReservationMode> value) {
    return changed(draft -> draft.reservationModes = value);
  }

  /// These parameters with that allocator.
  public Parameters withAllocator(Allocator value) {
    return changed(draft -> draft.allocator = value);
  }

  /// These parameters with that threshold, above 0 to 1.
  public Parameters withAdaptiveThreshold(double value) {
    return changed(draft -> draft.adaptiveThreshold = value);
  }

  /// These parameters with what relay agents say kept or not.
  public Parameters withExtendedInformation(ExtendedInformation value) {
    return changed(draft -> draft.extendedInformation = value);
  }

  /// These parameters with Rapid Commit done or not.
  public Parameters withRapidCommit(RapidCommit value) {
    return changed(draft -> draft.rapidCommit = value);
  }

  /// These parameters with those rules about names.
  public Parameters withNames(NameRules value) {
    return changed(draft -> draft.names = value);
  }

  /// These parameters with that ping check.
  public Parameters withPingCheck(PingCheck value) {
    return changed(draft -> draft.pingCheck = value);
  }

  private Parameters changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.made();
  }

  /// All components while one is changed.
  private static final class Draft {
    private Lifetimes lifetimes;
    private Timers timers;
    private Authority authority;
    private Matching matching;
    private long offerHoldSeconds;
    private BootFields boot;
    private Reuse reuse;
    private Set<ReservationMode> reservationModes;
    private PingCheck pingCheck;
    private Allocator allocator;
    private double adaptiveThreshold;
    private ExtendedInformation extendedInformation;
    private RapidCommit rapidCommit;
    private NameRules names;

    Draft(Parameters from) {
      lifetimes = from.lifetimes;
      timers = from.timers;
      authority = from.authority;
      matching = from.matching;
      offerHoldSeconds = from.offerHoldSeconds;
      boot = from.boot;
      reuse = from.reuse;
      reservationModes = from.reservationModes;
      pingCheck = from.pingCheck;
      allocator = from.allocator;
      adaptiveThreshold = from.adaptiveThreshold;
      extendedInformation = from.extendedInformation;
      rapidCommit = from.rapidCommit;
      names = from.names;
    }

    Parameters made() {
      return new Parameters(
          lifetimes,
          timers,
          authority,
          matching,
          offerHoldSeconds,
          boot,
          reuse,
          reservationModes,
          pingCheck,
          allocator,
          adaptiveThreshold,
          extendedInformation,
          rapidCommit,
          names);
    }
  }

  /// Whether the server knows of all leases on the network (Kea: authoritative).
  public enum Authority {
    /// A client that restarts with an address of which nothing is known gets a DHCPNAK.
    AUTHORITATIVE,
    /// Such a client gets no answer: another server may know it.
    NOT_AUTHORITATIVE
  }

  /// By what clients are told apart (Kea: match-client-id).
  public enum Matching {
    /// By client identifier where there is one, otherwise by hardware address.
    CLIENT_ID_FIRST,
    /// By hardware address only; the client identifier is neither looked up nor stored.
    HARDWARE_ADDRESS
  }

  /// Which reservations count in a subnet.
  public enum ReservationMode {
    /// Those of no subnet ([Settings#reservations]), where the subnet has none for the client (Kea:
    /// reservations-global).
    GLOBAL,
    /// Those of the subnet itself (Kea: reservations-in-subnet).
    IN_SUBNET,
    /// Of those of the subnet, addresses are kept only outside its pools, so that pools need not be
    /// looked through (Kea: reservations-out-of-pool).
    OUT_OF_POOL
  }

  /// Whether leases keep what relay agents say by option 82 (Kea: store-extended-info).
  public enum ExtendedInformation {
    /// It is kept in the lease's user context.
    STORED,
    /// It is not kept.
    OMITTED
  }

  /// What becomes of clients that ask to be spared DHCPOFFER and DHCPREQUEST (RFC 4039).
  public enum RapidCommit {
    /// They get a lease at once.
    DONE,
    /// They get an offer like others.
    IGNORED
  }
}
