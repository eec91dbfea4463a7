package org.lessor.client.dhclient;

import java.util.ArrayList;
import java.util.List;

/// The words of a dhclient.conf(5) or dhclient.leases(5), in order. Never fails: what is no word by
/// the rules is a word all the same, and whoever reads it complains.
final class IscWords {
  /// One word.
  ///
  /// @param text without its quotes; one `char` a byte
  /// @param kind what it was
  /// @param line where it stands, from 1
  record Word(String text, Kind kind, int line) {
    boolean is(String wanted) {
      return kind == Kind.PLAIN && text.equalsIgnoreCase(wanted);
    }

    boolean isMark(char wanted) {
      return kind == Kind.MARK && text.charAt(0) == wanted;
    }
  }

  /// What a word is.
  enum Kind {
    /// Letters, digits and the like.
    PLAIN,
    /// Stood in double quotes.
    QUOTED,
    /// One of `{};,=()`.
    MARK,
    /// The end of the file.
    END
  }

  private static final String MARKS = "{};,=()";

  private final String text;
  private final List<Word> words = new ArrayList<>();
  private int at;
  private int line = 1;

  private IscWords(String text) {
    this.text = text;
  }

  /// The words of `text`, the last of them [Kind#END].
  static List<Word> of(String text) {
    IscWords reader = new IscWords(text);
    reader.read();
    return List.copyOf(reader.words);
  }

  private void read() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        skipLine();
      } else if (c == '"') {
        quoted();
      } else if (MARKS.indexOf(c) >= 0) {
        words.add(new Word(String.valueOf(c), Kind.MARK, line));
        at++;
      } else if (c <= ' ') {
        line += c == '\n' ? 1 : 0;
        at++;
      } else {
        plain();
      }
    }
    words.add(new Word("", Kind.END, line));
  }

  private void skipLine() {
    while (at < text.length() && text.charAt(at) != '\n') {
      at++;
    }
  }

  private void plain() {
    int start = at;
    while (at < text.length()
        && text.charAt(at) > ' '
        && MARKS.indexOf(text.charAt(at)) < 0
        && text.charAt(at) != '"'
        && text.charAt(at) != '#') {
      at++;
    }
    words.add(new Word(text.substring(start, at), Kind.PLAIN, line));
  }

  private void quoted() {
    int began = line;
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at);
      line += c == '\n' ? 1 : 0;
      if (c == '\\' && at + 1 < text.length()) {
        escaped(value);
      } else {
        value.append(c);
        at++;
      }
    }
    at++;
    words.add(new Word(value.toString(), Kind.QUOTED, began));
  }

  /// `\n`, `\t`, `\x41`, `\101`, or the character itself.
  private void escaped(StringBuilder value) {
    char c = text.charAt(at + 1);
    at += 2;
    switch (c) {
      case 'n' -> value.append('\n');
      case 't' -> value.append('\t');
      case 'r' -> value.append('\r');
      case 'x' -> digits(value, 16, 2);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        at--;
        digits(value, 8, 3);
      }
      default -> value.append(c);
    }
  }

  private void digits(StringBuilder value, int radix, int most) {
    int number = 0;
    int read = 0;
    while (read < most && at < text.length() && Character.digit(text.charAt(at), radix) >= 0) {
      number = number * radix + Character.digit(text.charAt(at), radix);
      at++;
      read++;
    }
    value.append((char) (number & 0xff));
  }
}
