package org.lessor.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A map of the configuration while it is read: each key is asked for by its name and type, and
/// [#finish()] complains about those that nobody asked for. For one thread.
final class Section {
  private final JsonValue.Obj map;
  private final String path;
  private final Reading reading;
  private final SourceText source;
  private final Problems problems;
  private final Set<String> known = new HashSet<>();
  private final Map<String, Reading.Handling> handling;

  Section(JsonValue.Obj map, String path, Reading reading) {
    this.map = map;
    this.path = path;
    this.reading = reading;
    this.source = reading.source();
    this.problems = reading.problems();
    this.handling = reading.level(Paths.level(path));
    known("user-context");
    known("comment");
  }

  /// Notes that somebody asks for this key, which is thereby no misspelt one.
  private void known(String key) {
    if (known.add(key)) {
      handling.putIfAbsent(key, Reading.Handling.READ);
    }
  }

  String path() {
    return path;
  }

  boolean has(String key) {
    known(key);
    return map.members().containsKey(key);
  }

  /// Where the value of `key` stands, or this map where the key is missing.
  Position position(String key) {
    JsonValue value = find(key);
    return source.position(value == null ? map.offset() : value.offset());
  }

  /// The value of `key` as a text of which can be complained; of an empty one where it is missing.
  Text text(String key) {
    JsonValue value = find(key);
    return new Text(
        value instanceof JsonValue.Str found ? found.value() : "",
        value == null ? map.offset() : value.offset(),
        Paths.member(path, key));
  }

  void error(String key, String message, String remedy) {
    problems.error(position(key), key.isEmpty() ? path : Paths.member(path, key), message, remedy);
  }

  /// Complains about the character at `index` of the text that is the value of `key`.
  void errorInside(String key, int index, String message, String remedy) {
    JsonValue value = find(key);
    Position at = source.positionInside(value == null ? map.offset() : value.offset(), index);
    problems.error(at, Paths.member(path, key), message, remedy);
  }

  void warning(Text at, String message, String remedy) {
    problems.warning(source.position(at.offset()), at.path(), message, remedy);
  }

  void warning(String key, String message, String remedy) {
    problems.warning(
        position(key), key.isEmpty() ? path : Paths.member(path, key), message, remedy);
  }

  private @Nullable JsonValue find(String key) {
    known(key);
    JsonValue.Member member = map.members().get(key);
    return member == null ? null : member.value();
  }

  private void wrongType(String key, JsonValue value, String wanted) {
    error(key, "is " + value.kind() + ", not " + wanted, "");
  }

  OptionalLong integer(String key, long min, long max) {
    JsonValue value = find(key);
    if (value == null) {
      return OptionalLong.empty();
    }
    if (!(value instanceof JsonValue.Int number)) {
      wrongType(key, value, "a whole number");
      return OptionalLong.empty();
    }
    if (number.value() < min || number.value() > max) {
      error(key, number.value() + " is out of range", "use " + min + " to " + max);
      return OptionalLong.empty();
    }
    return OptionalLong.of(number.value());
  }

  OptionalDouble real(String key, double min, double max) {
    JsonValue value = find(key);
    double number;
    switch (value) {
      case null -> {
        return OptionalDouble.empty();
      }
      case JsonValue.Int whole -> number = whole.value();
      case JsonValue.Real real -> number = real.value();
      case JsonValue.Obj _,
          JsonValue.Arr _,
          JsonValue.Str _,
          JsonValue.Bool _,
          JsonValue.Null _ -> {
        wrongType(key, value, "a number");
        return OptionalDouble.empty();
      }
    }
    if (number < min || number > max) {
      error(key, number + " is out of range", "use " + min + " to " + max);
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(number);
  }

  Optional<Boolean> bool(String key) {
    JsonValue value = find(key);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof JsonValue.Bool flag)) {
      wrongType(key, value, "true or false");
      return Optional.empty();
    }
    return Optional.of(flag.value());
  }

  Optional<String> string(String key) {
    JsonValue value = find(key);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof JsonValue.Str text)) {
      wrongType(key, value, "a text");
      return Optional.empty();
    }
    return Optional.of(text.value());
  }

  /// The text of a key that must be there.
  Optional<String> required(String key) {
    if (!has(key)) {
      error("", "\"" + key + "\" is missing", "add it");
      return Optional.empty();
    }
    return string(key);
  }

  /// The map under `key` as it stands in the text; empty where there is none.
  Optional<JsonValue.Obj> map(String key) {
    return find(key) instanceof JsonValue.Obj inner ? Optional.of(inner) : Optional.empty();
  }

  /// The map under `key`, or one without entries.
  Section sectionOrEmpty(String key) {
    return section(key)
        .orElseGet(
            () -> new Section(JsonValue.emptyMap(map.offset()), Paths.member(path, key), reading));
  }

  boolean isEmpty() {
    return map.members().isEmpty();
  }

  Optional<Section> section(String key) {
    JsonValue value = find(key);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof JsonValue.Obj inner)) {
      wrongType(key, value, "a map");
      return Optional.empty();
    }
    return Optional.of(new Section(inner, Paths.member(path, key), reading));
  }

  /// The maps of a list of maps; empty where the key is missing.
  List<Section> sections(String key) {
    List<Section> sections = new ArrayList<>();
    List<JsonValue> elements = elements(key);
    for (int i = 0; i < elements.size(); i++) {
      String elementPath = Paths.element(Paths.member(path, key), i);
      if (elements.get(i) instanceof JsonValue.Obj inner) {
        sections.add(new Section(inner, elementPath, reading));
      } else {
        problems.error(
            source.position(elements.get(i).offset()),
            elementPath,
            "is " + elements.get(i).kind() + ", not a map",
            "");
      }
    }
    return sections;
  }

  /// The texts of a list of texts; empty where the key is missing.
  List<Text> texts(String key) {
    List<Text> texts = new ArrayList<>();
    List<JsonValue> elements = elements(key);
    for (int i = 0; i < elements.size(); i++) {
      String elementPath = Paths.element(Paths.member(path, key), i);
      long offset = elements.get(i).offset();
      if (elements.get(i) instanceof JsonValue.Str text) {
        texts.add(new Text(text.value(), offset, elementPath));
      } else {
        problems.error(
            source.position(offset),
            elementPath,
            "is " + elements.get(i).kind() + ", not a text",
            "");
      }
    }
    return texts;
  }

  /// A text in a list.
  ///
  /// @param offset where it stands in the [SourceText]
  record Text(String value, long offset, String path) {}

  private List<JsonValue> elements(String key) {
    JsonValue value = find(key);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof JsonValue.Arr list)) {
      wrongType(key, value, "a list");
      return List.of();
    }
    return list.elements();
  }

  void problem(Text at, String message, String remedy) {
    problems.error(source.position(at.offset()), at.path(), message, remedy);
  }

  /// Accepts keys that change no answer, with a warning for each that is there.
  void withoutEffect(String why, String... keys) {
    for (String key : keys) {
      handling.put(key, Reading.Handling.WITHOUT_EFFECT);
      if (has(key)) {
        warning(key, "is not supported yet: " + why, "");
      }
    }
  }

  /// Accepts keys of a map that has no effect as a whole, of which its parent has warned.
  void unread(String... keys) {
    for (String key : keys) {
      handling.put(key, Reading.Handling.WITHOUT_EFFECT);
      known(key);
    }
  }

  /// Accepts a key that would change answers only where it has its default value.
  void onlyDefault(String key, Object defaultValue) {
    handling.put(key, Reading.Handling.ONLY_DEFAULT);
    JsonValue value = find(key);
    boolean isDefault =
        switch (value) {
          case null -> true;
          case JsonValue.Str text -> text.value().equals(defaultValue);
          case JsonValue.Bool flag -> Boolean.valueOf(flag.value()).equals(defaultValue);
          case JsonValue.Int whole -> numberEquals((double) whole.value(), defaultValue);
          case JsonValue.Real real -> numberEquals(real.value(), defaultValue);
          case JsonValue.Arr list -> list.elements().isEmpty();
          case JsonValue.Obj inner -> inner.members().isEmpty();
          case JsonValue.Null _ -> false;
        };
    if (!isDefault) {
      error(
          key,
          "is not supported yet and would change answers",
          "take it out, if its effect is not needed");
    }
  }

  private static boolean numberEquals(double value, Object defaultValue) {
    return defaultValue instanceof Number number && number.doubleValue() == value;
  }

  /// Complains about each key that nobody asked for.
  void finish() {
    map.members()
        .forEach((key, member) -> {
          if (!known.contains(key)) {
            String near = Spelling.nearest(key, known);
            problems.error(
                source.position(member.keyOffset()),
                Paths.member(path, key),
                "there is no such key here",
                near.isEmpty() ? "take it out" : "did you mean \"" + near + "\"?");
          }
        });
  }
}
