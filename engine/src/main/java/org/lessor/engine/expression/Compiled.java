package org.lessor.engine.expression;

/// What became of the source of an expression.
///
/// @param <T> the kind of expression that was wanted
public sealed interface Compiled<T extends Expression> {
  /// It is one.
  ///
  /// @param expression the expression
  /// @param <T> its kind
  record Ok<T extends Expression>(T expression) implements Compiled<T> {}

  /// It is none.
  ///
  /// @param offset where, in characters from the start of the source; its length where it ends too
  ///   early
  /// @param message what was found there and what was expected
  /// @param <T> the kind that was wanted
  record Wrong<T extends Expression>(int offset, String message) implements Compiled<T> {}
}
