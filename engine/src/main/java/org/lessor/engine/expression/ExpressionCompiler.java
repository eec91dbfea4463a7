package org.lessor.engine.expression;

import java.util.function.Predicate;
import org.lessor.wire.OptionSpaces;

/// Compiles sources of Kea's classification language.
///
/// Immutable, safe for any thread if the predicate is.
///
/// @param spaces the options that can be called by name, and what is inside of which
/// @param classes whether `member('...')` may ask for the class of that name: one that is built in
///   or defined further up
public record ExpressionCompiler(OptionSpaces spaces, Predicate<String> classes) {
  /// One that knows the standard options and lets every class be asked for.
  public static final ExpressionCompiler STANDARD =
      new ExpressionCompiler(OptionSpaces.STANDARD, _ -> true);

  /// Compiles a condition: Kea's `test`. Never throws for what the source holds.
  public Compiled<Expression.Condition> condition(String source) {
    try {
      Parser parser = new Parser(source, this);
      Truth root = parser.wholeTruth();
      return new Compiled.Ok<>(new Expression.Condition(source, parser.memberships(), root));
    } catch (Fault fault) {
      return new Compiled.Wrong<>(fault.offset(), fault.reason());
    }
  }

  /// Compiles an expression that yields bytes: Kea's `template-test`, and what hook libraries are
  /// given. Never throws for what the source holds.
  public Compiled<Expression.Text> text(String source) {
    try {
      Parser parser = new Parser(source, this);
      Value root = parser.wholeValue();
      return new Compiled.Ok<>(new Expression.Text(source, parser.memberships(), root));
    } catch (Fault fault) {
      return new Compiled.Wrong<>(fault.offset(), fault.reason());
    }
  }
}
