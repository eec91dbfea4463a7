package org.lessor.engine;

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
/// @param globalReservations whether reservations that belong to no subnet count here
/// @param pingCheck whether addresses are asked by ICMP echo first
public record Parameters(
    Lifetimes lifetimes,
    Timers timers,
    Authority authority,
    Matching matching,
    long offerHoldSeconds,
    BootFields boot,
    Reuse reuse,
    GlobalReservations globalReservations,
    PingCheck pingCheck) {
  /// How long an offer holds where nothing else is said.
  public static final long DEFAULT_OFFER_HOLD_SECONDS = 60;

  /// Throws [IllegalArgumentException] if offers would hold for no time.
  public Parameters {
    if (offerHoldSeconds < 1) {
      throw new IllegalArgumentException("offer hold below a second: " + offerHoldSeconds);
    }
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
        GlobalReservations.IGNORED,
        PingCheck.OFF);
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

  /// These parameters with reservations of no subnet considered or not.
  public Parameters withGlobalReservations(GlobalReservations value) {
    return changed(draft -> draft.globalReservations = value);
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
    private GlobalReservations globalReservations;
    private PingCheck pingCheck;

    Draft(Parameters from) {
      lifetimes = from.lifetimes;
      timers = from.timers;
      authority = from.authority;
      matching = from.matching;
      offerHoldSeconds = from.offerHoldSeconds;
      boot = from.boot;
      reuse = from.reuse;
      globalReservations = from.globalReservations;
      pingCheck = from.pingCheck;
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
          globalReservations,
          pingCheck);
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

  /// Whether [Settings#reservations] count in a subnet (Kea: reservations-global). Those of the
  /// subnet itself always do, and come first.
  public enum GlobalReservations {
    /// They are looked at where the subnet has none for the client.
    CONSIDERED,
    /// They are not looked at.
    IGNORED
  }
}
