package org.lessor.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lays out a configuration that was found good as it takes effect: what the file says, what is
/// inherited, and the defaults of the keys that the readers act on. That it says what the readers
/// do is shown by reading it again: the settings are the same.
final class EffectiveReader {
  private static final String VALID = "valid-lifetime";
  private static final List<String> BOUNDS = List.of("min-valid-lifetime", "max-valid-lifetime");

  /// Keys that stood in the map dhcp-ddns before Kea 2.6, and begin with ddns- at the global level,
  /// where they do not begin with hostname-.
  private static final Set<String> OLDER_DNS_KEYS =
      Set.of(
          "override-no-update",
          "override-client-update",
          "replace-client-name",
          "generated-prefix",
          "qualifying-suffix",
          "hostname-char-set",
          "hostname-char-replacement");

  private static final Set<String> INHERITING = Set.of("Dhcp4", "shared-networks", "subnet4");

  private final SourceText source;
  private final Map<String, Map<String, Reading.Handling>> handling;
  private final Map<String, List<KeaKeys.Row>> rows = new HashMap<>();
  private final Iterator<Long> subnetIds;

  /// @param subnetIds the ids of all subnets in the order in which they are read
  EffectiveReader(Reading reading, List<Long> subnetIds) {
    this.source = reading.source();
    this.handling = reading.levels();
    this.subnetIds = subnetIds.iterator();
    for (KeaKeys.Row row : KeaKeys.rows()) {
      for (String level : row.levels()) {
        rows.computeIfAbsent(level, _ -> new ArrayList<>()).add(row);
      }
    }
  }

  /// A level that hands its values down.
  private record Level(String path, JsonValue.Obj map, @Nullable Level above) {}

  /// What the whole map under `Dhcp4` comes to.
  Effective.Entries whole(JsonValue.Obj dhcp4) {
    return map(dhcp4, "Dhcp4", null);
  }

  private Effective.Entries map(JsonValue.Obj map, String path, @Nullable Level above) {
    String name = Paths.level(path);
    Level here = INHERITING.contains(name) ? new Level(path, map, above) : null;
    Map<String, Effective.Entry> entries = new LinkedHashMap<>();
    if (name.equals("subnet4")) {
      entries.put("id", id(map));
    }
    Map<String, Effective> inner = inner(map, path, here);
    map.members()
        .forEach((key, member) -> {
          if (!entries.containsKey(key)) {
            Effective value = inner.getOrDefault(key, new Effective.Plain(member.value()));
            entries.put(key, new Effective.Entry(key, value, stated(member.value())));
          }
        });
    if (here != null) {
      lifetimes(here).forEach(entry -> entries.put(entry.key(), entry));
    }
    for (KeaKeys.Row row : rows.getOrDefault(name, List.of())) {
      if (!entries.containsKey(row.name()) && isRead(name, row.name())) {
        missing(row, here, path).ifPresent(entry -> entries.put(row.name(), entry));
      }
    }
    return new Effective.Entries(List.copyOf(entries.values()));
  }

  /// The maps and lists of maps in it. Shared networks come first, as they are read first.
  private Map<String, Effective> inner(JsonValue.Obj map, String path, @Nullable Level here) {
    Map<String, Effective> inner = new HashMap<>();
    List<String> keys = new ArrayList<>(map.members().keySet());
    if (keys.remove("shared-networks")) {
      keys.addFirst("shared-networks");
    }
    for (String key : keys) {
      JsonValue value = member(map, key);
      String memberPath = Paths.member(path, key);
      if (!handling.containsKey(key)) {
        continue;
      }
      if (value instanceof JsonValue.Obj part) {
        inner.put(key, map(part, memberPath, here));
      } else if (value instanceof JsonValue.Arr(_, List<JsonValue> elements)
          && !elements.isEmpty()
          && elements.getFirst() instanceof JsonValue.Obj) {
        List<Effective> parts = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
          if (elements.get(i) instanceof JsonValue.Obj part) {
            parts.add(map(part, Paths.element(memberPath, i), here));
          }
        }
        inner.put(key, new Effective.Elements(parts));
      }
    }
    return inner;
  }

  private Effective.Entry id(JsonValue.Obj subnet) {
    long id = subnetIds.next();
    JsonValue given = member(subnet, "id");
    boolean same = given instanceof JsonValue.Int number && number.value() == id;
    JsonValue value = new JsonValue.Int(subnet.offset(), id);
    return new Effective.Entry(
        "id",
        new Effective.Plain(value),
        same && given != null ? stated(given) : new Origin.Assigned());
  }

  private Optional<Effective.Entry> missing(KeaKeys.Row row, @Nullable Level here, String path) {
    for (Level level = here == null ? null : here.above;
        level != null && !(row.missing() instanceof KeaKeys.Missing.Nothing);
        level = level.above) {
      JsonValue value = member(level.map, row.name());
      if (value != null) {
        Origin origin = new Origin.Inherited(level.path, source.position(value.offset()));
        return Optional.of(new Effective.Entry(row.name(), new Effective.Plain(value), origin));
      }
    }
    Optional<Effective.Entry> moved = here == null ? Optional.empty() : moved(row, here);
    if (moved.isPresent()) {
      return moved;
    }
    return switch (row.missing()) {
      case KeaKeys.Missing.Nothing _, KeaKeys.Missing.Inherited _ -> Optional.empty();
      case KeaKeys.Missing.Preset(JsonValue.Obj inner) ->
          Optional.of(
              new Effective.Entry(
                  row.name(),
                  map(inner, Paths.member(path, row.name()), null),
                  new Origin.Preset()));
      case KeaKeys.Missing.Preset(JsonValue value) ->
          Optional.of(
              new Effective.Entry(row.name(), new Effective.Plain(value), new Origin.Preset()));
    };
  }

  /// The value of a key that the map dhcp-ddns has by its older name.
  private Optional<Effective.Entry> moved(KeaKeys.Row row, Level here) {
    Level top = here;
    while (top.above != null) {
      top = top.above;
    }
    String older = row.name().replaceFirst("^ddns-", "");
    boolean isOlder = OLDER_DNS_KEYS.contains(older);
    if (isOlder && member(top.map, "dhcp-ddns") instanceof JsonValue.Obj dns) {
      JsonValue value = member(dns, older);
      if (value != null) {
        Origin origin =
            new Origin.Inherited(
                Paths.member(top.path, "dhcp-ddns"), source.position(value.offset()));
        return Optional.of(new Effective.Entry(row.name(), new Effective.Plain(value), origin));
      }
    }
    return Optional.empty();
  }

  /// The three lifetimes. Each is inherited by itself; a bound that is set nowhere is the default.
  private List<Effective.Entry> lifetimes(Level here) {
    Optional<Effective.Entry> valid = bound(here, VALID);
    List<Effective.Entry> entries = new ArrayList<>();
    valid.ifPresent(entries::add);
    for (String key : BOUNDS) {
      Optional<Effective.Entry> bound = bound(here, key);
      bound.or(() -> valid.map(entry -> derived(key, entry))).ifPresent(entries::add);
    }
    return entries;
  }

  private static Effective.Entry derived(String key, Effective.Entry from) {
    return new Effective.Entry(key, from.value(), new Origin.Derived(from.key(), from.origin()));
  }

  /// A lifetime as it is set at the nearest level that sets it.
  private Optional<Effective.Entry> bound(Level here, String key) {
    for (Level level = here; level != null; level = level.above) {
      JsonValue value = member(level.map, key);
      if (value != null) {
        Origin origin = level.path.equals(here.path) ? stated(value) : inherited(level, value);
        return Optional.of(new Effective.Entry(key, new Effective.Plain(value), origin));
      }
    }
    return Optional.empty();
  }

  private boolean isRead(String level, String key) {
    Map<String, Reading.Handling> keys = handling.get(level);
    // A map that is missing was not read: what it would hold is known when the file has it.
    return keys == null || keys.get(key) == Reading.Handling.READ;
  }

  private static @Nullable JsonValue member(JsonValue.Obj map, String key) {
    JsonValue.Member member = map.members().get(key);
    return member == null ? null : member.value();
  }

  private Origin stated(JsonValue value) {
    return new Origin.Stated(source.position(value.offset()));
  }

  private Origin inherited(Level level, JsonValue value) {
    return new Origin.Inherited(level.path, source.position(value.offset()));
  }
}
