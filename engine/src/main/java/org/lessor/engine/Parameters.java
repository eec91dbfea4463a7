package org.lessor.engine;

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
