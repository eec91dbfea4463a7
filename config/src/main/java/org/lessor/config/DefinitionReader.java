package org.lessor.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.lessor.wire.OptionDef;
import org.lessor.wire.OptionDefinition;
import org.lessor.wire.OptionSpace;
import org.lessor.wire.Parsed;
import org.lessor.wire.StandardOptions;

/// Reads one entry of option-def.
final class DefinitionReader {
  private static final int MAX_CODE = 255;
  private static final int VENDOR_SPECIFIC = 43;

  private DefinitionReader() {}

  static Optional<OptionDefinition<?>> read(Section section) {
    Optional<String> name = section.required("name");
    OptionalLong code = section.integer("code", 0, MAX_CODE);
    if (!section.has("code")) {
      section.error("", "\"code\" is missing", "add it");
    }
    Optional<String> type = section.required("type");
    String space = space(section);
    String encapsulate = OptionNames.canonical(section.string("encapsulate").orElse(""));
    boolean array = section.bool("array").orElse(false);
    List<String> fields =
        section.string("record-types").map(DefinitionReader::fields).orElse(List.of());
    section.onlyDefault("metadata", "");
    if (name.isEmpty() || code.isEmpty() || type.isEmpty()) {
      return Optional.empty();
    }
    int number = (int) code.getAsLong();
    if (space.equals(OptionSpace.DHCP4) && !StandardOptions.mayBeRedefined(number)) {
      OptionDefinition<?> standard = StandardOptions.SPACE.byCode(number).orElseThrow();
      section.error(
          "code",
          number + " is the standard option \"" + standard.name() + "\"",
          "leave the definition out and give its data as "
              + (standard.type().name().equals("internal") ? "Kea does" : standard.type().name())
              + ", or use a code of 224 to 254");
      return Optional.empty();
    }
    if (space.equals(OptionSpace.DHCP4) && isTaken(name.get(), number)) {
      section.error(
          "name", "\"" + name.get() + "\" is the name of a standard option", "take another name");
      return Optional.empty();
    }
    OptionDef definition =
        new OptionDef(number, name.get(), type.get(), array, fields, space, encapsulate);
    return switch (definition.define()) {
      case Parsed.Ok<OptionDefinition<?>>(OptionDefinition<?> defined) -> Optional.of(defined);
      case Parsed.Invalid<OptionDefinition<?>>(String reason) -> {
        section.error("", reason, "");
        yield Optional.empty();
      }
    };
  }

  /// Whether a standard option has that name under another code, and no operator may define it.
  private static boolean isTaken(String name, int code) {
    return StandardOptions.SPACE
        .byName(name)
        .map(OptionDefinition::code)
        .filter(standard -> standard != code)
        .filter(
            standard -> standard == VENDOR_SPECIFIC || !StandardOptions.mayBeRedefined(standard))
        .isPresent();
  }

  /// The space of the entry.
  static String space(Section section) {
    return OptionNames.canonical(section.string("space").orElse(OptionSpace.DHCP4));
  }

  private static List<String> fields(String recordTypes) {
    return Arrays.stream(recordTypes.split(",", -1))
        .map(String::strip)
        .filter(field -> !field.isEmpty())
        .toList();
  }
}
