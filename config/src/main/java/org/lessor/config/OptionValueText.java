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
      return Values.identifier(section, "data", data.get());
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
    boolean parts =
        definition.space().equals(OptionSpace.DHCP4)
            && (definition.code() == VENDOR_CLASSES || definition.code() == VENDOR_OPTIONS);
    return parts
        ? VendorOptions.parseParts(text)
        : definition.type().parse(text).map(definition.type()::encode);
  }
}
