package org.lessor.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lessor.wire.Ipv4;

/// Addresses from one to another, both included.
///
/// @param first the lowest
/// @param last the highest
public record AddressRange(Ipv4 first, Ipv4 last) {
  /// Throws [IllegalArgumentException] if `first` is above `last`.
  public AddressRange {
    if (first.compareTo(last) > 0) {
      throw new IllegalArgumentException("range ends before it begins: " + first + " - " + last);
    }
  }

  /// What of these ranges lies between `first` and `last`: ascending, none overlapping.
  static List<AddressRange> within(Ipv4 first, Ipv4 last, List<AddressRange> ranges) {
    List<AddressRange> joined = new ArrayList<>();
    for (AddressRange range :
        ranges.stream().sorted(Comparator.comparing(AddressRange::first)).toList()) {
      Ipv4 from = range.first.compareTo(first) < 0 ? first : range.first;
      Ipv4 to = range.last.compareTo(last) > 0 ? last : range.last;
      if (!joined.isEmpty() && joined.getLast().last.compareTo(from) >= 0) {
        AddressRange before = joined.removeLast();
        from = before.first;
        to = to.compareTo(before.last) < 0 ? before.last : to;
      }
      if (from.compareTo(to) <= 0) {
        joined.add(new AddressRange(from, to));
      }
    }
    return List.copyOf(joined);
  }

  /// Whether one of these ranges, which ascend without overlapping, has the address.
  static boolean anyContains(List<AddressRange> ranges, Ipv4 address) {
    int low = 0;
    int high = ranges.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (ranges.get(middle).first.compareTo(address) <= 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high >= 0 && ranges.get(high).last.compareTo(address) >= 0;
  }
}
