package org.lessor.wire;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The options inside another one: in 43, 82, 122, in one enterprise's part of 125, or in one that
/// an operator defined (RFC 2132 section 8.4, RFC 3046 section 2.0).
///
/// A code may stand there several times; order is kept.
///
/// @param asList all of them
public record SubOptions(List<SubOption> asList) implements Iterable<SubOption> {
  /// No sub-option.
  public static final SubOptions NONE = new SubOptions(List.of());

  /// What codes 0 and 255 mean.
  public enum Framing {
    /// Codes like any other.
    PLAIN,
    /// 0 is a single byte to skip, 255 ends the list (RFC 2132 section 8.4).
    PAD_AND_END
  }

  /// Takes a copy.
  public SubOptions {
    asList = List.copyOf(asList);
  }

  /// These, in this order.
  public static SubOptions of(SubOption... options) {
    return new SubOptions(List.of(options));
  }

  /// Reads code, length, value again and again; empty where the bytes end too early. Never throws.
  public static Optional<SubOptions> decode(Bytes bytes) {
    return decode(bytes, Framing.PLAIN);
  }

  /// Reads code, length, value again and again; empty where the bytes end too early. Never throws.
  public static Optional<SubOptions> decode(Bytes bytes, Framing framing) {
    List<SubOption> options = new ArrayList<>();
    Cursor in = new Cursor(bytes);
    while (in.has(1)) {
      int code = in.uint8();
      if (framing == Framing.PAD_AND_END && code == Layout.PAD) {
        continue;
      }
      if (framing == Framing.PAD_AND_END && code == Layout.END) {
        break;
      }
      if (!in.has(1)) {
        return Optional.empty();
      }
      int length = in.uint8();
      if (!in.has(length)) {
        return Optional.empty();
      }
      options.add(new SubOption(code, in.take(length)));
    }
    return Optional.of(new SubOptions(options));
  }

  /// Narrows `window`, which shows sub-options, to the value of the first one with this code that
  /// lies whole inside.
  ///
  /// @return whether there is one; where not, the window is left as it was
  public static boolean find(int code, ByteWindow window, Framing framing) {
    int position = 0;
    while (position < window.length()) {
      int found = window.at(position);
      if (framing == Framing.PAD_AND_END && found == Layout.PAD) {
        position++;
        continue;
      }
      if ((framing == Framing.PAD_AND_END && found == Layout.END)
          || position + 1 >= window.length()) {
        return false;
      }
      int from = position + 2;
      int to = from + window.at(position + 1);
      if (to > window.length()) {
        return false;
      }
      if (found == code) {
        window.narrow(from, to);
        return true;
      }
      position = to;
    }
    return false;
  }

  /// Code, length, value of each, one behind the other; no end marker.
  public Bytes encode() {
    ByteSink out = new ByteSink();
    for (SubOption option : asList) {
      out.uint8(option.code());
      out.uint8(option.value().length());
      out.bytes(option.value());
    }
    return out.toBytes();
  }

  /// Whether one has this code.
  public boolean has(int code) {
    return asList.stream().anyMatch(option -> option.code() == code);
  }

  /// The value of the first with this code.
  public Optional<Bytes> value(int code) {
    for (SubOption option : asList) {
      if (option.code() == code) {
        return Optional.of(option.value());
      }
    }
    return Optional.empty();
  }

  /// The decoded value of the first with that code; empty where it is absent or does not fit.
  public <T> Optional<T> get(OptionDefinition<T> definition) {
    return value(definition.code()).flatMap(definition.type()::decode);
  }

  /// These with one more at the end.
  public SubOptions plus(SubOption option) {
    List<SubOption> longer = new ArrayList<>(asList);
    longer.add(option);
    return new SubOptions(longer);
  }

  /// These with one more at the end. Throws [IllegalArgumentException] if the value cannot be
  /// written.
  public <T> SubOptions plus(OptionDefinition<T> definition, T value) {
    return plus(new SubOption(definition.code(), definition.type().encode(value)));
  }

  @Override
  public Iterator<SubOption> iterator() {
    return asList.iterator();
  }

  /// `code=hex` of each between blanks.
  @Override
  public String toString() {
    return asList.stream()
        .map(option -> option.code() + "=" + option.value())
        .collect(Collectors.joining(" "));
  }
}
