package org.lessor.config;

import java.util.Optional;
import org.lessor.engine.ConfiguredOption;
import org.lessor.wire.Bytes;
import org.lessor.wire.OptionDefinition;
import org.lessor.wire.OptionSpace;
import org.lessor.wire.Parsed;
import org.lessor.wire.VendorOptions;

/// The value of an entry of option-data, as it is written.
///
/// @param section the entry
/// @param csv Kea's csv-format, where it is given
/// @param data Kea's data, where it is given
/// @param sending when the option is sent
record OptionValueText(
    Section section,
    Optional<Boolean> csv,
    Optional<String> data,
    ConfiguredOption.Sending sending) {
  private static final int VENDOR_CLASSES = 124;
  private static final int VENDOR_OPTIONS = 125;

  /// That of an entry.
  static OptionValueText of(Section section, ConfiguredOption.Sending sending) {
    return new OptionValueText(
        section, section.bool("csv-format"), section.string("data"), sending);
  }

  /// Its bytes; empty after a complaint.
  Optional<Bytes> bytes(Optional<OptionDefinition<?>> definition) {
    if (data.isEmpty() || data.get().isBlank()) {
      return withoutData(definition);
    }
    if (!csv.orElse(definition.isPresent())) {
      return Values.identifier(section, "data", data.get())
          .filter(bytes -> definition.isEmpty() || fits(definition.get(), bytes));
    }
    if (definition.isEmpty()) {
      section.error(
          "csv-format",
          "an option without definition cannot be read as text",
          "define it in option-def, or give hexadecimal digits with csv-format false");
      return Optional.empty();
    }
    return switch (parse(definition.get(), data.get())) {
      case Parsed.Ok<Bytes>(Bytes bytes) -> Optional.of(bytes);
      case Parsed.Invalid<Bytes>(String reason) -> {
        section.error("data", reason, "");
        yield Optional.empty();
      }
    };
  }

  /// Whether bytes are as many as the definition asks for, as far as it is about values of a fixed
  /// size. What is too long for a single value is sent all the same, as Kea does.
  private boolean fits(OptionDefinition<?> definition, Bytes bytes) {
    String type = definition.type().name();
    boolean array = type.endsWith("[]");
    int size = fieldSize(array ? type.substring(0, type.length() - 2) : type);
    if (size == 0 || isInParts(definition) || !definition.encapsulates().isEmpty()) {
      return true;
    }
    int length = bytes.length();
    String message = "has " + length + " bytes, which are no value of the type " + type;
    String remedy = "give " + (array ? size + " bytes for each of its values" : size + " bytes");
    if (array ? length % size != 0 : length < size) {
      section.error("data", message, remedy);
      return false;
    }
    if (!array && length > size) {
      section.warning("data", message, remedy);
    }
    return true;
  }

  private static int fieldSize(String type) {
    return switch (type) {
      case "uint8", "int8", "boolean" -> 1;
      case "uint16", "int16" -> 2;
      case "uint32", "int32", "ipv4-address" -> 4;
      case "ipv6-address" -> 16;
      default -> 0;
    };
  }

  private static boolean isInParts(OptionDefinition<?> definition) {
    return definition.space().equals(OptionSpace.DHCP4)
        && (definition.code() == VENDOR_CLASSES || definition.code() == VENDOR_OPTIONS);
  }

  private Optional<Bytes> withoutData(Optional<OptionDefinition<?>> definition) {
    boolean mayBeEmpty =
        sending == ConfiguredOption.Sending.NEVER
            || definition.map(d -> d.type().name().equals("empty")).orElse(data.isPresent());
    if (!mayBeEmpty) {
      section.error(data.isPresent() ? "data" : "", "has no data", "add \"data\"");
      return Optional.empty();
    }
    return Optional.of(Bytes.EMPTY);
  }

  /// Kea asks of 124 and 125 only that each part is as long as it says, not what stands inside.
  private static <T> Parsed<Bytes> parse(OptionDefinition<T> definition, String text) {
    return isInParts(definition)
        ? VendorOptions.parseParts(text)
        : definition.type().parse(text).map(definition.type()::encode);
  }
}
