package org.lessor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Keeps docs/kea.md true: its tables are made of the table of Kea's keys and of what the readers
/// do about each. To write them anew: `-Dlessor.write-docs=true`.
class KeaPageTest {
  private static final Path PAGE = Path.of("..", "docs", "kea.md");

  /// What may stand in every map, and the older spelling of a key.
  private static final Set<String> EVERYWHERE = Set.of("user-context", "comment", "output_options");

  private static final List<String> LIBRARIES =
      List.of(
          "bootp",
          "class_cmds",
          "ddns_tuning",
          "flex_id",
          "flex_option",
          "ha",
          "host_cache",
          "host_cmds",
          "lease_cmds",
          "lease_query",
          "legal_log",
          "limits",
          "mysql",
          "perfmon",
          "pgsql",
          "ping_check",
          "radius",
          "run_script",
          "stat_cmds",
          "subnet_cmds",
          "user_chk");

  private static Map<String, Map<String, Reading.Handling>> handling() throws IOException {
    try (InputStream stream = KeaPageTest.class.getResourceAsStream("every-level.conf")) {
      String text =
          new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
      return Dhcp4Reader.handling(text);
    }
  }

  @Test
  void everyKeyThatTheReadersKnowIsInTheTable() throws IOException {
    Set<String> known = new TreeSet<>();
    handling()
        .forEach((level, keys) -> {
          boolean fromKea = !level.isEmpty() && !level.equals("parameters");
          keys.keySet().stream()
              .filter(key -> fromKea && !EVERYWHERE.contains(key))
              .forEach(key -> known.add(level + " | " + key));
        });
    Set<String> listed = new TreeSet<>();
    for (KeaKeys.Row row : KeaKeys.rows()) {
      row.levels().forEach(level -> listed.add(level + " | " + row.name()));
    }
    known.removeAll(listed);
    assertThat(known)
        .as("add a row to kea-keys.txt, then write docs/kea.md anew by -Dlessor.write-docs=true")
        .isEmpty();
  }

  @Test
  void thePageSaysWhatTheReadersDo() throws IOException {
    String page = Files.readString(PAGE);
    String wanted = replace(replace(page, "keys", keys()), "libraries", libraries());
    if (Boolean.getBoolean("lessor.write-docs")) {
      Files.writeString(PAGE, wanted);
    }
    assertThat(Files.readString(PAGE))
        .as("what is supported has changed: write the page anew by -Dlessor.write-docs=true")
        .isEqualTo(wanted);
  }

  private static String replace(String page, String part, String content) {
    String begin = "<!-- " + part + ": made by KeaPageTest -->\n";
    String end = "<!-- end of " + part + " -->";
    int from = page.indexOf(begin) + begin.length();
    return page.substring(0, from) + content + page.substring(page.indexOf(end));
  }

  private static String keys() throws IOException {
    Map<String, Map<String, Reading.Handling>> handling = handling();
    StringBuilder table =
        new StringBuilder("| where | key | Lessor | default | remark |\n|---|---|---|---|---|\n");
    for (KeaKeys.Row row : KeaKeys.rows()) {
      Set<String> words = new TreeSet<>();
      for (String level : row.levels()) {
        words.add(word(handling.getOrDefault(level, Map.of()).get(row.name())));
      }
      table
          .append("| ")
          .append(String.join(", ", row.levels()))
          .append(" | `")
          .append(row.name())
          .append("` | ")
          .append(String.join(", ", words))
          .append(" | ")
          .append(
              switch (row.missing()) {
                case KeaKeys.Missing.Nothing() -> "";
                case KeaKeys.Missing.Inherited() -> "inherited";
                case KeaKeys.Missing.Preset _ -> "`" + row.written() + "`";
              })
          .append(" | ")
          .append(row.remark())
          .append(" |\n");
    }
    return table.toString();
  }

  private static String word(Reading.Handling handling) {
    return switch (handling) {
      case READ -> "yes";
      case WITHOUT_EFFECT -> "no effect";
      case ONLY_DEFAULT -> "only default";
      case null -> "no";
    };
  }

  private static String libraries() {
    StringBuilder table = new StringBuilder("| library | Lessor | remark |\n|---|---|---|\n");
    for (String library : LIBRARIES) {
      Loaded loaded =
          Dhcp4Reader.readText(
              """
              { "Dhcp4": { "interfaces-config": { "interfaces": [ "*" ] },
                "hooks-libraries": [ { "library": "libdhcp_%s.so" } ] } }
              """
                  .formatted(library));
      List<Problem> problems =
          switch (loaded) {
            case Loaded.Ok(Configuration configuration) -> configuration.warnings();
            case Loaded.Refused(List<Problem> refusals) -> refusals;
          };
      boolean missingParameters =
          problems.stream().anyMatch(problem -> problem.message().contains("is missing"));
      String word =
          loaded instanceof Loaded.Ok
              ? problems.isEmpty() ? "built in" : "no effect"
              : missingParameters ? "built in" : "refused";
      table
          .append("| `")
          .append(library)
          .append("` | ")
          .append(word)
          .append(" | ")
          .append(
              word.equals("built in")
                  ? ""
                  : String.join("; ", problems.stream().map(Problem::message).toList()))
          .append(" |\n");
    }
    return table.toString();
  }
}
