package org.lessor.client.daemon;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Writes JSON (RFC 8259) in ASCII, on one line.
final class JsonText {
  private final StringBuilder text = new StringBuilder();

  private JsonText() {}

  /// The text of a value made of [Map], [List], [String], [Long] and [Boolean].
  static String of(Object value) {
    JsonText json = new JsonText();
    json.write(value);
    return json.text.toString();
  }

  private void write(Object value) {
    switch (value) {
      case Map<?, ?> object -> {
        text.append('{');
        for (Iterator<? extends Map.Entry<?, ?>> i = object.entrySet().iterator(); i.hasNext(); ) {
          Map.Entry<?, ?> entry = i.next();
          quote(entry.getKey().toString());
          text.append(':');
          write(entry.getValue());
          text.append(i.hasNext() ? "," : "");
        }
        text.append('}');
      }
      case List<?> array -> {
        text.append('[');
        for (Iterator<?> i = array.iterator(); i.hasNext(); ) {
          write(i.next());
          text.append(i.hasNext() ? "," : "");
        }
        text.append(']');
      }
      case Long number -> text.append(number);
      case Boolean truth -> text.append(truth);
      case String string -> quote(string);
      default -> throw new AssertionError("no JSON for " + value.getClass());
    }
  }

  private void quote(String string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
