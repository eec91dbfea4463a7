package org.lessor.wire;

import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The options of a message: each code at most once, in a fixed order. Immutable.
///
/// Order is priority: where a message has no room for all of them, the encoder leaves out from the
/// end (RFC 2131 section 3.5 lets a client put the options that it wants first in option 55).
public final class Options implements Iterable<Option> {
  /// No option.
  public static final Options NONE = new Options(new Option[0]);

  private final Option[] options;

  private Options(Option[] owned) {
    this.options = owned;
  }

  /// These options, in this order. Throws [IllegalArgumentException] if a code appears twice.
  public static Options of(Option... options) {
    return of(options, options.length);
  }

  /// The first `count` of these options, in this order. Throws [IllegalArgumentException] if a code
  /// appears twice, and [IndexOutOfBoundsException] if there are not as many.
  public static Options of(Option[] options, int count) {
    Objects.checkFromToIndex(0, count, options.length);
    return count == 0 ? NONE : new Options(distinct(Arrays.copyOf(options, count)));
  }

  /// These options, in this order. Throws [IllegalArgumentException] if a code appears twice.
  public static Options of(List<Option> options) {
    return options.isEmpty() ? NONE : new Options(distinct(options.toArray(new Option[0])));
  }

  private static Option[] distinct(Option[] options) {
    long[] seen = new long[4];
    for (Option option : options) {
      int word = option.code() / Long.SIZE;
      long bit = 1L << (option.code() % Long.SIZE);
      if ((seen[word] & bit) != 0) {
        throw new IllegalArgumentException("option " + option.code() + " twice");
      }
      seen[word] |= bit;
    }
    return options;
  }

  /// The options as a list.
  public List<Option> asList() {
    return Collections.unmodifiableList(Arrays.asList(options));
  }

  /// How many there are.
  public int size() {
    return options.length;
  }

  /// The option at that place, from 0. Throws [IndexOutOfBoundsException].
  public Option get(int index) {
    return options[index];
  }

  /// The place of the option with this code, from 0; -1 where there is none.
  int indexOf(int code) {
    for (int i = 0; i < options.length; i++) {
      if (options[i].code() == code) {
        return i;
      }
    }
    return -1;
  }

  /// Whether an option with this code is present.
  public boolean has(int code) {
    return indexOf(code) >= 0;
  }

  /// The value of the option with this code.
  public Optional<Bytes> value(int code) {
    int index = indexOf(code);
    return index < 0 ? Optional.empty() : Optional.of(options[index].value());
  }

  /// These options with `option` in the place of the one with the same code, or at the end.
  public Options with(Option option) {
    int index = indexOf(option.code());
    Option[] changed = Arrays.copyOf(options, index < 0 ? options.length + 1 : options.length);
    changed[index < 0 ? options.length : index] = option;
    return new Options(changed);
  }

  /// These options without the one with this code.
  public Options without(int code) {
    return new Options(
        Arrays.stream(options).filter(option -> option.code() != code).toArray(Option[]::new));
  }

  @Override
  public Iterator<Option> iterator() {
    return asList().iterator();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Options that && Arrays.equals(options, that.options);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(options);
  }

  @Override
  public String toString() {
    return Arrays.toString(options);
  }
}
