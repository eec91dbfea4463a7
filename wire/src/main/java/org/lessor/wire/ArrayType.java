package org.lessor.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One or more values of one type, one behind the other.
///
/// @param element the type of each
/// @param <T> the Java type of each
record ArrayType<T>(FieldType<T> element) implements OptionType<List<T>> {
  ArrayType {
    if (!element.knowsItsEnd() || element.maxSizeBytes() == 0) {
      throw new IllegalArgumentException("an array of type " + element.name() + " has no use");
    }
  }

  @Override
  public String name() {
    return element.name() + "[]";
  }

  @Override
  public int maxSizeBytes() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Optional<List<T>> decode(Bytes bytes) {
    return Optional.ofNullable(read(new Cursor(bytes)));
  }

  /// All values up to the end; null where there is none or one does not fit.
  @Nullable List<T> read(Cursor in) {
    List<T> values = new ArrayList<>();
    do {
      T value = element.read(in);
      if (value == null) {
        return null;
      }
      values.add(value);
    } while (in.has(1));
    return List.copyOf(values);
  }

  @Override
  public Bytes encode(List<T> value) {
    ByteSink out = new ByteSink();
    for (T each : value) {
      element.write(each, out);
    }
    return out.toBytes();
  }

  @Override
  public String print(List<T> value) {
    return String.join(", ", value.stream().map(element::print).toList());
  }

  @Override
  public Parsed<List<T>> parse(String text) {
    return parseFields(CsvText.split(text, ','));
  }

  Parsed<List<T>> parseFields(List<String> fields) {
    if (fields.isEmpty()) {
      return Parsed.invalid("a value of type " + element.name() + " is missing");
    }
    List<T> values = new ArrayList<>(fields.size());
    for (String field : fields) {
      switch (element.parseField(field)) {
        case Parsed.Ok<T>(T value) -> values.add(value);
        case Parsed.Invalid<T>(String reason) -> {
          return Parsed.invalid(reason);
        }
      }
    }
    return Parsed.ok(List.copyOf(values));
  }
}
