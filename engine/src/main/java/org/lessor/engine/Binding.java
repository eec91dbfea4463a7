package org.lessor.engine;

import java.util.Optional;
import java.util.OptionalLong;

/// What a client is offered or given.
///
/// @param network the network it was found in
/// @param subnet the subnet of the address
/// @param origin what led to this address
/// @param pool the pool of the address; empty for a reserved address outside pools
/// @param reservation what is reserved for the client, where something is
/// @param classes the client's classes, before additional ones
/// @param lease the record that stands behind the reply
/// @param lifetimeSeconds option 51: what is left of the lease from now on, 4294967295 for ever
/// @param t1Seconds option 58, where it is sent
/// @param t2Seconds option 59, where it is sent
public record Binding(
    Network network,
    Subnet subnet,
    Origin origin,
    Optional<Pool> pool,
    Optional<Reservation> reservation,
    Membership classes,
    Lease lease,
    long lifetimeSeconds,
    OptionalLong t1Seconds,
    OptionalLong t2Seconds) {
  /// What led to an address, in the order in which a DHCPDISCOVER tries them (RFC 2131 section
  /// 4.3.1, with reservations in front).
  public enum Origin {
    /// It is reserved for the client.
    RESERVED,
    /// The client has it, or is offered it.
    HELD,
    /// The client had it last.
    FORMER,
    /// The client asked for it.
    REQUESTED,
    /// It was free.
    ALLOCATED
  }
}
