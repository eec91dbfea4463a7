package org.lessor.lab.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lessor.lab.sidebyside.Scenario.Case;
import org.lessor.lab.sidebyside.Step.Listed;

/// The scenario files, as far as they can be checked without a network.
class ScenarioFilesTest {
  /// Differences that no case shows, and why not.
  private static final Map<String, String> NOT_SEEN =
      Map.ofEntries(
          Map.entry("foreign-server", "Kea holds no offer that it could take back"),
          Map.entry("relay-unicast", "Kea 2.2 answers both states alike"),
          Map.entry("ping-check", "Kea 2.2 has no such library"),
          Map.entry("flq-start", "Kea 2.2 has no such allocator"),
          Map.entry("adaptive", "Kea 2.2 has no such key"),
          Map.entry("pool-ddns", "Kea 2.2 has no such key in pools"),
          Map.entry("never-send", "Kea 2.2 has no such key"),
          Map.entry("v6only-broadcast", "Kea 2.2 gives such clients an address"),
          Map.entry("option-125-data", "Kea 2.2 sends them, too"),
          Map.entry("limits", "Kea 2.2 has no such library"),
          Map.entry("limit-rates", "Kea 2.2 has no such library"),
          Map.entry("one-address", "the servers have one address at each interface"),
          Map.entry("long-hardware-address", "a case cannot say so much of an address"),
          Map.entry("run-script", "a script is no packet"),
          Map.entry("flex-option-destination", "Kea 2.2 has no such parameter"),
          Map.entry("match-client-id", "Kea's answer depends on who came before"),
          Map.entry("expressions", "names the list of expressions"),
          Map.entry("match-time", "Kea 2.2 has no such function"),
          Map.entry("sub-options-by-name", "Kea does not start with such an expression"),
          Map.entry("long-numbers", "Lessor does not start with such an expression"),
          Map.entry("depth", "Lessor does not start with such an expression"));

  private static Set<String> named() {
    Stream<Listed> usual = Arrays.stream(Usual.values()).map(Usual::listed);
    Stream<Listed> ofSteps =
        ScenarioFiles.all().stream()
            .flatMap(scenario -> scenario.cases().stream())
            .flatMap(steps -> steps.steps().stream())
            .flatMap(step -> step.listed().stream());
    return Stream.of(usual, Stream.of(Usual.POOL_ID), ofSteps)
        .flatMap(listed -> listed)
        .map(Listed::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void eachDifferenceThatACaseNamesIsDocumented() {
    assertThat(Differences.documented()).containsAll(named());
  }

  @Test
  void eachDifferenceThatIsDocumentedIsSeenInACase() {
    Set<String> unseen = new TreeSet<>(Differences.documented());
    unseen.removeAll(named());
    assertThat(unseen).isEqualTo(new TreeSet<>(NOT_SEEN.keySet()));
  }

  @Test
  void eachScenarioHasCasesOfDifferentTitles() {
    for (Scenario scenario : ScenarioFiles.all()) {
      List<String> titles = scenario.cases().stream().map(Case::title).toList();
      assertThat(titles).as(scenario.name()).isNotEmpty().doesNotHaveDuplicates();
    }
  }

  @Test
  void aLineThatMeansNothingIsNamed() {
    assertThatThrownBy(() -> read("case one\n> discover colour=red\n< silence"))
        .hasMessageContaining("made-up line 5")
        .hasMessageContaining("colour");
    assertThatThrownBy(() -> read("case one\n? discover"))
        .hasMessageContaining("made-up line 5: what is ??");
    assertThatThrownBy(() -> read("case one\n> discover")).hasMessageContaining("no reply of kea");
    assertThatThrownBy(() -> read("> discover\n< silence"))
        .hasMessageContaining("before the first case");
  }

  private static Scenario read(String cases) {
    return ScenarioFile.read("made-up", "== configuration\n\n== cases\n" + cases);
  }
}
