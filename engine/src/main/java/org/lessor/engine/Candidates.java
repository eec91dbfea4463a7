package org.lessor.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Subnets that all answer one question, such as which subnet clients behind a relay agent are on.
/// Finds the first that is open to a client by looking up the client's classes, so that it costs
/// the same however many there are. Immutable.
final class Candidates {
  private final @Nullable Place open;
  private final Map<Integer, List<Place>> byClass = new HashMap<>();
  private final List<Place> reachable = new ArrayList<>();

  /// @param places by rising order. One with the guards of an earlier one is never the first.
  Candidates(List<Place> places) {
    Set<List<Guard>> seen = new HashSet<>();
    Place first = null;
    for (Place place : places) {
      if (first != null || !seen.add(List.of(place.subnetGuard(), place.link().guard()))) {
        continue;
      }
      reachable.add(place);
      Guard decisive = place.subnetGuard().isOpen() ? place.link().guard() : place.subnetGuard();
      if (decisive.isOpen()) {
        first = place;
      }
      for (int id : decisive.classes()) {
        byClass.computeIfAbsent(id, _ -> new ArrayList<>(1)).add(place);
      }
    }
    open = first;
  }

  /// The first that is open to a client of these classes; null where none is.
  @Nullable Place first(ClassSet client) {
    Place best = open;
    if (byClass.isEmpty()) {
      return best;
    }
    for (int i = 0; i < client.size(); i++) {
      List<Place> named = byClass.get(client.id(i));
      if (named != null) {
        best = nearer(best, named, client);
      }
    }
    return best;
  }

  private static @Nullable Place nearer(@Nullable Place best, List<Place> named, ClassSet client) {
    for (Place place : named) {
      if (best != null && best.order() <= place.order()) {
        return best;
      }
      if (place.opensSubnet(client)) {
        return place;
      }
    }
    return best;
  }

  /// Those that come before `found` and are not open to a client of these classes.
  List<Place> closed(@Nullable Place found, ClassSet client) {
    return reachable.stream()
        .filter(place -> found == null || place.order() < found.order())
        .filter(place -> !place.opensSubnet(client))
        .toList();
  }
}
