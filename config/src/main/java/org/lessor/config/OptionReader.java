package org.lessor.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.lessor.engine.ConfiguredOption;
import org.lessor.wire.Bytes;
import org.lessor.wire.Option;
import org.lessor.wire.OptionDefinition;
import org.lessor.wire.OptionSpace;
import org.lessor.wire.OptionSpaces;
import org.lessor.wire.Parsed;
import org.lessor.wire.SubOption;
import org.lessor.wire.SubOptions;

/// Reads option-def and option-data.
final class OptionReader {
  private static final int MAX_CODE = 254;

  /// Options that the server itself fills in; a configured value would be thrown away.
  private static final Set<Integer> SET_BY_SERVER = Set.of(50, 51, 52, 53, 55, 57, 61, 82);

  private final OptionSpaces spaces;

  private OptionReader(OptionSpaces spaces) {
    this.spaces = spaces;
  }

  /// The options that are known.
  OptionSpaces spaces() {
    return spaces;
  }

  /// A reader that knows the definitions of `level` as well, and takes them first.
  OptionReader within(Section level) {
    OptionSpaces inner = spaces;
    for (Section section : level.sections("option-def")) {
      Optional<OptionDefinition<?>> definition = DefinitionReader.read(section);
      section.finish();
      if (definition.isPresent()) {
        inner = inner.with(definition.get());
      }
    }
    return new OptionReader(inner);
  }

  /// One entry of option-data, with its sub-options still apart.
  private record Entry(
      Section section,
      String space,
      int code,
      Optional<OptionDefinition<?>> definition,
      Bytes bytes,
      ConfiguredOption.Sending sending) {}

  /// A reader that knows the standard options and those of option-def in `global`.
  static OptionReader withDefinitions(Section global) {
    return new OptionReader(OptionSpaces.STANDARD).within(global);
  }

  /// The options of one level, those of other spaces packed into the options that carry them.
  List<ConfiguredOption> read(Section level) {
    Map<String, List<Entry>> bySpace = new LinkedHashMap<>();
    for (Section section : level.sections("option-data")) {
      Optional<Entry> entry = entry(section);
      Unsupported.inOption(section);
      section.finish();
      entry.ifPresent(
          found -> bySpace.computeIfAbsent(found.space, _ -> new ArrayList<>()).add(found));
    }
    Set<String> packed = new HashSet<>();
    packed.add(OptionSpace.DHCP4);
    Map<Integer, ConfiguredOption> options = new LinkedHashMap<>();
    for (Entry entry : bySpace.getOrDefault(OptionSpace.DHCP4, List.of())) {
      Bytes value = whole(entry, bySpace, packed);
      ConfiguredOption option = new ConfiguredOption(new Option(entry.code, value), entry.sending);
      if (options.put(entry.code, option) != null) {
        entry.section.error("", "option " + entry.code + " is set twice here", "keep one of them");
      }
    }
    bySpace.forEach((space, entries) -> {
      if (!packed.contains(space)) {
        entries
            .getFirst()
            .section
            .error(
                "space",
                "no option here carries the options of the space \"" + space + "\"",
                "add the option that encapsulates it at the same level");
      }
    });
    return List.copyOf(options.values());
  }

  /// The bytes of an option with the sub-options that are configured beside it.
  private Bytes whole(Entry entry, Map<String, List<Entry>> bySpace, Set<String> packed) {
    String inner = entry.definition.map(OptionDefinition::encapsulates).orElse("");
    if (inner.isEmpty() || !packed.add(inner)) {
      return entry.bytes;
    }
    List<SubOption> subOptions = new ArrayList<>();
    Map<Integer, Entry> seen = new HashMap<>();
    for (Entry sub : bySpace.getOrDefault(inner, List.of())) {
      if (seen.put(sub.code, sub) != null) {
        sub.section.error("", "option " + sub.code + " is set twice here", "keep one of them");
      }
      Bytes value = whole(sub, bySpace, packed);
      if (value.length() > 255) {
        sub.section.error("data", "has " + value.length() + " bytes", "use at most 255");
      } else {
        subOptions.add(new SubOption(sub.code, value));
      }
    }
    return entry.bytes.plus(new SubOptions(subOptions).encode());
  }

  private Optional<Entry> entry(Section section) {
    String space = section.string("space").orElse(OptionSpace.DHCP4);
    Optional<String> name = section.string("name").filter(text -> !text.isEmpty());
    OptionalLong code = section.integer("code", 1, MAX_CODE);
    boolean always = section.bool("always-send").orElse(false);
    boolean never = section.bool("never-send").orElse(false);
    Optional<Boolean> csv = section.bool("csv-format");
    Optional<String> data = section.string("data");
    if (name.isEmpty() && code.isEmpty()) {
      section.error("", "names no option", "give \"name\" or \"code\"");
      return Optional.empty();
    }
    Optional<OptionDefinition<?>> definition = definition(section, space, name, code);
    if (definition.isEmpty() && code.isEmpty()) {
      return Optional.empty();
    }
    int number = code.isPresent() ? (int) code.getAsLong() : definition.orElseThrow().code();
    if (space.equals(OptionSpace.DHCP4) && SET_BY_SERVER.contains(number)) {
      section.error("", "option " + number + " is set by the server", "take it out");
      return Optional.empty();
    }
    ConfiguredOption.Sending sending =
        never
            ? ConfiguredOption.Sending.NEVER
            : always ? ConfiguredOption.Sending.ALWAYS : ConfiguredOption.Sending.ON_REQUEST;
    return value(section, definition, csv, data, sending)
        .map(bytes -> new Entry(section, space, number, definition, bytes, sending));
  }

  private Optional<OptionDefinition<?>> definition(
      Section section, String space, Optional<String> name, OptionalLong code) {
    Optional<OptionDefinition<?>> byName = name.flatMap(text -> spaces.byName(space, text));
    Optional<OptionDefinition<?>> byCode =
        code.isPresent() ? spaces.byCode(space, (int) code.getAsLong()) : Optional.empty();
    if (name.isPresent() && byName.isEmpty()) {
      String near =
          spaces.space(space).map(known -> Spelling.nearest(name.get(), known.names())).orElse("");
      section.error(
          "name",
          "there is no option \"" + name.get() + "\" in the space \"" + space + "\"",
          near.isEmpty() ? "define it in option-def" : "did you mean \"" + near + "\"?");
    }
    if (byName.isPresent() && code.isPresent() && byName.get().code() != code.getAsLong()) {
      section.error(
          "code",
          code.getAsLong()
              + " is not the code of "
              + name.orElse("")
              + ", which is "
              + byName.get().code(),
          "correct one of them");
    }
    return byName.isPresent() ? byName : byCode;
  }

  private static Optional<Bytes> value(
      Section section,
      Optional<OptionDefinition<?>> definition,
      Optional<Boolean> csv,
      Optional<String> data,
      ConfiguredOption.Sending sending) {
    if (data.isEmpty() || data.get().isBlank()) {
      return valueWithoutData(section, definition, data, sending);
    }
    if (csv.orElse(definition.isPresent())) {
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
    return Values.identifier(section, "data", data.get());
  }

  private static Optional<Bytes> valueWithoutData(
      Section section,
      Optional<OptionDefinition<?>> definition,
      Optional<String> data,
      ConfiguredOption.Sending sending) {
    boolean mayBeEmpty =
        sending == ConfiguredOption.Sending.NEVER
            || definition.map(d -> d.type().name().equals("empty")).orElse(data.isPresent());
    if (!mayBeEmpty) {
      section.error(data.isPresent() ? "data" : "", "has no data", "add \"data\"");
      return Optional.empty();
    }
    return Optional.of(Bytes.EMPTY);
  }

  private static <T> Parsed<Bytes> parse(OptionDefinition<T> definition, String text) {
    return definition.type().parse(text).map(definition.type()::encode);
  }
}
