package org.lessor.wire;

import java.util.Optional;

/// How the bytes of an option become a value and back.
///
/// Decoding never throws. Implementations are immutable and safe for any thread.
///
/// @param <T> the value's Java type
public interface OptionType<T> {
  /// The value of these bytes; empty where they do not fit the type.
  Optional<T> decode(Bytes bytes);

  /// The bytes of this value. Throws [IllegalArgumentException] where the value cannot be written.
  Bytes encode(T value);

  /// The value as a person would write it, as in Kea's `csv-format`.
  String print(T value);
}
