package org.lessor.wire;

import java.util.List;

/// The fields of an option of type `record`, in the order of its definition; where the last field
/// repeats, the last element is the list of its values.
///
/// @param fields each of the Java type that its option type has, such as [Ipv4] for `ipv4-address`
///   and [Long] for integers
public record OptionRecord(List<Object> fields) {
  /// Takes a copy.
  public OptionRecord {
    fields = List.copyOf(fields);
  }

  /// These fields.
  public static OptionRecord of(Object... fields) {
    return new OptionRecord(List.of(fields));
  }
}
