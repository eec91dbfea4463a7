package org.lessor.tidy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every rule about files, over every file.
class HouseRulesTest {
  /// The rules by the sentence that they keep true.
  static Map<String, SourceRule> rules() {
    var rules = new LinkedHashMap<String, SourceRule>();
    rules.put("no Java file has more than 500 lines", TextRules::fileIsShort);
    rules.put("no comment has more than 100 columns", TextRules::commentsAreNarrow);
    rules.put("what is to be done names its issue", TextRules::todoNamesItsIssue);
    rules.put("no file names a path of one machine", TextRules::noMachinePaths);
    rules.put("RFCs are cited in one form", TextRules::rfcCitationForm);
    rules.put("tests do not sleep", TextRules::testsDoNotSleep);
    Path root = House.root();
    rules.put(
        "links inside the tree lead somewhere",
        TextRules.linksLeadSomewhere(path -> Files.exists(root.resolve(path))));
    rules.put(
        "documents list the modules that exist", TextRules.moduleTablesAreTrue(House.modules()));
    rules.put("no catch is empty without a reason", JavaRules::catchesDoSomething);
    rules.put("no catch takes every exception", JavaRules::catchesAreNarrow);
    rules.put("public things are documented", JavaRules::publicThingsAreDocumented);
    rules.put("packages are named for features", JavaRules::packagesAreNamedForFeatures);
    rules.put("types are named for what they are", JavaRules::typesAreNamedForWhatTheyAre);
    return rules;
  }

  @TestFactory
  Stream<DynamicTest> everyFileKeepsTheRules() {
    List<SourceFile> files = House.files();
    return rules().entrySet().stream()
        .map(rule ->
            dynamicTest(
                rule.getKey(),
                () -> {
                  var complaints = new ArrayList<Complaint>();
                  for (SourceFile file : files) {
                    complaints.addAll(rule.getValue().check(file));
                  }
                  assertThat(complaints).as(rule.getKey()).isEmpty();
                }));
  }

  @Test
  void everyModuleOfTheBuildHasItsPlaceInTheTableOfArrows() {
    assertThat(House.ARROWS.keySet()).containsExactlyInAnyOrderElementsOf(House.modules());
  }

  @Test
  void theTreeIsFound() {
    assertThat(House.files())
        .extracting(SourceFile::path)
        .contains("pom.xml", "README.md", "wire/src/main/java/module-info.java")
        .noneMatch(path -> path.contains("/target/"));
  }

  @Test
  void listsOfExceptionsNameFilesThatExist() {
    assertThat(TextRules.LONG_FILES.keySet()).allSatisfy(HouseRulesTest::exists);
    assertThat(JavaRules.CATCH_ALL.keySet()).allSatisfy(HouseRulesTest::exists);
  }

  private static void exists(String path) {
    assertThat(House.root().resolve(path)).exists();
  }
}
