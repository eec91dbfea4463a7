package org.lessor.wire;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A type that can stand alone, or as an element of an array or a record.
///
/// @param <T> the value's Java type
interface FieldType<T> extends OptionType<T> {
  /// Takes one value from the front; null where the bytes do not fit. A type that does not know its
  /// own end takes all.
  @Nullable T read(Cursor in);

  /// Appends one value. Throws [IllegalArgumentException] where it cannot be written.
  void write(T value, ByteSink out);

  /// Reads one field, already unescaped.
  Parsed<T> parseField(String field);

  /// One field, not escaped.
  String printField(T value);

  /// Whether a value tells where it ends, so that others can follow it.
  boolean knowsItsEnd();

  @Override
  default Optional<T> decode(Bytes bytes) {
    Cursor in = new Cursor(bytes);
    T value = read(in);
    return value != null && in.remaining() == 0 ? Optional.of(value) : Optional.empty();
  }

  @Override
  default Bytes encode(T value) {
    ByteSink out = new ByteSink();
    write(value, out);
    return out.toBytes();
  }

  @Override
  default String print(T value) {
    return CsvText.escape(printField(value), ',');
  }

  @Override
  default Parsed<T> parse(String text) {
    List<String> fields = CsvText.split(text, ',');
    return switch (fields.size()) {
      case 0 -> Parsed.invalid("a value of type " + name() + " is missing");
      case 1 -> parseField(fields.getFirst());
      default ->
          Parsed.invalid(
              fields.size()
                  + " values where one of type "
                  + name()
                  + " is expected: \""
                  + text
                  + "\" (a comma inside a value is written \\,)");
    };
  }
}
