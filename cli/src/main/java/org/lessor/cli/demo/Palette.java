package org.lessor.cli.demo;

/// Colours for a terminal, or none.
enum Palette {
  /// Plain text.
  PLAIN,
  /// ANSI escapes.
  ANSI;

  /// What a piece of text is.
  enum Ink {
    HEADING("1"),
    EXPLANATION("2"),
    TIME("2"),
    CLIENT("36"),
    SERVER("32"),
    WIRE("0"),
    GOOD("1;32"),
    BAD("1;31");

    private final String code;

    Ink(String code) {
      this.code = code;
    }
  }

  private static final String ESCAPE = "\u001b[";

  /// The text in that ink.
  String paint(Ink ink, String text) {
    return switch (this) {
      case PLAIN -> text;
      case ANSI -> ESCAPE + ink.code + "m" + text + ESCAPE + "0m";
    };
  }
}
