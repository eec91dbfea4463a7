package org.lessor.engine;

import org.lessor.wire.Bytes;

/// How bytes that come from clients stand in names of classes: letters, digits and
/// `!#$&*+-./:?@^_|~` as they are, `%` doubled, and all others as `%` and two hexadecimal digits.
final class ClassNames {
  private static final char ESCAPE = '%';
  private static final String ALLOWED = "!#$&*+-./:?@^_|~";
  private static final int HEX = 16;

  private ClassNames() {}

  /// The bytes as a part of a name.
  static String escape(Bytes bytes) {
    StringBuilder name = new StringBuilder(bytes.length());
    for (int i = 0; i < bytes.length(); i++) {
      int value = bytes.at(i);
      if (isAllowed(value)) {
        name.append((char) value);
      } else if (value == ESCAPE) {
        name.append(ESCAPE).append(ESCAPE);
      } else {
        name.append(ESCAPE)
            .append(Character.forDigit(value / HEX, HEX))
            .append(Character.forDigit(value % HEX, HEX));
      }
    }
    return name.toString();
  }

  private static boolean isAllowed(int value) {
    return (value >= 'a' && value <= 'z')
        || (value >= 'A' && value <= 'Z')
        || (value >= '0' && value <= '9')
        || ALLOWED.indexOf(value) >= 0;
  }

  /// The bytes that [#escape] makes that text of; what it would not write stands for itself.
  static Bytes unescape(String name) {
    Bytes text = Bytes.ofText(name);
    byte[] bytes = new byte[text.length()];
    int length = 0;
    int at = 0;
    while (at < text.length()) {
      int value = text.at(at++);
      if (value == ESCAPE && at < text.length() && text.at(at) == ESCAPE) {
        at++;
      } else if (value == ESCAPE && at + 1 < text.length() && isHex(text, at)) {
        value = digit(text.at(at)) * HEX + digit(text.at(at + 1));
        at += 2;
      }
      bytes[length++] = (byte) value;
    }
    return Bytes.copyOf(bytes, 0, length);
  }

  private static boolean isHex(Bytes text, int at) {
    return digit(text.at(at)) >= 0 && digit(text.at(at + 1)) >= 0;
  }

  private static int digit(int character) {
    return Character.digit(character, HEX);
  }
}
