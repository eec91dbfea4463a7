package org.lessor.config;

import java.util.Optional;
import org.lessor.engine.expression.Compiled;
import org.lessor.engine.expression.Expression;
import org.lessor.engine.expression.ExpressionCompiler;

/// Expressions as values of keys, with a complaint at the place of the fault.
final class Expressions {
  private Expressions() {}

  /// The condition that is the value of `key`; empty where the key is missing or after a complaint.
  static Optional<Expression.Condition> condition(
      Section section, String key, ExpressionCompiler compiler) {
    return section.string(key).flatMap(text -> outcome(section, key, compiler.condition(text)));
  }

  /// What yields bytes and is the value of `key`; empty where the key is missing or after a
  /// complaint.
  static Optional<Expression.Text> text(Section section, String key, ExpressionCompiler compiler) {
    return section.string(key).flatMap(text -> outcome(section, key, compiler.text(text)));
  }

  private static <T extends Expression> Optional<T> outcome(
      Section section, String key, Compiled<T> compiled) {
    return switch (compiled) {
      case Compiled.Ok<T>(T expression) -> Optional.of(expression);
      case Compiled.Wrong<T>(int offset, String message) -> {
        section.errorInside(key, offset, message, "");
        yield Optional.empty();
      }
    };
  }
}
