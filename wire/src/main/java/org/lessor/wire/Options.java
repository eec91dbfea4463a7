package org.lessor.wire;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The options of a message: each code at most once, in a fixed order. Immutable.
///
/// Order is priority: where a message has no room for all of them, the encoder leaves out from the
/// end (RFC 2131 section 3.5 lets a client put the options that it wants first in option 55).
public final class Options implements Iterable<Option> {
  /// No option.
  public static final Options NONE = new Options(List.of());

  private final List<Option> options;

  private Options(List<Option> options) {
    this.options = options;
  }

  /// These options, in this order. Throws [IllegalArgumentException] if a code appears twice.
  public static Options of(Option... options) {
    return of(List.of(options));
  }

  /// These options, in this order. Throws [IllegalArgumentException] if a code appears twice.
  public static Options of(List<Option> options) {
    long[] seen = new long[4];
    for (Option option : options) {
      int word = option.code() / Long.SIZE;
      long bit = 1L << (option.code() % Long.SIZE);
      if ((seen[word] & bit) != 0) {
        throw new IllegalArgumentException("option " + option.code() + " twice");
      }
      seen[word] |= bit;
    }
    return options.isEmpty() ? NONE : new Options(List.copyOf(options));
  }

  /// The options as a list.
  public List<Option> asList() {
    return options;
  }

  /// Whether an option with this code is present.
  public boolean has(int code) {
    return find(code) != null;
  }

  /// The value of the option with this code.
  public Optional<Bytes> value(int code) {
    Option option = find(code);
    return option == null ? Optional.empty() : Optional.of(option.value());
  }

  private @Nullable Option find(int code) {
    for (Option option : options) {
      if (option.code() == code) {
        return option;
      }
    }
    return null;
  }

  /// These options with `option` in the place of the one with the same code, or at the end.
  public Options with(Option option) {
    List<Option> changed = new ArrayList<>(options);
    for (int i = 0; i < changed.size(); i++) {
      if (changed.get(i).code() == option.code()) {
        changed.set(i, option);
        return new Options(List.copyOf(changed));
      }
    }
    changed.add(option);
    return new Options(List.copyOf(changed));
  }

  /// These options without the one with this code.
  public Options without(int code) {
    return new Options(options.stream().filter(option -> option.code() != code).toList());
  }

  @Override
  public Iterator<Option> iterator() {
    return options.iterator();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Options that && options.equals(that.options);
  }

  @Override
  public int hashCode() {
    return options.hashCode();
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
