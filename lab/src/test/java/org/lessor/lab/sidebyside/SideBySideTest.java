package org.lessor.lab.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.lessor.lab.needs.InLab;
import org.lessor.lab.needs.NeedsProgram;
import org.lessor.lab.net.Lab;

/// The same configuration and the same packets get the same answers from Kea and from Lessor, but
/// for what docs/kea-differences.md lists.
@InLab
@NeedsProgram("kea-dhcp4")
class SideBySideTest {
  @TestFactory
  Stream<DynamicContainer> keaAndLessorAnswerAlike(Lab lab) {
    KeaVersion.require();
    SideBySide both = SideBySide.in(lab);
    return ScenarioFiles.all().stream()
        .map(scenario -> dynamicContainer(scenario.name(), tests(both, scenario)));
  }

  private static Stream<DynamicTest> tests(SideBySide both, Scenario scenario) {
    Stream<DynamicTest> cases =
        scenario.cases().stream()
            .map(steps -> dynamicTest(steps.title(), () -> check(both.run(steps))));
    return Stream.of(
            Stream.of(dynamicTest("both start", () -> both.start(scenario))),
            cases,
            Stream.of(dynamicTest("both end", () -> check(both.stop()))))
        .flatMap(tests -> tests);
  }

  private static void check(List<String> complaints) {
    assertThat(complaints).as(String.join("\n", complaints)).isEmpty();
  }
}
