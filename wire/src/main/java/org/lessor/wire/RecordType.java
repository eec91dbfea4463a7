package org.lessor.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Values of several types, one behind the other; the last may repeat.
///
/// @param fields the type of each
/// @param last how often the last field stands there
record RecordType(List<FieldType<?>> fields, Last last) implements OptionType<OptionRecord> {
  /// How often the last field of a record stands there.
  enum Last {
    ONCE,
    /// At least once, up to the end of the option.
    REPEATS
  }

  RecordType {
    fields = List.copyOf(fields);
    if (fields.size() < 2) {
      throw new IllegalArgumentException("a record has two or more fields, not " + fields.size());
    }
    for (FieldType<?> field : fields.subList(0, fields.size() - 1)) {
      if (!field.knowsItsEnd()) {
        throw new IllegalArgumentException(
            "a field of type " + field.name() + " can only be the last of a record");
      }
    }
    for (FieldType<?> field : fields) {
      if (field.maxSizeBytes() == 0) {
        throw new IllegalArgumentException("a record cannot have a field of type empty");
      }
    }
    if (last == Last.REPEATS) {
      // Refuses what cannot repeat.
      var _ = new ArrayType<>(fields.getLast());
    }
  }

  static RecordType of(FieldType<?>... fields) {
    return new RecordType(List.of(fields), Last.ONCE);
  }

  static RecordType repeating(FieldType<?>... fields) {
    return new RecordType(List.of(fields), Last.REPEATS);
  }

  @Override
  public String name() {
    return fields.stream().map(OptionType::name).collect(Collectors.joining(",", "record(", ")"))
        + (last == Last.REPEATS ? "[]" : "");
  }

  @Override
  public int maxSizeBytes() {
    long sum = last == Last.REPEATS ? Integer.MAX_VALUE : 0;
    for (FieldType<?> field : fields) {
      sum += field.maxSizeBytes();
    }
    return (int) Math.min(sum, Integer.MAX_VALUE);
  }

  /// Takes one record from the front; null where the bytes do not fit.
  @Nullable OptionRecord read(Cursor in) {
    List<Object> values = new ArrayList<>(fields.size());
    for (int i = 0; i < fields.size(); i++) {
      Object value = repeats(i) ? new ArrayType<>(fields.get(i)).read(in) : fields.get(i).read(in);
      if (value == null) {
        return null;
      }
      values.add(value);
    }
    return new OptionRecord(values);
  }

  private boolean repeats(int index) {
    return last == Last.REPEATS && index == fields.size() - 1;
  }

  @Override
  public Optional<OptionRecord> decode(Bytes bytes) {
    Cursor in = new Cursor(bytes);
    OptionRecord value = read(in);
    return value == null || in.has(1) ? Optional.empty() : Optional.of(value);
  }

  @Override
  public Bytes encode(OptionRecord value) {
    ByteSink out = new ByteSink();
    List<Object> values = value.fields();
    requireFieldCount(values);
    for (int i = 0; i < fields.size(); i++) {
      if (repeats(i)) {
        for (Object each : (List<?>) values.get(i)) {
          write(fields.get(i), each, out);
        }
      } else {
        write(fields.get(i), values.get(i), out);
      }
    }
    return out.toBytes();
  }

  private void requireFieldCount(List<Object> values) {
    if (values.size() != fields.size()) {
      throw new IllegalArgumentException(
          values.size() + " values for the " + fields.size() + " fields of " + name());
    }
  }

  /// The value's type is not the compiler's to check here: a record that was read or parsed by this
  /// type has the right ones, and one made by hand with others fails in the cast.
  @SuppressWarnings("unchecked")
  private static <T> void write(FieldType<T> type, Object value, ByteSink out) {
    type.write((T) value, out);
  }

  @SuppressWarnings("unchecked")
  private static <T> String print(FieldType<T> type, Object value) {
    return type.print((T) value);
  }

  @Override
  public String print(OptionRecord value) {
    List<String> texts = new ArrayList<>();
    List<Object> values = value.fields();
    requireFieldCount(values);
    for (int i = 0; i < fields.size(); i++) {
      if (repeats(i)) {
        for (Object each : (List<?>) values.get(i)) {
          texts.add(print(fields.get(i), each));
        }
      } else {
        texts.add(print(fields.get(i), values.get(i)));
      }
    }
    return String.join(", ", texts);
  }

  @Override
  public Parsed<OptionRecord> parse(String text) {
    return parseFields(CsvText.split(text, ','));
  }

  private Parsed<OptionRecord> parseFields(List<String> texts) {
    boolean enough = texts.size() >= fields.size();
    boolean tooMany = last == Last.ONCE && texts.size() > fields.size();
    if (!enough || tooMany) {
      return Parsed.invalid(
          texts.size() + " values for the " + fields.size() + " fields of " + name());
    }
    List<Object> values = new ArrayList<>(fields.size());
    for (int i = 0; i < fields.size(); i++) {
      Parsed<? extends Object> value =
          repeats(i)
              ? new ArrayType<>(fields.get(i)).parseFields(texts.subList(i, texts.size()))
              : fields.get(i).parseField(texts.get(i));
      switch (value) {
        case Parsed.Ok<? extends Object>(Object parsed) -> values.add(parsed);
        case Parsed.Invalid<? extends Object>(String reason) -> {
          return Parsed.invalid("field " + (i + 1) + " of " + name() + ": " + reason);
        }
      }
    }
    return Parsed.ok(new OptionRecord(values));
  }
}
