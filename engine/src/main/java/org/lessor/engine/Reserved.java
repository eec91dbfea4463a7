package org.lessor.engine;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lessor.wire.Ipv4;

/// A reservation and where it counts. What each decision needs stands here itself, as in [Place].
///
/// @param reservation what is reserved
/// @param subnet the subnet that it stands in; null where it stands in none
/// @param place where its address lies ([Link#placeOf]); null where it has none, or one that the
///   subnet cannot give, and for one that stands in no subnet
/// @param addressBits its address, as [Ipv4#bits()]; 0 where it has none
/// @param hostname [Reservation#hostname()]
/// @param classes [Reservation#classes()]
/// @param behind more under the same key, of other subnets of the same network
record Reserved(
    Reservation reservation,
    @Nullable Place subnet,
    @Nullable Place place,
    int addressBits,
    Optional<String> hostname,
    List<String> classes,
    List<Reserved> behind) {
  static Reserved of(Reservation reservation, @Nullable Place subnet, @Nullable Place place) {
    return new Reserved(
        reservation,
        subnet,
        place,
        reservation.address().map(Ipv4::bits).orElse(0),
        reservation.hostname(),
        reservation.classes(),
        List.of());
  }

  /// This one, with those behind it.
  Reserved before(List<Reserved> others) {
    return new Reserved(reservation, subnet, place, addressBits, hostname, classes, others);
  }

  /// Its address; 0.0.0.0 where it has none.
  Ipv4 address() {
    return new Ipv4(addressBits);
  }

  /// Whether it counts in that subnet.
  boolean appliesIn(Place where) {
    return subnet == null
        ? where.subnet().considersGlobalReservations()
        : subnet.order() == where.order();
  }

  /// Whether it keeps that address.
  boolean keeps(Ipv4 wanted) {
    return addressBits == wanted.bits() && addressBits != 0;
  }

  /// Where its address lies on that link: its pool, or else its subnet; null where it has none, or
  /// one that the link cannot give.
  @Nullable Place placeOn(Link link) {
    if (subnet != null || addressBits == 0) {
      return place;
    }
    Place where = link.subnetOf(address());
    return where == null || !appliesIn(where) ? null : link.placeOf(where, address());
  }

  /// Those of `all` that count in a subnet that is open to a client of these classes, or in none.
  static List<Reserved> open(List<Reserved> all, ClassSet classes) {
    for (int i = 0; i < all.size(); i++) {
      if (!all.get(i).isOpen(classes)) {
        return all.stream().filter(each -> each.isOpen(classes)).toList();
      }
    }
    return all;
  }

  private boolean isOpen(ClassSet classes) {
    return subnet == null || subnet.opensSubnet(classes);
  }

  /// Which of `all` holds for a client with an address at `place`; null where none does.
  static @Nullable Reserved in(Place place, List<Reserved> all) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).appliesIn(place)) {
        return all.get(i);
      }
    }
    return null;
  }
}
