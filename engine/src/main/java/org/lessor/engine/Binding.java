package org.lessor.engine;

import java.util.Optional;
import java.util.OptionalLong;

/// What a client is offered or given.
///
/// @param network the network it was found in
/// @param subnet the subnet of the address
/// @param pool the pool of the address; empty for a reserved address outside pools
/// @param reservation what is reserved for the client, where something is
/// @param lease the record that stands behind the reply
/// @param lifetimeSeconds option 51: what is left of the lease from now on, 4294967295 for ever
/// @param t1Seconds option 58, where it is sent
/// @param t2Seconds option 59, where it is sent
public record Binding(
    Network network,
    Subnet subnet,
    Optional<Pool> pool,
    Optional<Reservation> reservation,
    Lease lease,
    long lifetimeSeconds,
    OptionalLong t1Seconds,
    OptionalLong t2Seconds) {}
