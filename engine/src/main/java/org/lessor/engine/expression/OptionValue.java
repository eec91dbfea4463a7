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
    /// Its bytes. Of a `string` without the zeros behind it, which some clients send.
    HEX,
    /// A `string` as it is; others as `option-data` would have them, and in hexadecimal digits
    /// where nobody defined them or the bytes do not fit the definition.
    TEXT
  }

  @Override
  public void read(Facts facts, ByteWindow out) {
    if (!option.find(facts, out)) {
      out.clear();
      return;
    }
    if (isString()) {
      trim(out);
    } else if (form == Form.TEXT) {
      out.set(Bytes.ofText(print(option.definition(), out.toBytes())));
    }
  }

  private boolean isString() {
    OptionDefinition<?> definition = option.definition();
    return definition != null && definition.type().name().equals(OptionTypes.STRING.name());
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
