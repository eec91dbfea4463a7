package org.lessor.engine;

import java.util.List;
import java.util.Optional;
import org.lessor.wire.Ipv4;

/// A range of addresses of one subnet that are given to clients.
///
/// @param first the lowest address
/// @param last the highest address
/// @param id Kea's pool-id, 0 where not set
/// @param options options set for this pool
/// @param classes whom it is for, and which classes are evaluated late there
/// @param excluded parts of the range that do not belong to it, ascending
/// @param names what becomes of the names of its clients; empty where the subnet says that
public record Pool(
    Ipv4 first,
    Ipv4 last,
    long id,
    List<ConfiguredOption> options,
    ClassRules classes,
    List<AddressRange> excluded,
    Optional<NameRules> names) {
  /// Copies the lists, joins what is excluded twice and drops what lies outside. Throws
  /// [IllegalArgumentException] if `first` is above `last`.
  public Pool {
    if (first.compareTo(last) > 0) {
      throw new IllegalArgumentException("pool ends before it begins: " + first + " - " + last);
    }
    options = List.copyOf(options);
    excluded = AddressRange.within(first, last, excluded);
  }

  /// A pool of which nothing else is said.
  public static Pool of(Ipv4 first, Ipv4 last) {
    return new Pool(first, last, 0, List.of(), ClassRules.NONE, List.of(), Optional.empty());
  }

  /// This pool with that id.
  public Pool withId(long value) {
    return new Pool(first, last, value, options, classes, excluded, names);
  }

  /// This pool with other options.
  public Pool withOptions(List<ConfiguredOption> value) {
    return new Pool(first, last, id, value, classes, excluded, names);
  }

  /// This pool with those rules about classes.
  public Pool withClasses(ClassRules value) {
    return new Pool(first, last, id, options, value, excluded, names);
  }

  /// This pool without those addresses.
  public Pool withExcluded(List<AddressRange> value) {
    return new Pool(first, last, id, options, classes, value, names);
  }

  /// This pool with rules of its own about names.
  public Pool withNames(Optional<NameRules> value) {
    return new Pool(first, last, id, options, classes, excluded, value);
  }

  /// Whether `address` lies in this range and is not excluded.
  public boolean contains(Ipv4 address) {
    return first.compareTo(address) <= 0
        && address.compareTo(last) <= 0
        && !AddressRange.anyContains(excluded, address);
  }

  /// The number of addresses from the first to the last, with those excluded.
  public long size() {
    return last.unsigned() - first.unsigned() + 1;
  }

  @Override
  public String toString() {
    return first + "-" + last;
  }
}
