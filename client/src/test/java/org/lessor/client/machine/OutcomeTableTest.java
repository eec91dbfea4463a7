package org.lessor.client.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Each state with each event, in full: what is sent, what changes on the host, what is told, and
/// where it leads and for how long. The table is `outcomes.txt` beside this test: a state, then its
/// events with what they lead to. [StateTableTest] has the same at a glance.
///
/// Where the machine does something else the test names the cells, and leaves the table as it would
/// be in `target/outcomes.txt`.
class OutcomeTableTest {
  private static final Path TABLE =
      Path.of("src/test/resources/org/lessor/client/machine/outcomes.txt");

  private static String cell(String state, String event) {
    return state + " with " + event;
  }

  /// By cell, as the file says.
  private static Map<String, String> expected() throws IOException {
    Map<String, String> outcomes = new LinkedHashMap<>();
    String state = "";
    for (String line : Files.readAllLines(TABLE)) {
      if (line.startsWith("  ")) {
        int colon = line.indexOf(": ");
        for (String event : line.substring(2, colon).split(" ")) {
          String twice = outcomes.put(cell(state, event), line.substring(colon + 2));
          assertThat(twice).as(cell(state, event)).isNull();
        }
      } else if (!line.startsWith("#")) {
        state = line;
      }
    }
    return outcomes;
  }

  private static Map<String, String> actual() {
    Map<String, String> outcomes = new LinkedHashMap<>();
    Cells.states()
        .forEach((name, state) ->
            Cells.EVENTS.forEach((event, words) ->
                outcomes.put(
                    cell(name, event),
                    Transcript.outcome(Cells.PROFILE, state, words, Cells.NOW))));
    return outcomes;
  }

  @Test
  void eachStateDoesWithEachEventWhatTheTableSays() throws IOException {
    Map<String, String> expected = expected();
    Map<String, String> actual = actual();
    List<String> faults = new ArrayList<>();
    actual.forEach((cell, outcome) -> {
      String should = expected.getOrDefault(cell, "a line in the table");
      if (!outcome.equals(should)) {
        faults.add(cell + "\n  should be " + should + "\n  but was   " + outcome);
      }
    });
    if (!faults.isEmpty()) {
      Files.write(Path.of("target/outcomes.txt"), table(actual));
    }

    assertThat(faults).isEmpty();
    assertThat(expected).hasSameSizeAs(actual);
  }

  /// Events that lead to the same stand in one line.
  private static List<String> table(Map<String, String> outcomes) {
    List<String> lines = new ArrayList<>();
    for (String state : Cells.states().keySet()) {
      lines.add(state);
      Map<String, List<String>> byOutcome = new LinkedHashMap<>();
      for (String event : Cells.EVENTS.keySet()) {
        byOutcome
            .computeIfAbsent(outcomes.get(cell(state, event)), _ -> new ArrayList<>())
            .add(event);
      }
      byOutcome.forEach(
          (outcome, events) -> lines.add("  " + String.join(" ", events) + ": " + outcome));
    }
    return lines;
  }

  @Test
  void aTimerThatComesEarlyChangesNothingInAnyState() {
    Map<String, State> states = Cells.states();
    states.keySet().removeIf(name -> name.endsWith("+over"));

    states.forEach((name, state) -> {
      Step step = Cells.stepAt(Cells.NOW - 1, state, "timer:early");
      assertThat(Cells.isNothing(state, step)).as(name + ": " + step).isTrue();
      assertThat(step.effects()).as(name).isEmpty();
    });
  }
}
