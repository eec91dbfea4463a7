package org.lessor.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A JSON value with the place where it begins.
sealed interface JsonValue {
  /// Where the value begins, as an offset into the [SourceText].
  long offset();

  /// The kind of the value in words, such as `a list`.
  String kind();

  /// A map; its entries keep their order.
  record Obj(long offset, Map<String, Member> members) implements JsonValue {
    @Override
    public String kind() {
      return "a map";
    }
  }

  /// One entry of a map.
  ///
  /// @param keyOffset where the key begins
  record Member(long keyOffset, JsonValue value) {}

  /// A list.
  record Arr(long offset, List<JsonValue> elements) implements JsonValue {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /// A text.
  record Str(long offset, String value) implements JsonValue {
    @Override
    public String kind() {
      return "the text \"" + value + "\"";
    }
  }

  /// A whole number.
  record Int(long offset, long value) implements JsonValue {
    @Override
    public String kind() {
      return "the number " + value;
    }
  }

  /// A number with a fraction or exponent.
  record Real(long offset, double value) implements JsonValue {
    @Override
    public String kind() {
      return "the number " + value;
    }
  }

  /// True or false.
  record Bool(long offset, boolean value) implements JsonValue {
    @Override
    public String kind() {
      return String.valueOf(value);
    }
  }

  /// Null.
  record Null(long offset) implements JsonValue {
    @Override
    public String kind() {
      return "null";
    }
  }

  /// A map without entries.
  static Obj emptyMap(long offset) {
    return new Obj(offset, new LinkedHashMap<>());
  }
}
