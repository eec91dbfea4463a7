package org.lessor.engine;

import java.util.List;
import org.lessor.wire.Ipv4;

/// All that the answers of a server depend on, as one immutable value that a reload replaces whole.
///
/// @param networks in the order of the configuration
/// @param options options set for all clients
/// @param reservations for clients in any subnet that considers them (Kea: global reservations)
/// @param reservationKinds the kinds of key to look for, in this order (Kea:
///   host-reservation-identifiers)
/// @param authority for clients that no subnet is found for
/// @param clientIdEcho whether replies repeat option 61
/// @param declineProbationSeconds how long a declined address is set aside
/// @param holdReclaimedSeconds how long the record of an ended or released lease is kept, so that
///   the client may get the address again (Kea: hold-reclaimed-time); 0 keeps none
/// @param serverIdentifiers further addresses that count as this server in option 54
public record Settings(
    List<Network> networks,
    List<ConfiguredOption> options,
    List<Reservation> reservations,
    List<Reservation.Kind> reservationKinds,
    Parameters.Authority authority,
    ClientIdEcho clientIdEcho,
    long declineProbationSeconds,
    long holdReclaimedSeconds,
    List<Ipv4> serverIdentifiers) {
  /// Kea's decline-probation-period where none is set.
  public static final long DEFAULT_DECLINE_PROBATION_SECONDS = 86400;

  /// Kea's hold-reclaimed-time where none is set.
  public static final long DEFAULT_HOLD_RECLAIMED_SECONDS = 3600;

  /// Copies the lists. Throws [IllegalArgumentException] if a span is out of range.
  public Settings {
    if (declineProbationSeconds < 0
        || declineProbationSeconds > Lease.INFINITE
        || holdReclaimedSeconds < 0) {
      throw new IllegalArgumentException(
          "spans out of range: " + declineProbationSeconds + ", " + holdReclaimedSeconds);
    }
    networks = List.copyOf(networks);
    options = List.copyOf(options);
    reservations = List.copyOf(reservations);
    reservationKinds = List.copyOf(reservationKinds);
    serverIdentifiers = List.copyOf(serverIdentifiers);
  }

  /// These networks, and all else as Kea has it where its configuration says nothing.
  public static Settings of(List<Network> networks) {
    return new Settings(
        networks,
        List.of(),
        List.of(),
        List.of(Reservation.Kind.values()),
        Parameters.Authority.NOT_AUTHORITATIVE,
        ClientIdEcho.ECHO,
        DEFAULT_DECLINE_PROBATION_SECONDS,
        DEFAULT_HOLD_RECLAIMED_SECONDS,
        List.of());
  }

  /// These settings with other addresses that count as this server.
  public Settings withServerIdentifiers(List<Ipv4> addresses) {
    return new Settings(
        networks,
        options,
        reservations,
        reservationKinds,
        authority,
        clientIdEcho,
        declineProbationSeconds,
        holdReclaimedSeconds,
        addresses);
  }

  /// Whether replies repeat the client identifier (Kea: echo-client-id).
  public enum ClientIdEcho {
    /// RFC 6842.
    ECHO,
    /// RFC 2131, for clients that cannot bear it.
    OMIT
  }
}
