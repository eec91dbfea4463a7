package org.lessor.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;

/// Finds the subnet that an address lies in: one look into a hash table for each prefix length in
/// use, however many subnets there are.
///
/// Where several hold the address, the one with the lowest id is it, not the longest: as in Kea.
final class PrefixIndex {
  private final int[] lengths;

  /// The only subnet, as most links have it: found without a look into a table.
  private final @Nullable Place only;

  private final int onlyMask;
  private final int onlyNetwork;
  private final NumberTable<Place> byNetwork;

  /// Of these subnets, the first first.
  PrefixIndex(List<Place> subnets) {
    lengths = subnets.stream().mapToInt(each -> prefix(each).length()).distinct().toArray();
    only = subnets.size() == 1 ? subnets.getFirst() : null;
    onlyMask = only == null ? 0 : mask(lengths[0]);
    onlyNetwork = only == null ? 0 : prefix(only).network().bits();
    Map<NumberTable.Key, Place> places = new HashMap<>();
    for (Place place : subnets) {
      Ipv4Prefix prefix = prefix(place);
      places.putIfAbsent(new NumberTable.Key(prefix.network().unsigned(), prefix.length()), place);
    }
    byNetwork = new NumberTable<>(places);
  }

  private static int mask(int length) {
    return length == 0 ? 0 : -1 << (32 - length);
  }

  private static Ipv4Prefix prefix(Place place) {
    return place.subnet().prefix();
  }

  /// The subnet of that address; null where there is none.
  @Nullable Place find(Ipv4 address) {
    return find(address, null);
  }

  /// The first subnet of that address that is open to a client of these classes; null where there
  /// is none. Without classes, any is.
  @Nullable Place find(Ipv4 address, @Nullable ClassSet client) {
    if (only != null) {
      boolean holds = (address.bits() & onlyMask) == onlyNetwork;
      return holds && (client == null || only.opensSubnet(client)) ? only : null;
    }
    Place found = null;
    for (int i = 0; i < lengths.length; i++) {
      Place place = ofLength(lengths[i], address);
      if (place != null
          && (found == null || place.order() < found.order())
          && (client == null || place.opensSubnet(client))) {
        found = place;
      }
    }
    return found;
  }

  private @Nullable Place ofLength(int length, Ipv4 address) {
    return byNetwork.get(Integer.toUnsignedLong(address.bits() & mask(length)), length);
  }

  /// The subnets of that address that come before `found` and are not open to a client of these
  /// classes.
  List<Place> closed(Ipv4 address, @Nullable Place found, ClassSet client) {
    List<Place> closed = new ArrayList<>();
    for (int i = 0; i < lengths.length; i++) {
      Place place = ofLength(lengths[i], address);
      if (place != null
          && (found == null || place.order() < found.order())
          && !place.opensSubnet(client)) {
        closed.add(place);
      }
    }
    return closed;
  }
}
