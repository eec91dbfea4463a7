package org.lessor.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The conformance page names tests and code that exist.
class ConformanceTest {
  private static final String PAGE = "docs/conformance.md";

  /// A sentence that says where the types that are named without a package are from.
  private static final Pattern PACKAGE = Pattern.compile("types? of\\s+`(org\\.lessor\\.[a-z.]+)`");

  /// A type, with or without its package, and perhaps a member.
  private static final Pattern NAMED_CODE =
      Pattern.compile("`((?:[a-z]+\\.)*)([A-Z]\\w+)(?:\\.(\\w+))?`");

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
    List<MatchResult> named = NAMED_TEST.matcher(String.join("\n", page())).results().toList();
    var missing = new ArrayList<String>();
    for (MatchResult name : named) {
      if (!tests.getOrDefault(name.group(1), "").contains("void " + name.group(2) + "(")) {
        missing.add(name.group());
      }
    }
    assertThat(named).hasSizeGreaterThan(40);
    assertThat(missing).isEmpty();
  }

  @Test
  void allCodeOnTheConformancePageExists() {
    Map<String, String> types =
        House.files().stream()
            .filter(file -> file.isJava() && !file.isTest())
            .collect(
                Collectors.toMap(
                    ConformanceTest::qualifiedName,
                    file -> String.join("\n", file.lines()),
                    (one, other) -> one + other));
    var missing = new ArrayList<String>();
    int named = 0;
    String home = "";
    for (String line : page()) {
      Matcher moved = PACKAGE.matcher(line);
      if (moved.find()) {
        home = moved.group(1) + ".";
      }
      String[] cells = line.split("\\|", -1);
      // A row is the demand, what keeps it, what shows it.
      Matcher code = NAMED_CODE.matcher(cells.length > 3 ? cells[2] : "");
      while (code.find()) {
        named++;
        String type = (code.group(1).isEmpty() ? home : code.group(1)) + code.group(2);
        String source = types.getOrDefault(type, "");
        String member = code.group(3) == null ? code.group(2) : code.group(3);
        if (!Pattern.compile("\\b" + member + "\\b").matcher(source).find()) {
          missing.add(code.group() + " of " + type);
        }
      }
    }
    assertThat(named).isGreaterThan(60);
    assertThat(missing).isEmpty();
  }

  private static List<String> page() {
    return House.files().stream()
        .filter(file -> file.path().equals(PAGE))
        .map(SourceFile::lines)
        .findAny()
        .orElseThrow();
  }

  private static String qualifiedName(SourceFile file) {
    String inJava = file.path().substring(file.path().indexOf("/java/") + "/java/".length());
    return inJava.substring(0, inJava.length() - ".java".length()).replace('/', '.');
  }

  private static String className(SourceFile file) {
    String name = file.path().substring(file.path().lastIndexOf('/') + 1);
    return name.substring(0, name.length() - ".java".length());
  }
}
