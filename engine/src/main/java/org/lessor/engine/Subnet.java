package org.lessor.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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
/// @param classes whom it is for, and which classes are evaluated late there
public record Subnet(
    long id,
    Ipv4Prefix prefix,
    List<Pool> pools,
    List<Reservation> reservations,
    Parameters parameters,
    List<ConfiguredOption> options,
    List<Ipv4> relays,
    Optional<String> interfaceName,
    ClassRules classes) {
  /// Copies the lists.
  public Subnet {
    pools = List.copyOf(pools);
    reservations = List.copyOf(reservations);
    options = List.copyOf(options);
    relays = List.copyOf(relays);
  }

  /// A subnet of which nothing else is said.
  public static Subnet of(long id, Ipv4Prefix prefix, List<Pool> pools, Parameters parameters) {
    return new Subnet(
        id,
        prefix,
        pools,
        List.of(),
        parameters,
        List.of(),
        List.of(),
        Optional.empty(),
        ClassRules.NONE);
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

  /// The reservations that count here by [Parameters#reservationModes()]: of those that do only
  /// outside pools, one with an address in a pool counts but for that address.
  List<Reservation> countingReservations() {
    if (!parameters.reservationModes().contains(Parameters.ReservationMode.IN_SUBNET)) {
      return List.of();
    }
    return parameters.reservationModes().contains(Parameters.ReservationMode.OUT_OF_POOL)
        ? reservations.stream().map(this::outsidePools).toList()
        : reservations;
  }

  private Reservation outsidePools(Reservation reservation) {
    return reservation.address().flatMap(this::poolOf).isPresent()
        ? reservation.withAddress(Optional.empty())
        : reservation;
  }

  /// Whether reservations that belong to no subnet count here.
  boolean considersGlobalReservations() {
    return parameters.reservationModes().contains(Parameters.ReservationMode.GLOBAL);
  }

  /// This subnet with other pools.
  public Subnet withPools(List<Pool> value) {
    return changed(draft -> draft.pools = value);
  }

  /// This subnet with other reservations.
  public Subnet withReservations(List<Reservation> value) {
    return changed(draft -> draft.reservations = value);
  }

  /// This subnet with other parameters.
  public Subnet withParameters(Parameters value) {
    return changed(draft -> draft.parameters = value);
  }

  /// This subnet with other options.
  public Subnet withOptions(List<ConfiguredOption> value) {
    return changed(draft -> draft.options = value);
  }

  /// This subnet with other relay agents.
  public Subnet withRelays(List<Ipv4> value) {
    return changed(draft -> draft.relays = value);
  }

  /// This subnet with that interface.
  public Subnet withInterfaceName(Optional<String> value) {
    return changed(draft -> draft.interfaceName = value);
  }

  /// This subnet with those rules about classes.
  public Subnet withClasses(ClassRules value) {
    return changed(draft -> draft.classes = value);
  }

  private Subnet changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.made();
  }

  /// All components while one is changed.
  private static final class Draft {
    private long id;
    private Ipv4Prefix prefix;
    private List<Pool> pools;
    private List<Reservation> reservations;
    private Parameters parameters;
    private List<ConfiguredOption> options;
    private List<Ipv4> relays;
    private Optional<String> interfaceName;
    private ClassRules classes;

    Draft(Subnet from) {
      id = from.id;
      prefix = from.prefix;
      pools = from.pools;
      reservations = from.reservations;
      parameters = from.parameters;
      options = from.options;
      relays = from.relays;
      interfaceName = from.interfaceName;
      classes = from.classes;
    }

    Subnet made() {
      return new Subnet(
          id, prefix, pools, reservations, parameters, options, relays, interfaceName, classes);
    }
  }
}
