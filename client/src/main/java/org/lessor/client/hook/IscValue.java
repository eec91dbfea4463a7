package org.lessor.client.hook;

import java.util.List;

/// The value of an option in the notation of ISC's programs.
///
/// @param form how the parts are written
/// @param parts the parts, at least one
public record IscValue(Form form, List<String> parts) {
  /// How the parts of a value are written.
  public enum Form {
    /// Numbers, addresses, `true` and `false`.
    PLAIN,
    /// Addresses two by two.
    PAIRS,
    /// One text; each `char` of the part is one byte.
    TEXT,
    /// Domain names, each with a dot at its end.
    NAMES,
    /// Bytes in hexadecimal digits, without a leading zero.
    BYTES
  }

  /// Keeps an immutable copy. Throws [IllegalArgumentException] where there is no part.
  public IscValue {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a value without parts");
    }
  }

  /// As it stands in dhclient.leases(5): texts in quotes, what is not plain in them escaped.
  public String inLeaseFile() {
    return switch (form) {
      case PLAIN -> String.join(",", parts);
      case PAIRS -> pairs();
      case TEXT -> quoted(parts.getFirst());
      case NAMES -> String.join(", ", parts.stream().map(IscValue::quoted).toList());
      case BYTES -> String.join(":", parts);
    };
  }

  /// As it stands in a variable, before anybody has asked whether that is safe.
  String inVariable() {
    return switch (form) {
      case PLAIN, PAIRS, TEXT, NAMES -> String.join(" ", parts);
      case BYTES -> String.join(":", parts);
    };
  }

  private String pairs() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      text.append(i == 0 ? "" : i % 2 == 0 ? "," : " ").append(parts.get(i));
    }
    return text.toString();
  }

  /// In double quotes, each byte that is no plain character as a backslash and three octal digits.
  public static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        quoted.append('\\');
        quoted.append((char) ('0' + (c >> 6 & 7)));
        quoted.append((char) ('0' + (c >> 3 & 7)));
        quoted.append((char) ('0' + (c & 7)));
      } else if ("\"'\\`$".indexOf(c) >= 0) {
        quoted.append('\\').append(c);
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
