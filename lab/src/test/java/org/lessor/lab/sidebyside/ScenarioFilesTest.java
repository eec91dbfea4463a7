package org.lessor.lab.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lessor.lab.sidebyside.Scenario.Case;
import org.lessor.lab.sidebyside.Step.Listed;

/// The scenario files, as far as they can be checked without a network.
class ScenarioFilesTest {
  private static Set<String> named() {
    Stream<Listed> usual = Arrays.stream(Usual.values()).map(Usual::listed);
    Stream<Listed> ofSteps =
        ScenarioFiles.all().stream()
            .flatMap(scenario -> scenario.cases().stream())
            .flatMap(steps -> steps.steps().stream())
            .flatMap(step -> step.listed().stream());
    return Stream.concat(Stream.concat(usual, Stream.of(Usual.POOL_ID)), ofSteps)
        .map(Listed::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void eachDifferenceThatACaseNamesIsDocumented() {
    assertThat(Differences.documented()).containsAll(named());
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
