package org.lessor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every key makes a difference: what a server with it does to a fixed course of events, or its
/// runtime settings, are others than without it. A reader that forgets a key fails here, and so
/// does a key that comes without a case.
class EveryKeyTest {
  private static final String NO_CASE = ":";

  /// What may stand everywhere and is free.
  private static final Set<String> FREE = Set.of("user-context", "comment", "output_options");

  /// One key at one level.
  private record Case(String level, String key, String value, String other, String also) {
    @Override
    public String toString() {
      return level + "." + key;
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream = EveryKeyTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<Case> table() throws IOException {
    List<Case> cases = new ArrayList<>();
    for (String line : resource("every-key.txt").lines().toList()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      List<String> cells = Stream.of(line.split("\\|", 5)).map(String::strip).toList();
      assertThat(cells).as(line).hasSize(5);
      for (String level : cells.get(0).split(" +")) {
        cases.add(new Case(level, cells.get(1), cells.get(2), cells.get(3), cells.get(4)));
      }
    }
    return cases;
  }

  static List<Case> cases() throws IOException {
    return table().stream().filter(each -> !each.value.equals(NO_CASE)).toList();
  }

  @Test
  void everyKeyThatIsReadHasACase() throws IOException {
    Set<String> wanted = new TreeSet<>();
    Dhcp4Reader.handling(resource("every-key.conf"))
        .forEach((level, keys) ->
            keys.forEach((key, handling) -> {
              if (handling == Reading.Handling.READ
                  && !FREE.contains(key)
                  && !level.isEmpty()
                  && !level.equals("parameters")) {
                wanted.add(level + "." + key);
              }
            }));
    table().forEach(each -> wanted.remove(each.toString()));
    assertThat(wanted).as("give each a line in every-key.txt").isEmpty();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theKeyMakesADifference(Case one) throws IOException {
    String base = resource("every-key.conf");
    for (String edit :
        one.also.isEmpty() ? new String[0] : one.also.split(";(?= *[*A-Za-z0-9-]+\\.)")) {
      String[] sides = edit.split("=", 2);
      String place = sides[0].strip();
      int dot = place.indexOf('.');
      String level = place.substring(0, dot).replace("*", one.level);
      base = set(base, level, place.substring(dot + 1), sides[1].strip());
    }
    boolean refused = one.value.startsWith("!");
    String with = set(base, one.level, one.key, one.value.replaceFirst("^!", ""));
    Loaded loaded = Dhcp4Reader.readText(with);
    assertThat(loaded instanceof Loaded.Refused).as(loaded.toString()).isEqualTo(refused);
    String without = one.other.isEmpty() ? base : set(base, one.level, one.key, one.other);
    assertThat(outcome(with)).isNotEqualTo(outcome(without));
  }

  /// The text with that key at that level, in place of what the text may have there; without the
  /// key where there is no value.
  private static String set(String text, String level, String key, String value) {
    String entry = value.isEmpty() ? "" : "\"" + key + "\": " + value + ", ";
    String begin = "/*" + level + "." + key + "*/";
    int at = text.indexOf(begin);
    if (at >= 0) {
      int end = text.indexOf("/*end*/", at);
      return text.substring(0, at + begin.length()) + entry + text.substring(end);
    }
    String map = "{/*" + level + "*/";
    int open = text.indexOf(map);
    assertThat(open).as("a map of level " + level).isNotNegative();
    return without(text, open + map.length(), key).replace(map, map + begin + entry + "/*end*/");
  }

  /// Without the member of that name in the map whose members begin at `from`.
  private static String without(String text, int from, String key) {
    int depth = 0;
    for (int at = from; at < text.length() && depth >= 0; at++) {
      char c = text.charAt(at);
      if (depth == 0 && text.startsWith("\"" + key + "\":", at)) {
        return text.substring(0, at) + text.substring(pastMember(text, at));
      }
      depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
    }
    return text;
  }

  private static int pastMember(String text, int from) {
    int depth = 0;
    for (int at = from; at < text.length(); at++) {
      char c = text.charAt(at);
      if (depth == 0 && (c == ',' || c == '}' || c == ']')) {
        return c == ',' ? at + 1 : at;
      }
      depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
    }
    throw new AssertionError("a member without end: " + text.substring(from));
  }

  private static Map<String, String> outcome(String text) {
    Map<String, String> outcome = new LinkedHashMap<>();
    switch (Dhcp4Reader.readText(text)) {
      case Loaded.Refused(List<Problem> problems) ->
          problems.forEach(problem -> outcome.put(problem.path(), problem.message()));
      case Loaded.Ok(Configuration configuration) -> {
        outcome.put("interfaces", configuration.interfaces().toString());
        outcome.put("lease database", configuration.leaseDatabase().toString());
        outcome.put("lease checks", configuration.leaseChecks().toString());
        outcome.put("expiry", configuration.expiry().toString());
        outcome.put("logging", configuration.logging().toString());
        outcome.put("course", new Course(configuration.settings()).run());
      }
    }
    return outcome;
  }
}
