package org.lessor.server;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.lessor.config.Configuration;
import org.lessor.config.Interfaces;
import org.lessor.engine.Network;
import org.lessor.engine.Parameters;
import org.lessor.engine.Pool;
import org.lessor.engine.Reservation;
import org.lessor.engine.Settings;
import org.lessor.engine.Subnet;

/// What a new configuration changes, in one line.
///
/// Whatever is not counted by itself is found by comparing records component by component, so that
/// a component that comes to the engine's settings later cannot be forgotten here.
final class ConfigurationDifference {
  /// The components of [Settings] that are counted and not only compared.
  private static final Set<String> COUNTED = Set.of("networks", "reservations");

  private final List<String> changes = new ArrayList<>();

  private ConfigurationDifference() {}

  /// Such as `subnets +1 -0 ~2 (lifetimes), reservations +0 -3 ~0, options`; `none` where nothing
  /// has changed. `+` counts what is new, `-` what is gone, `~` what is there as before but
  /// different, and the brackets say in what.
  static String between(Configuration before, Configuration after) {
    ConfigurationDifference difference = new ConfigurationDifference();
    Settings old = before.settings();
    Settings now = after.settings();
    difference.count("shared-networks", networks(old), networks(now));
    difference.count("subnets", subnets(old), subnets(now));
    difference.count("pools", pools(old), pools(now));
    difference.count("reservations", reservations(old), reservations(now));
    difference.changes.addAll(different(old, now, COUNTED));
    difference.interfaces(before.interfaces(), after.interfaces());
    difference.changes.addAll(
        different(before, after, Set.of("settings", "interfaces", "warnings")));
    return difference.changes.isEmpty() ? "none" : String.join(", ", difference.changes);
  }

  private <K> void count(String what, Map<K, Record> before, Map<K, Record> after) {
    int added = 0;
    int changed = 0;
    Set<String> in = new TreeSet<>();
    for (Map.Entry<K, Record> entry : after.entrySet()) {
      Record old = before.get(entry.getKey());
      if (old == null) {
        added++;
      } else {
        List<String> different = different(old, entry.getValue(), ELSEWHERE);
        changed += different.isEmpty() ? 0 : 1;
        in.addAll(different);
      }
    }
    int removed = 0;
    for (K key : before.keySet()) {
      removed += after.containsKey(key) ? 0 : 1;
    }
    if (added + removed + changed > 0) {
      String detail = in.isEmpty() ? "" : " (" + String.join(" ", in) + ")";
      changes.add(what + " +" + added + " -" + removed + " ~" + changed + detail);
    }
  }

  /// What of a subnet or network is counted by itself.
  private static final Set<String> ELSEWHERE = Set.of("subnets", "pools", "reservations");

  private static Map<String, Record> networks(Settings settings) {
    Map<String, Record> found = new LinkedHashMap<>();
    for (Network network : settings.networks()) {
      network.name().ifPresent(name -> found.put(name, network));
    }
    return found;
  }

  private static List<Subnet> all(Settings settings) {
    return settings.networks().stream().flatMap(each -> each.subnets().stream()).toList();
  }

  private static Map<Long, Record> subnets(Settings settings) {
    Map<Long, Record> found = new LinkedHashMap<>();
    all(settings).forEach(subnet -> found.put(subnet.id(), subnet));
    return found;
  }

  private static Map<List<Object>, Record> pools(Settings settings) {
    Map<List<Object>, Record> found = new LinkedHashMap<>();
    for (Subnet subnet : all(settings)) {
      for (Pool pool : subnet.pools()) {
        found.put(List.of(subnet.id(), pool.first(), pool.last()), pool);
      }
    }
    return found;
  }

  private static Map<List<Object>, Record> reservations(Settings settings) {
    Map<List<Object>, Record> found = new HashMap<>();
    for (Reservation reservation : settings.reservations()) {
      found.put(List.of(reservation.key()), reservation);
    }
    for (Subnet subnet : all(settings)) {
      for (Reservation reservation : subnet.reservations()) {
        found.put(List.of(subnet.id(), reservation.key()), reservation);
      }
    }
    return found;
  }

  private void interfaces(Interfaces before, Interfaces after) {
    Set<String> old = names(before);
    Set<String> now = names(after);
    List<String> words = new ArrayList<>();
    now.stream().filter(name -> !old.contains(name)).forEach(name -> words.add("+" + name));
    old.stream().filter(name -> !now.contains(name)).forEach(name -> words.add("-" + name));
    words.addAll(different(before, after, Set.of("listening")));
    if (!words.isEmpty()) {
      changes.add("interfaces " + String.join(" ", words));
    }
  }

  private static Set<String> names(Interfaces interfaces) {
    Set<String> names = new LinkedHashSet<>();
    for (Interfaces.Listening listening : interfaces.listening()) {
      names.add(
          switch (listening) {
            case Interfaces.Listening.All() -> "*";
            case Interfaces.Listening.Named(String name, Optional<?> address) ->
                name + address.map(each -> "/" + each).orElse("");
          });
    }
    return names;
  }

  /// The names of the components in which two records of one class differ, in the form of Kea's
  /// keys; of [Parameters] those of its own components.
  private static List<String> different(Record before, Record after, Set<String> except) {
    List<String> names = new ArrayList<>();
    for (RecordComponent component : before.getClass().getRecordComponents()) {
      if (except.contains(component.getName())) {
        continue;
      }
      Object old = value(component, before);
      Object now = value(component, after);
      if (old.equals(now)) {
        continue;
      }
      if (old instanceof Parameters one && now instanceof Parameters other) {
        names.addAll(different(one, other, Set.of()));
      } else {
        names.add(hyphenated(component.getName()));
      }
    }
    return names;
  }

  private static Object value(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException impossible) {
      throw new LinkageError("a public record does not tell its " + component, impossible);
    }
  }

  /// `declineProbationSeconds` is `decline-probation`.
  private static String hyphenated(String name) {
    return name.replaceFirst("(Seconds|Millis)$", "")
        .replaceAll("([A-Z])", "-$1")
        .toLowerCase(Locale.ROOT);
  }
}
