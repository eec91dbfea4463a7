package org.lessor.engine.expression;

/// A word of a source.
///
/// @param kind what it is
/// @param text as it is written; of a text without its quotes
/// @param offset where it begins, in characters from the start of the source
record Token(Kind kind, String text, int offset) {
  /// What a word is.
  enum Kind {
    /// `'...'`.
    TEXT,
    /// `0x...`.
    HEX,
    /// A decimal number, with or without a minus.
    INTEGER,
    /// An IPv4 or IPv6 address.
    ADDRESS,
    /// A keyword or a name.
    WORD,
    /// One of `== . ( ) [ ] , * +`.
    SYMBOL,
    /// The end of the source.
    END
  }

  boolean is(Kind wanted, String spelling) {
    return kind == wanted && text.equals(spelling);
  }

  /// For a complaint.
  @Override
  public String toString() {
    return switch (kind) {
      case END -> "the end";
      case TEXT -> "'" + text + "'";
      case HEX, INTEGER, ADDRESS, WORD, SYMBOL -> "\"" + text + "\"";
    };
  }
}
