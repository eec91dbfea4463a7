package org.lessor.wire;

import java.util.Optional;
import java.util.function.Function;

/// What became of a text that a person wrote: a value, or the reason why it is none.
///
/// @param <T> the value's type
public sealed interface Parsed<T> {
  /// The text is well-formed.
  ///
  /// @param value what it says
  /// @param <T> the value's type
  record Ok<T>(T value) implements Parsed<T> {}

  /// The text is not well-formed.
  ///
  /// @param reason what is wrong and what was expected: part of a sentence, with the text quoted
  /// @param <T> the type that the value would have had
  record Invalid<T>(String reason) implements Parsed<T> {}

  /// A well-formed text's value.
  static <T> Parsed<T> ok(T value) {
    return new Ok<>(value);
  }

  /// No value, for this reason.
  static <T> Parsed<T> invalid(String reason) {
    return new Invalid<>(reason);
  }

  /// The value, if there is one.
  default Optional<T> toOptional() {
    return switch (this) {
      case Ok<T>(T value) -> Optional.of(value);
      case Invalid<T> _ -> Optional.empty();
    };
  }

  /// The value. Throws [IllegalArgumentException] with the reason where there is none.
  default T orElseThrow() {
    return switch (this) {
      case Ok<T>(T value) -> value;
      case Invalid<T>(String reason) -> throw new IllegalArgumentException(reason);
    };
  }

  /// The same outcome with `change` applied to the value. Where `change` refuses the value with an
  /// [IllegalArgumentException], as the constructors of this package do, its message is the reason.
  default <U> Parsed<U> map(Function<? super T, ? extends U> change) {
    return switch (this) {
      case Ok<T>(T value) -> attempt(value, change);
      case Invalid<T>(String reason) -> new Invalid<>(reason);
    };
  }

  private static <T, U> Parsed<U> attempt(T value, Function<? super T, ? extends U> change) {
    try {
      return new Ok<>(change.apply(value));
    } catch (IllegalArgumentException refused) {
      String message = refused.getMessage();
      return new Invalid<>(message == null ? "not allowed: " + value : message);
    }
  }

  /// What `next` makes of the value, or this reason.
  default <U> Parsed<U> flatMap(Function<? super T, Parsed<U>> next) {
    return switch (this) {
      case Ok<T>(T value) -> next.apply(value);
      case Invalid<T>(String reason) -> new Invalid<>(reason);
    };
  }

  /// This value, or what `other` makes of the reason.
  default Parsed<T> or(Function<String, Parsed<T>> other) {
    return switch (this) {
      case Ok<T> ok -> ok;
      case Invalid<T>(String reason) -> other.apply(reason);
    };
  }
}
