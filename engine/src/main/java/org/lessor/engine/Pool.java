package org.lessor.engine;

import java.util.List;
import org.lessor.wire.Ipv4;

/// A range of addresses of one subnet that are given to any client.
///
/// @param first the lowest address
/// @param last the highest address
/// @param id Kea's pool-id, 0 where not set
/// @param options options set for this pool
public record Pool(Ipv4 first, Ipv4 last, long id, List<ConfiguredOption> options) {
  /// Throws [IllegalArgumentException] if `first` is above `last`.
  public Pool {
    if (first.compareTo(last) > 0) {
      throw new IllegalArgumentException("pool ends before it begins: " + first + " - " + last);
    }
    options = List.copyOf(options);
  }

  /// Whether `address` lies in this range.
  public boolean contains(Ipv4 address) {
    return first.compareTo(address) <= 0 && address.compareTo(last) <= 0;
  }

  /// The number of addresses.
  public long size() {
    return last.unsigned() - first.unsigned() + 1;
  }

  @Override
  public String toString() {
    return first + "-" + last;
  }
}
