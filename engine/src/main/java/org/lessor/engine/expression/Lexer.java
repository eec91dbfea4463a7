package org.lessor.engine.expression;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts a source into words. Where several kinds fit, the longest wins, and of equally long ones
/// the first in the order of [Token.Kind].
final class Lexer {
  private static final Map<Token.Kind, Pattern> PATTERNS =
      new EnumMap<>(
          Map.of(
              Token.Kind.HEX, Pattern.compile("0[xX][0-9a-fA-F]+"),
              Token.Kind.INTEGER, Pattern.compile("-?[0-9]+"),
              Token.Kind.ADDRESS,
                  Pattern.compile(
                      "[0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]+"
                          + "|[0-9a-fA-F]*:[0-9a-fA-F]*:[0-9a-fA-F:.]*"),
              Token.Kind.WORD, Pattern.compile("[A-Za-z][-_A-Za-z0-9]*"),
              Token.Kind.SYMBOL, Pattern.compile("==|[.()\\[\\],*+]")));

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int position;

  private Lexer(String source) {
    this.source = source;
  }

  /// All words, the end as the last one. Throws [Fault] where there is none.
  static List<Token> tokens(String source) throws Fault {
    Lexer lexer = new Lexer(source);
    lexer.scan();
    return lexer.tokens;
  }

  private void scan() throws Fault {
    while (position < source.length()) {
      char c = source.charAt(position);
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        position++;
      } else if (c == '\'') {
        text();
      } else {
        word();
      }
    }
    tokens.add(new Token(Token.Kind.END, "", source.length()));
  }

  private void text() throws Fault {
    int close = source.indexOf('\'', position + 1);
    int lineEnd = source.indexOf('\n', position);
    if (close < 0 || (lineEnd >= 0 && lineEnd < close)) {
      throw new Fault(position, "this ' begins a text that does not end");
    }
    tokens.add(new Token(Token.Kind.TEXT, source.substring(position + 1, close), position));
    position = close + 1;
  }

  private void word() throws Fault {
    int length = 0;
    Token.Kind longest = Token.Kind.END;
    for (Map.Entry<Token.Kind, Pattern> entry : PATTERNS.entrySet()) {
      Matcher matcher = entry.getValue().matcher(source).region(position, source.length());
      if (matcher.lookingAt() && matcher.end() - position > length) {
        length = matcher.end() - position;
        longest = entry.getKey();
      }
    }
    if (length == 0) {
      String found = source.substring(position, source.offsetByCodePoints(position, 1));
      String remedy = found.equals("=") ? "; write == to compare" : "";
      throw new Fault(position, "\"" + found + "\" has no meaning here" + remedy);
    }
    tokens.add(new Token(longest, source.substring(position, position + length), position));
    position += length;
  }
}
