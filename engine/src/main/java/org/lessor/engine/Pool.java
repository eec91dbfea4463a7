package org.lessor.engine;

import java.util.List;
import org.lessor.wire.Ipv4;

/// A range of addresses of one subnet that are given to clients.
///
/// @param first the lowest address
/// @param last the highest address
/// @param id Kea's pool-id, 0 where not set
/// @param options options set for this pool
/// @param classes whom it is for, and which classes are evaluated late there
public record Pool(
    Ipv4 first, Ipv4 last, long id, List<ConfiguredOption> options, ClassRules classes) {
  /// Throws [IllegalArgumentException] if `first` is above `last`.
  public Pool {
    if (first.compareTo(last) > 0) {
      throw new IllegalArgumentException("pool ends before it begins: " + first + " - " + last);
    }
    options = List.copyOf(options);
  }

  /// A pool of which nothing else is said.
  public static Pool of(Ipv4 first, Ipv4 last) {
    return new Pool(first, last, 0, List.of(), ClassRules.NONE);
  }

  /// This pool with that id.
  public Pool withId(long value) {
    return new Pool(first, last, value, options, classes);
  }

  /// This pool with other options.
  public Pool withOptions(List<ConfiguredOption> value) {
    return new Pool(first, last, id, value, classes);
  }

  /// This pool with those rules about classes.
  public Pool withClasses(ClassRules value) {
    return new Pool(first, last, id, options, value);
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
