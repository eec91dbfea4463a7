package org.lessor.config;

import java.util.Optional;
import java.util.OptionalLong;
import org.lessor.wire.OptionDefinition;
import org.lessor.wire.OptionSpace;
import org.lessor.wire.OptionSpaces;
import org.lessor.wire.OptionType;
import org.lessor.wire.OptionTypes;

/// Reads one entry of option-def.
final class DefinitionReader {
  private static final int MAX_CODE = 254;

  private DefinitionReader() {}

  static Optional<OptionDefinition<?>> read(Section section) {
    Optional<String> name = section.required("name").filter(text -> !text.isBlank());
    OptionalLong code = section.integer("code", 1, MAX_CODE);
    if (!section.has("code")) {
      section.error("", "\"code\" is missing", "add it");
    }
    Optional<String> type = section.required("type");
    String space = section.string("space").orElse(OptionSpace.DHCP4);
    String encapsulates = section.string("encapsulate").orElse("");
    section.bool("array");
    section.string("record-types");
    section.onlyDefault("metadata", "");
    if (name.isEmpty() || code.isEmpty() || type.isEmpty()) {
      return Optional.empty();
    }
    if (space.equals(OptionSpace.DHCP4)
        && OptionSpaces.STANDARD.byCode(space, (int) code.getAsLong()).isPresent()) {
      section.error("code", code.getAsLong() + " is a standard option", "use a code of 224 to 254");
      return Optional.empty();
    }
    Optional<OptionType<?>> known = OptionTypes.named(type.get());
    if (known.isEmpty()) {
      section.error("type", "\"" + type.get() + "\" is not an option type", "");
    }
    return known.map(found ->
        new OptionDefinition<>(
            (int) code.getAsLong(), name.get(), found, "option-def", space, encapsulates));
  }
}
