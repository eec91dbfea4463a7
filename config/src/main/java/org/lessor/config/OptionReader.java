package org.lessor.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.lessor.engine.ConfiguredOption;
import org.lessor.wire.Bytes;
import org.lessor.wire.OptionDefinition;
import org.lessor.wire.OptionSpace;
import org.lessor.wire.OptionSpaces;
import org.lessor.wire.SubOption;
import org.lessor.wire.SubOptions;

/// Reads option-def and option-data. Immutable but for what it remembers of classes and of what was
/// refused.
final class OptionReader {
  private static final int MAX_SUB_OPTION = 255;
  private static final int VENDOR_CLASSES = 124;
  private static final int VENDOR_OPTIONS = 125;

  private final OptionSpaces spaces;
  private final List<Mention> mentions;
  private final Set<Refused> refused;

  private OptionReader(OptionSpaces spaces, List<Mention> mentions, Set<Refused> refused) {
    this.spaces = spaces;
    this.mentions = mentions;
    this.refused = refused;
  }

  /// An option whose definition was refused: that it is not known later says nothing new.
  private record Refused(String space, String name) {}

  /// An option that names a class in `client-classes`.
  record Mention(Section section, Section.Text text) {}

  /// One entry of option-data, with its sub-options still apart.
  ///
  /// @param section where it stands
  /// @param space the space that it belongs to
  /// @param code its code there
  /// @param definition what is known of it
  /// @param bytes its value
  /// @param sending when it is sent
  /// @param classes for whom; none if for all
  private record Entry(
      Section section,
      String space,
      int code,
      Optional<OptionDefinition<?>> definition,
      Bytes bytes,
      ConfiguredOption.Sending sending,
      List<String> classes) {}

  /// A reader that knows the standard options and those of option-def in `global`.
  static OptionReader withDefinitions(Section global) {
    return new OptionReader(OptionSpaces.STANDARD, new ArrayList<>(), new HashSet<>())
        .within(global);
  }

  /// The options that are known.
  OptionSpaces spaces() {
    return spaces;
  }

  /// All options that name classes, of this reader and those within.
  List<Mention> mentions() {
    return mentions;
  }

  /// A reader that knows the definitions of `level` as well, and takes them first.
  OptionReader within(Section level) {
    OptionSpaces inner = spaces;
    List<OptionDefinition<?>> seen = new ArrayList<>();
    for (Section section : level.sections("option-def")) {
      Optional<OptionDefinition<?>> definition = DefinitionReader.read(section);
      section.finish();
      if (definition.isPresent()) {
        once(section, definition.get(), seen);
        inner = inner.with(definition.get());
      } else {
        refused.add(
            new Refused(DefinitionReader.space(section), section.string("name").orElse("")));
      }
    }
    return new OptionReader(inner, mentions, refused);
  }

  /// Complains about a second definition of the same code or name.
  private static void once(
      Section section, OptionDefinition<?> definition, List<OptionDefinition<?>> seen) {
    for (OptionDefinition<?> former : seen) {
      if (!former.space().equals(definition.space())) {
        continue;
      }
      if (former.code() == definition.code()) {
        section.error("code", definition.code() + " is defined above", "keep one of them");
      } else if (former.name().equals(definition.name())) {
        section.error("name", "\"" + definition.name() + "\" is defined above", "rename one");
      }
    }
    seen.add(definition);
  }

  /// The options of one level, those of other spaces packed into the options that carry them.
  List<ConfiguredOption> read(Section level) {
    Map<String, List<Entry>> bySpace = new LinkedHashMap<>();
    for (Section section : level.sections("option-data")) {
      Optional<Entry> entry = entry(section);
      section.onlyDefault("metadata", "");
      section.finish();
      entry.ifPresent(
          found -> bySpace.computeIfAbsent(found.space, _ -> new ArrayList<>()).add(found));
    }
    Set<String> sent = new HashSet<>();
    List<ConfiguredOption> options = new ArrayList<>();
    bySpace.forEach((space, entries) -> {
      OptionalLong enterprise = OptionNames.enterprise(space);
      if (enterprise.isPresent()) {
        sent.add(space);
        options.addAll(whole(enterprise.getAsLong(), entries, bySpace, sent));
      }
    });
    bySpace.forEach((space, entries) -> {
      if (!sent.contains(space)) {
        entries
            .getFirst()
            .section
            .warning(
                "space",
                "no option here carries the options of the space \"" + space + "\": not sent",
                "add the option that encapsulates it at the same level");
      }
    });
    return options;
  }

  private static List<ConfiguredOption> whole(
      long enterprise, List<Entry> entries, Map<String, List<Entry>> bySpace, Set<String> sent) {
    List<ConfiguredOption> options = new ArrayList<>();
    Map<List<Object>, Entry> seen = new LinkedHashMap<>();
    for (Entry entry : entries) {
      Bytes value = whole(entry, bySpace, sent, Set.of(entry.space));
      if (enterprise != ConfiguredOption.OWN && value.length() > MAX_SUB_OPTION) {
        entry.section.error("data", "has " + value.length() + " bytes", "use at most 255");
        continue;
      }
      boolean byEnterprise =
          enterprise == ConfiguredOption.OWN
              && (entry.code == VENDOR_CLASSES || entry.code == VENDOR_OPTIONS);
      List<Object> key =
          List.of(entry.code, Set.copyOf(entry.classes), byEnterprise ? value.slice(0, 4) : "");
      if (seen.putIfAbsent(key, entry) == null) {
        options.add(
            new ConfiguredOption(enterprise, entry.code, value, entry.sending, entry.classes));
      } else {
        entry.section.warning(
            "", "option " + entry.code + " is set before, which holds", "keep one of them");
      }
    }
    return options;
  }

  /// The bytes of an option with the sub-options that are configured beside it.
  ///
  /// @param within the spaces that it stands in, so that one that leads into itself ends
  private static Bytes whole(
      Entry entry, Map<String, List<Entry>> bySpace, Set<String> sent, Set<String> within) {
    String inner = entry.definition.map(OptionDefinition::encapsulates).orElse("");
    if (inner.isEmpty() || within.contains(inner)) {
      return entry.bytes;
    }
    sent.add(inner);
    Set<String> path = new HashSet<>(within);
    path.add(inner);
    Map<Integer, SubOption> subOptions = new LinkedHashMap<>();
    for (Entry sub : bySpace.getOrDefault(inner, List.of())) {
      Bytes value = whole(sub, bySpace, sent, path);
      if (value.length() > MAX_SUB_OPTION) {
        sub.section.error("data", "has " + value.length() + " bytes", "use at most 255");
      } else {
        subOptions.putIfAbsent(sub.code, new SubOption(sub.code, value));
      }
    }
    return entry.bytes.plus(new SubOptions(List.copyOf(subOptions.values())).encode());
  }

  private Optional<Entry> entry(Section section) {
    String space = OptionNames.canonical(section.string("space").orElse(OptionSpace.DHCP4));
    boolean own = space.equals(OptionSpace.DHCP4);
    Optional<String> name = section.string("name").filter(text -> !text.isEmpty());
    OptionalLong code = section.integer("code", own ? 1 : 0, own ? 254 : 255);
    boolean always = section.bool("always-send").orElse(false);
    boolean never = section.bool("never-send").orElse(false);
    List<String> classes = classes(section, own || OptionNames.enterprise(space).isPresent());
    Optional<OptionDefinition<?>> definition = definition(section, space, name, code);
    ConfiguredOption.Sending sending =
        never
            ? ConfiguredOption.Sending.NEVER
            : always ? ConfiguredOption.Sending.ALWAYS : ConfiguredOption.Sending.ON_REQUEST;
    OptionValueText data = OptionValueText.of(section, sending);
    if (name.isEmpty() && code.isEmpty()) {
      section.error("", "names no option", "give \"name\" or \"code\"");
      return Optional.empty();
    }
    if (definition.isEmpty() && code.isEmpty()) {
      return Optional.empty();
    }
    int number = code.isPresent() ? (int) code.getAsLong() : definition.orElseThrow().code();
    if (own && !ConfiguredOption.isOperators(number)) {
      section.warning(
          "", "option " + number + " is not the operator's to set: this value is not sent", "");
      return Optional.empty();
    }
    return data.bytes(definition)
        .map(bytes -> new Entry(section, space, number, definition, bytes, sending, classes));
  }

  private List<String> classes(Section section, boolean guards) {
    List<Section.Text> texts = section.texts("client-classes");
    if (!texts.isEmpty() && !guards) {
      section.warning(
          "client-classes",
          "has no effect on a sub-option",
          "say it of the option that carries it");
      return List.of();
    }
    texts.forEach(text -> mentions.add(new Mention(section, text)));
    return texts.stream().map(Section.Text::value).toList();
  }

  /// What is known of the option: by its code where that is given, by its name otherwise.
  private Optional<OptionDefinition<?>> definition(
      Section section, String space, Optional<String> name, OptionalLong code) {
    if (code.isPresent()) {
      Optional<OptionDefinition<?>> byCode = spaces.byCode(space, (int) code.getAsLong());
      if (name.isPresent() && byCode.isPresent() && !byCode.get().name().equals(name.get())) {
        section.error(
            "code",
            code.getAsLong()
                + " is the code of "
                + byCode.get().name()
                + ", not of \""
                + name.get()
                + "\"",
            "correct one of them");
      } else if (name.isPresent() && byCode.isEmpty()) {
        section.warning(
            "name", "option " + code.getAsLong() + " is not defined: the name has no effect", "");
      }
      return byCode;
    }
    Optional<OptionDefinition<?>> byName = name.flatMap(text -> spaces.byName(space, text));
    if (name.isPresent() && byName.isEmpty() && !refused.contains(new Refused(space, name.get()))) {
      String near =
          spaces.space(space).map(known -> Spelling.nearest(name.get(), known.names())).orElse("");
      section.error(
          "name",
          "there is no option \"" + name.get() + "\" in the space \"" + space + "\"",
          near.isEmpty() ? "define it in option-def" : "did you mean \"" + near + "\"?");
    }
    return byName;
  }
}
