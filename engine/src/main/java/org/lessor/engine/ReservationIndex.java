package org.lessor.engine;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lessor.wire.Ipv4;

/// Reservations by client and by address. Not changed any more once its [Link] or [Policy] stands.
final class ReservationIndex {
  private final List<Reservation.Kind> kinds;
  private final Set<Reservation.Kind> inUse = EnumSet.noneOf(Reservation.Kind.class);
  private final Map<Reservation.Key, List<Reserved>> byKey = new HashMap<>();
  private final Map<Ipv4, List<Reservation.Key>> byAddress = new HashMap<>();

  /// One that looks for these kinds of key, in this order. Reservations under other kinds reach
  /// nobody, but keep their addresses.
  ReservationIndex(List<Reservation.Kind> kinds) {
    this.kinds = kinds;
  }

  void add(Reservation reservation, @Nullable Place subnet) {
    inUse.add(reservation.key().kind());
    byKey
        .computeIfAbsent(reservation.key(), _ -> new ArrayList<>(1))
        .add(new Reserved(reservation, subnet));
    reservation
        .address()
        .ifPresent(address ->
            byAddress.computeIfAbsent(address, _ -> new ArrayList<>(1)).add(reservation.key()));
  }

  boolean isEmpty() {
    return byKey.isEmpty();
  }

  /// What is reserved for the client: by the first kind of key first, then in the order added; in
  /// each subnet the first of these counts.
  List<Reserved> of(Client client) {
    List<Reserved> found = List.of();
    for (Reservation.Kind kind : kinds) {
      List<Reserved> ofKind = inUse.contains(kind) ? under(client.key(kind)) : List.of();
      if (found.isEmpty()) {
        found = ofKind;
      } else if (!ofKind.isEmpty()) {
        found = joined(found, ofKind);
      }
    }
    return found;
  }

  private List<Reserved> under(Reservation.@Nullable Key key) {
    return key == null ? List.of() : byKey.getOrDefault(key, List.of());
  }

  private static List<Reserved> joined(List<Reserved> first, List<Reserved> second) {
    List<Reserved> all = new ArrayList<>(first);
    for (Reserved each : second) {
      if (first.stream().noneMatch(known -> known.subnet() == each.subnet())) {
        all.add(each);
      }
    }
    return all;
  }

  /// Whether the address is reserved, and not for this client.
  boolean isReservedToOther(Ipv4 address, Client client) {
    List<Reservation.Key> keys = byAddress.get(address);
    if (keys == null) {
      return false;
    }
    for (Reservation.Key key : keys) {
      if (kinds.contains(key.kind()) && client.answersTo(key)) {
        return false;
      }
    }
    return true;
  }
}
