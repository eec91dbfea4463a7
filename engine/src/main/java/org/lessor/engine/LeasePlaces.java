package org.lessor.engine;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// The pairs of subnet id and pool id that records name, each under a small number, and how many
/// records of each subnet are in each state.
///
/// Called only by [LeaseTable], which says what protects it.
final class LeasePlaces {
  private record Place(long subnetId, long poolId) {}

  private final Map<Place, Integer> indexes = new HashMap<>();
  private final Map<Long, StateCounts> countsBySubnet = new HashMap<>();
  private Place[] places = new Place[16];
  private StateCounts[] counts = new StateCounts[16];
  private int last;

  /// The number of this pair; a new one where it has none yet.
  int indexOf(long subnetId, long poolId) {
    Place recent = places[last];
    if (recent != null && recent.subnetId == subnetId && recent.poolId == poolId) {
      return last;
    }
    Place place = new Place(subnetId, poolId);
    Integer known = indexes.get(place);
    last = known == null ? add(place) : known;
    return last;
  }

  private int add(Place place) {
    int index = indexes.size();
    if (index == places.length) {
      places = Arrays.copyOf(places, index * 2);
      counts = Arrays.copyOf(counts, index * 2);
    }
    counts[index] = countsBySubnet.computeIfAbsent(place.subnetId, id -> new StateCounts());
    places[index] = place;
    indexes.put(place, index);
    return index;
  }

  long subnetId(int index) {
    return places[index].subnetId;
  }

  long poolId(int index) {
    return places[index].poolId;
  }

  /// The number of records by state of the subnet that this pair belongs to, to be changed.
  StateCounts counts(int index) {
    return counts[index];
  }

  /// The number of records by state of this subnet, to be read.
  StateCounts countsOfSubnet(long subnetId) {
    return countsBySubnet.getOrDefault(subnetId, new StateCounts());
  }
}
