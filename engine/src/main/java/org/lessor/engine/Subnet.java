package org.lessor.engine;

import java.util.List;
import java.util.Optional;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;

/// One subnet: a block of addresses on a link (Kea: subnet4).
///
/// @param id 1 to 4294967294, written to the lease file
/// @param prefix the block
/// @param pools the ranges to give from, none overlapping
/// @param reservations what is kept for single clients
/// @param parameters lifetimes and the like, after inheritance
/// @param options options set for this subnet
/// @param relays addresses of relay agents whose clients belong here though they lie elsewhere
/// @param interfaceName the interface whose direct clients belong here
public record Subnet(
    long id,
    Ipv4Prefix prefix,
    List<Pool> pools,
    List<Reservation> reservations,
    Parameters parameters,
    List<ConfiguredOption> options,
    List<Ipv4> relays,
    Optional<String> interfaceName) {
  /// Copies the lists.
  public Subnet {
    pools = List.copyOf(pools);
    reservations = List.copyOf(reservations);
    options = List.copyOf(options);
    relays = List.copyOf(relays);
  }

  /// The pool that `address` lies in.
  public Optional<Pool> poolOf(Ipv4 address) {
    for (Pool pool : pools) {
      if (pool.contains(address)) {
        return Optional.of(pool);
      }
    }
    return Optional.empty();
  }
}
