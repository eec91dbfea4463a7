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
public record Parameters(
    Lifetimes lifetimes,
    Timers timers,
    Authority authority,
    Matching matching,
    long offerHoldSeconds,
    BootFields boot) {
  /// Throws [IllegalArgumentException] if offers would hold for no time.
  public Parameters {
    if (offerHoldSeconds < 1) {
      throw new IllegalArgumentException("offer hold below a second: " + offerHoldSeconds);
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
}
