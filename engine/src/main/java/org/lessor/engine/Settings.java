package org.lessor.engine;

import java.util.List;
import java.util.function.Consumer;
import org.lessor.wire.Ipv4;

/// All that the answers of a server depend on, as one immutable value that a reload replaces whole.
///
/// @param networks in the order of the configuration
/// @param options options set for all clients
/// @param classes in the order in which they are evaluated (Kea: client-classes)
/// @param reservations for clients in any subnet that considers them (Kea: global reservations)
/// @param reservationKinds the kinds of key to look for, in this order (Kea:
///   host-reservation-identifiers)
/// @param earlyReservations whether reservations of no subnet are looked up before the subnet is
///   chosen (Kea: early-global-reservations-lookup)
/// @param authority for clients that no subnet is found for
/// @param clientIdEcho whether replies repeat option 61
/// @param declineProbationSeconds how long a declined address is set aside
/// @param holdReclaimedSeconds how long the record of an ended or released lease is kept, so that
///   the client may get the address again (Kea: hold-reclaimed-time); 0 keeps none
/// @param serverIdentifiers further addresses that count as this server in option 54
/// @param agentOptions whether what a relay agent said is put back into renewals that come past it
/// @param compatibility concessions to clients and relay agents
/// @param hooks what Kea does by hook libraries
public record Settings(
    List<Network> networks,
    List<ConfiguredOption> options,
    List<ClientClass> classes,
    List<Reservation> reservations,
    List<Reservation.Kind> reservationKinds,
    EarlyReservations earlyReservations,
    Parameters.Authority authority,
    ClientIdEcho clientIdEcho,
    long declineProbationSeconds,
    long holdReclaimedSeconds,
    List<Ipv4> serverIdentifiers,
    AgentOptions agentOptions,
    Compatibility compatibility,
    Hooks hooks) {
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
    classes = List.copyOf(classes);
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
        List.of(),
        Reservation.STANDARD_KINDS,
        EarlyReservations.OMITTED,
        Parameters.Authority.NOT_AUTHORITATIVE,
        ClientIdEcho.ECHO,
        DEFAULT_DECLINE_PROBATION_SECONDS,
        DEFAULT_HOLD_RECLAIMED_SECONDS,
        List.of(),
        AgentOptions.LEFT,
        Compatibility.NONE,
        Hooks.NONE);
  }

  /// These settings with other networks.
  public Settings withNetworks(List<Network> value) {
    return changed(draft -> draft.networks = value);
  }

  /// These settings with other options for all clients.
  public Settings withOptions(List<ConfiguredOption> value) {
    return changed(draft -> draft.options = value);
  }

  /// These settings with other client classes.
  public Settings withClasses(List<ClientClass> value) {
    return changed(draft -> draft.classes = value);
  }

  /// These settings with other reservations of no subnet.
  public Settings withReservations(List<Reservation> value) {
    return changed(draft -> draft.reservations = value);
  }

  /// These settings with other kinds of key to look for.
  public Settings withReservationKinds(List<Reservation.Kind> value) {
    return changed(draft -> draft.reservationKinds = value);
  }

  /// These settings with that lookup before the choice of a subnet.
  public Settings withEarlyReservations(EarlyReservations value) {
    return changed(draft -> draft.earlyReservations = value);
  }

  /// These settings with that authority.
  public Settings withAuthority(Parameters.Authority value) {
    return changed(draft -> draft.authority = value);
  }

  /// These settings with that echo of option 61.
  public Settings withClientIdEcho(ClientIdEcho value) {
    return changed(draft -> draft.clientIdEcho = value);
  }

  /// These settings with that probation, 0 to 4294967295 seconds.
  public Settings withDeclineProbationSeconds(long value) {
    return changed(draft -> draft.declineProbationSeconds = value);
  }

  /// These settings with that time for records of ended leases, in seconds.
  public Settings withHoldReclaimedSeconds(long value) {
    return changed(draft -> draft.holdReclaimedSeconds = value);
  }

  /// These settings with other addresses that count as this server.
  public Settings withServerIdentifiers(List<Ipv4> value) {
    return changed(draft -> draft.serverIdentifiers = value);
  }

  /// These settings with those leniencies.
  public Settings withCompatibility(Compatibility value) {
    return changed(draft -> draft.compatibility = value);
  }

  /// These settings with those hooks.
  public Settings withHooks(Hooks value) {
    return changed(draft -> draft.hooks = value);
  }

  /// These settings with what relay agents said put back or not.
  public Settings withAgentOptions(AgentOptions value) {
    return changed(draft -> draft.agentOptions = value);
  }

  private Settings changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.made();
  }

  /// All components while one is changed.
  private static final class Draft {
    private List<Network> networks;
    private List<ConfiguredOption> options;
    private List<ClientClass> classes;
    private List<Reservation> reservations;
    private List<Reservation.Kind> reservationKinds;
    private EarlyReservations earlyReservations;
    private Parameters.Authority authority;
    private ClientIdEcho clientIdEcho;
    private long declineProbationSeconds;
    private long holdReclaimedSeconds;
    private List<Ipv4> serverIdentifiers;
    private AgentOptions agentOptions;
    private Compatibility compatibility;
    private Hooks hooks;

    Draft(Settings from) {
      networks = from.networks;
      options = from.options;
      classes = from.classes;
      reservations = from.reservations;
      reservationKinds = from.reservationKinds;
      earlyReservations = from.earlyReservations;
      authority = from.authority;
      clientIdEcho = from.clientIdEcho;
      declineProbationSeconds = from.declineProbationSeconds;
      holdReclaimedSeconds = from.holdReclaimedSeconds;
      serverIdentifiers = from.serverIdentifiers;
      agentOptions = from.agentOptions;
      compatibility = from.compatibility;
      hooks = from.hooks;
    }

    Settings made() {
      return new Settings(
          networks,
          options,
          classes,
          reservations,
          reservationKinds,
          earlyReservations,
          authority,
          clientIdEcho,
          declineProbationSeconds,
          holdReclaimedSeconds,
          serverIdentifiers,
          agentOptions,
          compatibility,
          hooks);
    }
  }

  /// What becomes of renewals that a relay agent has not seen (Kea: stash-agent-options).
  public enum AgentOptions {
    /// They are treated as if it had, with what it said when the lease was given.
    RESTORED,
    /// They are taken as they are.
    LEFT
  }

  /// Whether replies repeat the client identifier (Kea: echo-client-id).
  public enum ClientIdEcho {
    /// RFC 6842.
    ECHO,
    /// RFC 2131, for clients that cannot bear it.
    OMIT
  }

  /// When [#reservations] are looked up.
  public enum EarlyReservations {
    /// Once more before the subnet is chosen: their classes may open subnets to the client.
    LOOKED_UP,
    /// With those of the subnet only.
    OMITTED
  }
}
