package org.lessor.wire;

import java.util.Optional;
import java.util.function.Function;

/// A type with the bytes and the text of another one, and a value of its own.
///
/// @param base the type whose bytes and text these are
/// @param wrap the value of a base value; may refuse with [IllegalArgumentException]
/// @param unwrap the base value of a value
/// @param <B> the Java type of the base
/// @param <T> the Java type of the value
record MappedType<B, T>(OptionType<B> base, Function<B, T> wrap, Function<T, B> unwrap)
    implements OptionType<T> {
  @Override
  public Optional<T> decode(Bytes bytes) {
    return base.decode(bytes).flatMap(value -> Parsed.ok(value).map(wrap).toOptional());
  }

  @Override
  public Bytes encode(T value) {
    return base.encode(unwrap.apply(value));
  }

  @Override
  public String print(T value) {
    return base.print(unwrap.apply(value));
  }

  @Override
  public Parsed<T> parse(String text) {
    return base.parse(text).map(wrap);
  }

  @Override
  public String name() {
    return base.name();
  }

  @Override
  public int maxSizeBytes() {
    return base.maxSizeBytes();
  }
}
