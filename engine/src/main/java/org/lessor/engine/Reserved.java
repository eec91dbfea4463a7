package org.lessor.engine;

import org.jspecify.annotations.Nullable;

/// A reservation and where it counts.
///
/// @param reservation what is reserved
/// @param subnet the subnet that it stands in; null where it stands in none
record Reserved(Reservation reservation, @Nullable Place subnet) {
  /// Whether it counts in that subnet.
  boolean appliesIn(Place place) {
    return subnet == null
        ? place.subnet().considersGlobalReservations()
        : subnet.order() == place.order();
  }
}
