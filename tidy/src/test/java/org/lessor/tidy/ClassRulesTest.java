package org.lessor.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lessor.tidy.sample.server.Server;

class ClassRulesTest {
  private static final String SAMPLE = "org.lessor.tidy.sample";

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/tidy/target/"))
          .importPackages("org.lessor");

  private static final JavaClasses SAMPLES = new ClassFileImporter().importPackages(SAMPLE);

  static Set<String> modules() {
    return House.ARROWS.keySet();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModuleKnowsOnlyWhatIsBelowIt(String module) {
    ClassRules.arrows("org.lessor", module, House.ARROWS.get(module)).check(HOUSE);
  }

  @ParameterizedTest
  @MethodSource("modules")
  void arrowsMakeNoCircle(String module) {
    assertThat(reach(module)).doesNotContain(module);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wire", "engine"})
  void theCoreKnowsOnlyPureTypes(String module) {
    ClassRules.knowOnlyPureTypes("org.lessor." + module, Set.of("org.lessor.wire")).check(HOUSE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wire", "engine"})
  void theCoreCallsNothingImpure(String module) {
    ClassRules.callNothingImpure("org.lessor." + module).check(HOUSE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wire", "engine", "config", "store", "linux", "transport"})
  void whatIsBelowTheProgramsWritesNoLog(String module) {
    ClassRules.logNothing("org.lessor." + module).check(HOUSE);
  }

  @Test
  void aLoggerIsSeen() {
    assertThat(complaints(ClassRules.logNothing(SAMPLE + ".wire")))
        .anyMatch(line -> line.contains("Impure.logger("))
        .anyMatch(line -> line.contains("Impure.slf4jLogger("))
        .anyMatch(line -> line.contains("Impure.julLogger("));
  }

  @Test
  void anArrowUpwardsIsSeen() {
    var upwards = ClassRules.arrows(SAMPLE, "wire", Set.of());
    assertThat(complaints(upwards)).anyMatch(line -> line.contains("Upwards.ask()"));
    var downwards = ClassRules.arrows(SAMPLE, "server", Set.of());
    assertThat(downwards.evaluate(SAMPLES).hasViolation()).isFalse();
    var allowed = ClassRules.arrows(SAMPLE, "wire", Set.of("server"));
    assertThat(allowed.evaluate(SAMPLES).hasViolation()).isFalse();
    assertThat(Server.answer()).isEqualTo(42);
  }

  static Stream<String> impureMethods() {
    return SAMPLES.get(SAMPLE + ".wire.Impure").getMethods().stream()
        .map(JavaMethod::getName)
        .filter(name -> !name.startsWith("lambda$"));
  }

  @ParameterizedTest
  @MethodSource("impureMethods")
  void everyWayToBeImpureIsSeen(String method) {
    assertThat(coreComplaints()).anyMatch(line -> line.contains("Impure." + method + "("));
  }

  @Test
  void timeAndChanceAsArgumentsAreFine() {
    assertThat(coreComplaints()).noneMatch(line -> line.contains(".Pure"));
  }

  private static List<String> coreComplaints() {
    return Stream.of(
            ClassRules.knowOnlyPureTypes(SAMPLE + ".wire", Set.of(SAMPLE + ".server")),
            ClassRules.callNothingImpure(SAMPLE + ".wire"))
        .flatMap(rule -> complaints(rule).stream())
        .toList();
  }

  private static List<String> complaints(ArchRule rule) {
    return rule.evaluate(SAMPLES).getFailureReport().getDetails();
  }

  private static Set<String> reach(String module) {
    var reached = new HashSet<String>();
    var open = new ArrayDeque<>(House.ARROWS.get(module));
    while (!open.isEmpty()) {
      String next = open.pop();
      if (reached.add(next)) {
        open.addAll(House.ARROWS.get(next));
      }
    }
    return reached;
  }
}
