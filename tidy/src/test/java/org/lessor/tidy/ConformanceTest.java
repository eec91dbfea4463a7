package org.lessor.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The conformance page names tests that exist.
class ConformanceTest {
  private static final String PAGE = "docs/conformance.md";
  private static final Pattern NAMED_TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

  @Test
  void everyTestOnTheConformancePageExists() {
    Map<String, String> tests =
        House.files().stream()
            .filter(file -> file.isJava() && file.isTest())
            .collect(
                Collectors.toMap(
                    ConformanceTest::className,
                    file -> String.join("\n", file.lines()),
                    (one, other) -> one + other));
    String page =
        House.files().stream()
            .filter(file -> file.path().equals(PAGE))
            .map(file -> String.join("\n", file.lines()))
            .findAny()
            .orElseThrow();
    List<MatchResult> named = NAMED_TEST.matcher(page).results().toList();
    var missing = new ArrayList<String>();
    for (MatchResult name : named) {
      if (!tests.getOrDefault(name.group(1), "").contains("void " + name.group(2) + "(")) {
        missing.add(name.group());
      }
    }
    assertThat(named).hasSizeGreaterThan(40);
    assertThat(missing).isEmpty();
  }

  private static String className(SourceFile file) {
    String name = file.path().substring(file.path().lastIndexOf('/') + 1);
    return name.substring(0, name.length() - ".java".length());
  }
}
