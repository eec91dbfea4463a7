package org.lessor.engine;

import java.util.List;
import java.util.Optional;

/// What the server does about one message. Same arguments, same verdict.
///
/// The changes of a verdict are applied all or none, before anything is sent; of an [Ack] and an
/// [Absorb] they must be on stable storage first. Whoever cannot apply them asks for a new verdict.
/// An [Ack] without changes tells a lease again that the table already has: it waits, like any
/// other, until that record is on stable storage, which it may not yet be.
public sealed interface Verdict {
  /// A verdict that is told to the client.
  sealed interface Answered extends Verdict {}

  /// What must change in the lease table.
  default List<LeaseChange> changes() {
    return List.of();
  }

  /// DHCPOFFER of an address that the changes reserve.
  ///
  /// @param binding what is offered
  /// @param recency whether the address is worth an ICMP echo first
  /// @param changes empty where the client's own lease or offer already stands
  record Offer(Binding binding, Recency recency, List<LeaseChange> changes) implements Answered {}

  /// DHCPACK of a lease.
  ///
  /// @param binding what is given
  /// @param recency whether the address is worth an ICMP echo first
  /// @param changes the lease, and what it puts an end to; empty where the stored lease is reused
  ///   (Kea: cache-threshold)
  record Ack(Binding binding, Recency recency, List<LeaseChange> changes) implements Answered {}

  /// Parameters, no address: DHCPACK to a DHCPINFORM (RFC 2131 section 4.3.5), or the answer to a
  /// DHCPDISCOVER or DHCPREQUEST of a client that can do without IPv4, where that is preferred (RFC
  /// 8925 section 3.3).
  ///
  /// @param network where the client is; empty where it is not found, then only globals are sent
  /// @param subnet likewise
  /// @param reservation what is reserved for the client, where something is
  /// @param classes the client's classes, before additional ones
  record Inform(
      Optional<Network> network,
      Optional<Subnet> subnet,
      Optional<Reservation> reservation,
      Membership classes)
      implements Answered {}

  /// DHCPNAK.
  ///
  /// @param reason why
  /// @param changes what the client can be taken to have given up
  record Nak(NakReason reason, List<LeaseChange> changes) implements Answered {}

  /// No reply, but leases change: DHCPRELEASE, DHCPDECLINE, a DHCPREQUEST that selects another
  /// server.
  ///
  /// @param reason why
  /// @param changes what changes
  record Absorb(AbsorbReason reason, List<LeaseChange> changes) implements Verdict {}

  /// No reply and no change.
  ///
  /// @param reason why
  record Silent(SilentReason reason) implements Verdict {}

  /// Whether an ICMP echo to the address would tell anything ([PingCheck]).
  enum Recency {
    /// The address is in use by this very client, or was not long ago: no need to ask, and if there
    /// is an answer it is likely to be the client's own.
    SAME_CLIENT,
    /// Whether somebody uses it unasked is not known.
    UNVERIFIED
  }
}
