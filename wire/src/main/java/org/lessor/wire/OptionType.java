package org.lessor.wire;

import java.util.Optional;

/// How the bytes of an option become a value and back, and how a person writes that value.
///
/// Neither [#decode] nor [#parse] throws. Where text can express a value, `parse(print(value))` is
/// that value again. Implementations are immutable and safe for any thread.
///
/// @param <T> the value's Java type
public interface OptionType<T> {
  /// The value of these bytes; empty where they do not fit the type.
  Optional<T> decode(Bytes bytes);

  /// The bytes of this value. Throws [IllegalArgumentException] where the value cannot be written.
  Bytes encode(T value);

  /// The value as a person would write it, as in Kea's `csv-format`.
  String print(T value);

  /// Reads what [#print] writes, and all else that Kea takes as `data` with `csv-format` on: fields
  /// between commas, blanks around them dropped, a comma inside a field as `\,`.
  Parsed<T> parse(String text);

  /// The type in Kea's words: `ipv4-address`, `[]` behind it for an array, `record(...)` for a
  /// record, `internal` for what has a notation of its own.
  String name();

  /// The most bytes that a value can have, [Integer#MAX_VALUE] where nothing limits it.
  int maxSizeBytes();
}
