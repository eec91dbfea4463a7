package org.lessor.config;

import java.util.List;
import java.util.Map;

/// Writes JSON.
final class JsonWords {
  private JsonWords() {}

  /// A text in quotes.
  static String text(String value) {
    StringBuilder out = new StringBuilder(value.length() + 2).append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }

  /// Any value on one line.
  static String value(JsonValue value) {
    return switch (value) {
      case JsonValue.Str(_, String text) -> text(text);
      case JsonValue.Int(_, long number) -> Long.toString(number);
      case JsonValue.Real(_, double number) -> Double.toString(number);
      case JsonValue.Bool(_, boolean flag) -> Boolean.toString(flag);
      case JsonValue.Null _ -> "null";
      case JsonValue.Arr(_, List<JsonValue> elements) -> {
        StringBuilder out = new StringBuilder();
        for (JsonValue element : elements) {
          out.append(out.isEmpty() ? "[ " : ", ").append(value(element));
        }
        yield out.isEmpty() ? "[]" : out + " ]";
      }
      case JsonValue.Obj(_, Map<String, JsonValue.Member> members) -> {
        StringBuilder out = new StringBuilder();
        members.forEach((key, member) ->
            out.append(out.isEmpty() ? "{ " : ", ")
                .append(text(key))
                .append(": ")
                .append(value(member.value())));
        yield out.isEmpty() ? "{}" : out + " }";
      }
    };
  }

  /// A position as the members of a map.
  static String position(Position position) {
    return "\"file\": "
        + text(position.file())
        + ", \"line\": "
        + position.line()
        + ", \"column\": "
        + position.column();
  }
}
