package org.lessor.engine;

import java.util.List;
import java.util.Optional;
import org.lessor.wire.Ipv4;

/// The subnets that share a link (Kea: shared-networks). A subnet outside any shared network is a
/// network of one.
///
/// @param name the shared network's name; empty for a lone subnet
/// @param subnets in the order in which they are tried
/// @param options options set for the network
/// @param relays as for a subnet, for all of them
/// @param interfaceName as for a subnet, for all of them
public record Network(
    Optional<String> name,
    List<Subnet> subnets,
    List<ConfiguredOption> options,
    List<Ipv4> relays,
    Optional<String> interfaceName) {
  /// Copies the lists. Throws [IllegalArgumentException] if there is no subnet in a network without
  /// a name.
  public Network {
    subnets = List.copyOf(subnets);
    options = List.copyOf(options);
    relays = List.copyOf(relays);
    if (name.isEmpty() && subnets.size() != 1) {
      throw new IllegalArgumentException("a network without a name has exactly one subnet");
    }
  }

  /// A network of this one subnet.
  public static Network of(Subnet subnet) {
    return new Network(Optional.empty(), List.of(subnet), List.of(), List.of(), Optional.empty());
  }
}
