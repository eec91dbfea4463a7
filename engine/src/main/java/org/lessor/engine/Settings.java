package org.lessor.engine;

import java.util.List;
import org.lessor.wire.Ipv4;

/// All that the answers of a server depend on, as one immutable value that a reload replaces whole.
///
/// @param networks in the order of the configuration
/// @param options options set for all clients
/// @param reservations for clients in any subnet (Kea: global reservations)
/// @param authority for clients that no subnet is found for
/// @param clientIdEcho whether replies repeat option 61
/// @param declineProbationSeconds how long a declined address is set aside
/// @param serverIdentifiers further addresses that count as this server in option 54
public record Settings(
    List<Network> networks,
    List<ConfiguredOption> options,
    List<Reservation> reservations,
    Parameters.Authority authority,
    ClientIdEcho clientIdEcho,
    long declineProbationSeconds,
    List<Ipv4> serverIdentifiers) {
  /// Copies the lists.
  public Settings {
    networks = List.copyOf(networks);
    options = List.copyOf(options);
    reservations = List.copyOf(reservations);
    serverIdentifiers = List.copyOf(serverIdentifiers);
  }

  /// Whether replies repeat the client identifier (Kea: echo-client-id).
  public enum ClientIdEcho {
    /// RFC 6842.
    ECHO,
    /// RFC 2131, for clients that cannot bear it.
    OMIT
  }
}
