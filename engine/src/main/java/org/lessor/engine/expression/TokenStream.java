package org.lessor.engine.expression;

import java.util.List;
import java.util.regex.Pattern;

/// The words of a source, read one after the other.
final class TokenStream {
  private static final Pattern BIG = Pattern.compile("-?0*[0-9]{11,}");

  private final List<Token> tokens;
  private int next;

  TokenStream(String source) throws Fault {
    this.tokens = Lexer.tokens(source);
  }

  /// The word that comes next.
  Token peek() {
    return tokens.get(next);
  }

  /// Where the next word begins.
  int offset() {
    return peek().offset();
  }

  /// Takes the next word; the end stays.
  Token take() {
    Token token = peek();
    if (token.kind() != Token.Kind.END) {
      next++;
    }
    return token;
  }

  /// Takes the next word if it is this keyword.
  boolean acceptWord(String word) {
    return accept(Token.Kind.WORD, word);
  }

  /// Takes the next word if it is this symbol.
  boolean acceptSymbol(String symbol) {
    return accept(Token.Kind.SYMBOL, symbol);
  }

  private boolean accept(Token.Kind kind, String spelling) {
    boolean fits = peek().is(kind, spelling);
    if (fits) {
      next++;
    }
    return fits;
  }

  /// Takes this symbol, which must come next.
  void expectSymbol(String symbol) throws Fault {
    if (!acceptSymbol(symbol)) {
      throw expected("\"" + symbol + "\"");
    }
  }

  /// Takes a text, which must come next.
  Token expectText(String meaning) throws Fault {
    if (peek().kind() != Token.Kind.TEXT) {
      throw expected(meaning + " in '...'");
    }
    return take();
  }

  /// Takes a number between two others, which must come next.
  long expectInteger(String meaning, long least, long most) throws Fault {
    Token token = peek();
    if (token.kind() != Token.Kind.INTEGER) {
      throw expected(meaning + " (" + least + " to " + most + ")");
    }
    boolean tooLong = BIG.matcher(token.text()).matches();
    long number = tooLong ? 0 : Long.parseLong(token.text());
    if (tooLong || number < least || number > most) {
      throw new Fault(
          token.offset(),
          token.text() + " is no " + meaning + ", which is " + least + " to " + most);
    }
    next++;
    return number;
  }

  /// That something else was expected where the next word is.
  Fault expected(String what) {
    return new Fault(offset(), "expected " + what + ", found " + peek());
  }
}
