package org.lessor.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A class of clients, and what its members are told (Kea: client-classes).
///
/// @param name by which others refer to it
/// @param options options set for its members
/// @param boot fields for the bootstrap of its members
/// @param lifetimes how long leases of its members hold, in place of what subnets say
/// @param offerHoldSeconds how long offers to its members hold, at least 1, in place of what
///   subnets say
public record ClientClass(
    String name,
    List<ConfiguredOption> options,
    BootFields boot,
    Optional<Lifetimes> lifetimes,
    OptionalLong offerHoldSeconds) {
  /// Copies the list. Throws [IllegalArgumentException] if there is no name or offers would hold
  /// for no time.
  public ClientClass {
    if (name.isEmpty() || (offerHoldSeconds.isPresent() && offerHoldSeconds.getAsLong() < 1)) {
      throw new IllegalArgumentException("class without name or time: " + name);
    }
    options = List.copyOf(options);
  }
}
