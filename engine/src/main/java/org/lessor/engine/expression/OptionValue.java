package org.lessor.engine.expression;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lessor.wire.ByteWindow;
import org.lessor.wire.Bytes;
import org.lessor.wire.OptionDefinition;
import org.lessor.wire.OptionType;
import org.lessor.wire.OptionTypes;

/// `.hex` and `.text` of an option; nothing where it is absent.
record OptionValue(OptionSource option, Form form) implements Value {
  /// How it is shown.
  enum Form {
    /// Its bytes.
    BYTES,
    /// Its bytes without the zeros behind them, which some clients send with a `string`.
    TRIMMED,
    /// As `option-data` would have it, and in hexadecimal digits where nobody defined it or the
    /// bytes do not fit the definition.
    PRINTED
  }

  /// `.hex` of that option.
  static OptionValue hex(OptionSource option) {
    return new OptionValue(option, isString(option) ? Form.TRIMMED : Form.BYTES);
  }

  /// `.text` of that option: the same of a `string`.
  static OptionValue text(OptionSource option) {
    return new OptionValue(option, isString(option) ? Form.TRIMMED : Form.PRINTED);
  }

  private static boolean isString(OptionSource option) {
    OptionDefinition<?> definition = option.definition();
    return definition != null && definition.type().name().equals(OptionTypes.STRING.name());
  }

  @Override
  public void read(Facts facts, ByteWindow out) {
    if (!option.find(facts, out)) {
      out.clear();
      return;
    }
    switch (form) {
      case BYTES -> {
        // As it is.
      }
      case TRIMMED -> trim(out);
      case PRINTED -> out.set(Bytes.ofText(print(option.definition(), out.toBytes())));
    }
  }

  private static void trim(ByteWindow window) {
    int end = window.length();
    while (end > 0 && window.at(end - 1) == 0) {
      end--;
    }
    window.narrow(0, end);
  }

  private static String print(@Nullable OptionDefinition<?> definition, Bytes bytes) {
    return definition == null
        ? bytes.toHex()
        : printed(definition.type(), bytes).orElseGet(bytes::toHex);
  }

  private static <T> Optional<String> printed(OptionType<T> type, Bytes bytes) {
    return type.decode(bytes).map(type::print);
  }
}
