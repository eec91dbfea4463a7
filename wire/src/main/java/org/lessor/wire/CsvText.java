package org.lessor.wire;

import java.util.ArrayList;
import java.util.List;

/// The text form of option values, as in `data` of Kea's `option-data`: fields between separators,
/// blanks around a field dropped, empty fields dropped.
///
/// A backslash before a separator makes it part of the field, two backslashes are one, and a
/// backslash before anything else is itself.
final class CsvText {
  private CsvText() {}

  /// The fields of `text`, unescaped.
  static List<String> split(String text, char separator) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length() && isEscapable(text.charAt(i + 1), separator)) {
        field.append(text.charAt(++i));
      } else if (c == separator) {
        close(field, fields);
      } else {
        field.append(c);
      }
    }
    close(field, fields);
    return fields;
  }

  private static boolean isEscapable(char c, char separator) {
    return c == separator || c == '\\';
  }

  private static void close(StringBuilder field, List<String> fields) {
    String stripped = field.toString().strip();
    if (!stripped.isEmpty()) {
      fields.add(stripped);
    }
    field.setLength(0);
  }

  /// `field` with a backslash before whatever [#split] would take for something else.
  static String escape(String field, char separator) {
    StringBuilder escaped = new StringBuilder(field.length() + 4);
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      boolean ambiguous =
          c == separator
              || (c == '\\'
                  && (i + 1 == field.length() || isEscapable(field.charAt(i + 1), separator)));
      if (ambiguous) {
        escaped.append('\\');
      }
      escaped.append(c);
    }
    return escaped.toString();
  }
}
