package org.lessor.config;

import java.util.List;
import java.util.Set;

/// A configuration as it takes effect: what the file says, what levels inherit from those above,
/// and the defaults of what nobody says, each with its origin. Immutable.
public final class EffectiveConfiguration {
  /// Keys with a default that Kea 2.2 does not know, and those that are Lessor's own, which no Kea
  /// knows.
  private static final Set<String> NOT_OF_EVERY_KEA =
      Set.of(
          "allocator",
          "exclude-first-last-24",
          "excluded",
          "ignore-dhcp-server-identifier",
          "ignore-rai-link-selection",
          "offer-lifetime",
          "rapid-commit",
          "stash-agent-options");

  private final Effective.Entries dhcp4;

  EffectiveConfiguration(Effective.Entries dhcp4) {
    this.dhcp4 = dhcp4;
  }

  /// As a Kea configuration file with the origin of each value in a comment behind it. Read again
  /// it means the same. The default of a key that Kea 2.2 would refuse stands in a comment whole.
  public String annotated() {
    StringBuilder out = new StringBuilder("{\n");
    map("Dhcp4", dhcp4, "", "  ", out);
    return out.append("\n}\n").toString();
  }

  private static void map(
      String key, Effective.Entries map, String comment, String indent, StringBuilder out) {
    out.append(indent);
    if (!key.isEmpty()) {
      out.append(JsonWords.text(key)).append(": ");
    }
    out.append('{').append(comment);
    List<Effective.Entry> entries = map.entries();
    for (int i = 0; i < entries.size(); i++) {
      out.append('\n');
      if (isForReadersOnly(entries.get(i))) {
        entry(entries.get(i), "", indent + "  // ", out);
      } else {
        boolean last =
            entries.subList(i + 1, entries.size()).stream()
                .allMatch(EffectiveConfiguration::isForReadersOnly);
        entry(entries.get(i), last ? "" : ",", indent + "  ", out);
      }
    }
    out.append(entries.isEmpty() ? "" : "\n" + indent).append('}');
  }

  private static boolean isForReadersOnly(Effective.Entry entry) {
    return entry.origin() instanceof Origin.Preset && NOT_OF_EVERY_KEA.contains(entry.key());
  }

  private static void entry(
      Effective.Entry entry, String separator, String indent, StringBuilder out) {
    String comment = " // " + entry.origin().words();
    switch (entry.value()) {
      case Effective.Entries inner -> {
        map(entry.key(), inner, inner.entries().isEmpty() ? "" : comment, indent, out);
        out.append(separator).append(inner.entries().isEmpty() ? comment : "");
      }
      case Effective.Elements(List<Effective> elements) -> {
        out.append(indent).append(JsonWords.text(entry.key())).append(": [").append(comment);
        for (int i = 0; i < elements.size(); i++) {
          out.append('\n');
          element(elements.get(i), indent + "  ", out);
          out.append(i + 1 < elements.size() ? "," : "");
        }
        out.append('\n').append(indent).append(']').append(separator);
      }
      case Effective.Plain(JsonValue value) ->
          out.append(indent)
              .append(JsonWords.text(entry.key()))
              .append(": ")
              .append(JsonWords.value(value))
              .append(separator)
              .append(comment);
    }
  }

  private static void element(Effective element, String indent, StringBuilder out) {
    switch (element) {
      case Effective.Entries map -> map("", map, "", indent, out);
      case Effective.Elements _ -> throw new AssertionError("Kea has no lists of lists of maps");
      case Effective.Plain(JsonValue value) -> out.append(indent).append(JsonWords.value(value));
    }
  }

  /// The configuration as strict JSON on one line.
  public String json() {
    StringBuilder out = new StringBuilder("{\"Dhcp4\": ");
    json(dhcp4, out);
    return out.append('}').toString();
  }

  private static void json(Effective value, StringBuilder out) {
    switch (value) {
      case Effective.Entries(List<Effective.Entry> entries) -> {
        out.append('{');
        for (int i = 0; i < entries.size(); i++) {
          out.append(i == 0 ? "" : ", ").append(JsonWords.text(entries.get(i).key())).append(": ");
          json(entries.get(i).value(), out);
        }
        out.append('}');
      }
      case Effective.Elements(List<Effective> elements) -> {
        out.append('[');
        for (int i = 0; i < elements.size(); i++) {
          out.append(i == 0 ? "" : ", ");
          json(elements.get(i), out);
        }
        out.append(']');
      }
      case Effective.Plain(JsonValue plain) -> out.append(JsonWords.value(plain));
    }
  }

  /// The origin of each value as a strict JSON map on one line, by the path of the value:
  /// `{"Dhcp4.valid-lifetime": {"from": "file", "file": "kea.conf", "line": 3, "column": 21}, …}`.
  /// `from` is `file`, `default`, `assigned`, `level` (then `level` names it) or `key` (then `key`
  /// names the key that it follows from).
  public String origins() {
    StringBuilder out = new StringBuilder("{");
    origins("Dhcp4", dhcp4, out);
    return out.append('}').toString();
  }

  private static void origins(String path, Effective value, StringBuilder out) {
    switch (value) {
      case Effective.Entries(List<Effective.Entry> entries) -> {
        for (Effective.Entry entry : entries) {
          String inner = Paths.member(path, entry.key());
          out.append(out.length() == 1 ? "" : ", ")
              .append(JsonWords.text(inner))
              .append(": {")
              .append(origin(entry.origin()))
              .append('}');
          origins(inner, entry.value(), out);
        }
      }
      case Effective.Elements(List<Effective> elements) -> {
        for (int i = 0; i < elements.size(); i++) {
          origins(Paths.element(path, i), elements.get(i), out);
        }
      }
      case Effective.Plain _ -> {
        // Its origin stands with its key.
      }
    }
  }

  private static String origin(Origin origin) {
    return switch (origin) {
      case Origin.Stated(Position position) ->
          "\"from\": \"file\", " + JsonWords.position(position);
      case Origin.Inherited(String level, Position position) ->
          "\"from\": \"level\", \"level\": "
              + JsonWords.text(level)
              + ", "
              + JsonWords.position(position);
      case Origin.Preset() -> "\"from\": \"default\"";
      case Origin.Assigned() -> "\"from\": \"assigned\"";
      case Origin.Derived(String key, Origin from) ->
          "\"from\": \"key\", \"key\": " + JsonWords.text(key) + ", \"of\": {" + origin(from) + "}";
    };
  }
}
