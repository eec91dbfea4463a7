package org.lessor.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each rule complains about a bad sample and not about a good one.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RulesCanFailTest {
  private static final String MAIN = "wire/src/main/java/org/lessor/wire/A.java";
  private static final String TEST = "wire/src/test/java/org/lessor/wire/ATest.java";

  private final HashSet<String> proven = new HashSet<>();

  @AfterAll
  void noRuleIsLeftOut() {
    assertThat(proven).containsExactlyInAnyOrderElementsOf(HouseRulesTest.rules().keySet());
  }

  @Test
  void aFileOf501LinesIsTooLong() {
    String rule = "no Java file has more than 500 lines";
    complains(rule, MAIN, "\n".repeat(501));
    accepts(rule, MAIN, "\n".repeat(500));
    accepts(rule, "docs/a.md", "\n".repeat(501));
  }

  @Test
  void aCommentOf101ColumnsIsTooLong() {
    String rule = "no comment has more than 100 columns";
    complains(rule, MAIN, "// " + "x".repeat(98));
    accepts(rule, MAIN, "// " + "x".repeat(97));
    accepts(rule, MAIN, "// https://example.org/" + "x".repeat(100));
    complains(rule, MAIN, "  /// " + "x".repeat(95));
    accepts(rule, MAIN, "x".repeat(101));
    accepts(rule, MAIN, "  /// | a | " + "x".repeat(100) + " |");
  }

  @ParameterizedTest
  @ValueSource(strings = {"// TODO later", "// FIXME", "// XXX: odd", "// HACK"})
  void somethingToDoWithoutAnIssueIsRefused(String text) {
    String rule = "what is to be done names its issue";
    complains(rule, MAIN, text);
    complains(rule, "docs/a.md", text);
    accepts(rule, MAIN, "// TODO(#12) when the kernel can");
  }

  @ParameterizedTest
  @ValueSource(strings = {"see /root/main", "cd /home/someone/x", "\"/root/.m2\"", "/Users/a/b"})
  void aPathOfOneMachineIsRefused(String text) {
    String rule = "no file names a path of one machine";
    complains(rule, "docs/a.md", text);
    accepts(rule, "docs/a.md", "https://example.org/root/main and src/root/x and /var/lib/lessor");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RFC2131",
        "RFC-2131",
        "rfc 2131",
        "RFC 2131 §4.1",
        "RFC 2131, section 4.1",
        "RFC 2131 Section 4.1",
        "RFC 2131 sec. 4.1",
        "section 4.1 of RFC 2131"
      })
  void otherFormsOfCitationAreRefused(String citation) {
    String rule = "RFCs are cited in one form";
    complains(rule, MAIN, "/// As in " + citation + ".");
    complains(rule, "docs/a.md", "As in " + citation + ".");
    accepts(rule, MAIN, "String name = \"" + citation + "\";");
    accepts(rule, MAIN, "/// As `" + citation + "` says.");
    accepts(rule, MAIN, "/// RFC 2131 section 4.3.2, RFC 2131 table 5, and RFC 3396.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Thread.sleep(10);", "TimeUnit.SECONDS.sleep(1);"})
  void aTestThatSleepsIsRefused(String text) {
    String rule = "tests do not sleep";
    complains(rule, TEST, text);
    complains(rule, "lab/src/main/java/org/lessor/lab/A.java", text);
    accepts(rule, TEST, "clock.passes(10);");
  }

  @Test
  void aLinkToNowhereIsRefused() {
    String rule = "links inside the tree lead somewhere";
    complains(rule, "docs/a.md", "[b](b-that-is-not-there.md)");
    complains(rule, "docs/a.md", "[b](pom.xml)");
    accepts(rule, "docs/a.md", "[b](../pom.xml) [c](https://example.org/) [d](#d)");
  }

  @Test
  void aTableOfModulesThatIsNotTrueIsRefused() {
    String head = "| module | what |\n|---|---|\n";
    SourceRule rule = TextRules.moduleTablesAreTrue(List.of("wire", "engine"));
    assertThat(rule.check(new SourceFile("A.md", head + "| `wire`, `engine` | x |"))).isEmpty();
    assertThat(rule.check(new SourceFile("A.md", head + "| `wire` | x |")))
        .singleElement()
        .hasToString("A.md:1: leaves out module engine");
    assertThat(rule.check(new SourceFile("A.md", head + "| `wire`, `engine` |\n| `moon` | x |")))
        .singleElement()
        .hasToString("A.md:4: no such module: moon");
    complains("documents list the modules that exist", "A.md", head + "| `moon` | x |");
  }

  @Test
  void anEmptyCatchWithoutAReasonIsRefused() {
    String rule = "no catch is empty without a reason";
    complains(rule, MAIN, inMethod("try { a(); } catch (IOException e) {\n }"));
    accepts(rule, MAIN, inMethod("try { a(); } catch (IOException e) { /* it goes away */ }"));
    accepts(rule, MAIN, inMethod("try { a(); } catch (IOException e) { b(); }"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Exception e", "final Exception e", "java.lang.Exception _", "A | Exception e"})
  void aCatchOfEveryExceptionIsRefused(String parameter) {
    String rule = "no catch takes every exception";
    complains(rule, MAIN, inMethod("try { a(); } catch (" + parameter + ") { b(); }"));
    accepts(rule, MAIN, inMethod("try { a(); } catch (IOException | SomeException e) { b(); }"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "public class A {}",
        "/// A.\npublic class A { public void m() {} }",
        "/// A.\npublic class A { public A() {} }",
        "/// A.\npublic interface A { void m(); }",
        "/// A.\npublic record A(int b) { record C() {} public int d() { return 1; } }",
        "/// A.\npublic sealed interface A { record B() implements A {} }",
        "// A.\npublic class A {}"
      })
  void aPublicThingWithoutADocIsRefused(String text) {
    String rule = "public things are documented";
    complains(rule, MAIN, text);
    accepts(rule, TEST, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class A { public void m() {} }",
        "/// A.\npublic class A { void m() {} private int b; static { int c = 1; } }",
        "/// A.\npublic class A { @Override public String toString() { return null; } }",
        "/// A.\npublic record A(int b) { public A { check(b); } }",
        "/// A.\npublic enum A { B }",
        "/// A.\npublic class A { public static final int B = 1; }"
      })
  void aDocIsNotAskedForWhereItWouldSayNothingNew(String text) {
    accepts("public things are documented", MAIN, text);
  }

  @Test
  void whatIsPublicOnlyForWiringIsDocumentedAsAWhole() {
    String rule = "public things are documented";
    String path = "wire/src/main/java/org/lessor/wire/internal/A.java";
    complains(rule, path, "public class A {}");
    accepts(rule, path, "/// A.\npublic class A { public void m() {} }");
    accepts(
        rule, MAIN, "/// A.\npublic class A { public void m() {} }".replace("A {", "Builder {"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wire/src/main/java/org/lessor/wire/util/A.java",
        "wire/src/main/java/org/lessor/engine/A.java",
        "wire/src/main/java/com/example/A.java"
      })
  void aPackageOfTheWrongNameIsRefused(String path) {
    String rule = "packages are named for features";
    complains(rule, path, "");
    accepts(rule, "wire/src/main/java/org/lessor/wire/option/A.java", "");
    accepts(rule, TEST, "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"LeaseManager", "PacketUtil", "ByteUtils", "LeaseData", "PoolInfo", "AImpl"})
  void aNameThatSaysNothingIsRefused(String name) {
    String rule = "types are named for what they are";
    complains(rule, MAIN, "class A { record " + name + "() {} }");
    accepts(rule, MAIN, "class Lease {}");
  }

  private static String inMethod(String statements) {
    return "class A { void m() { " + statements + " } }";
  }

  private void complains(String rule, String path, String text) {
    assertThat(check(rule, path, text)).as("%s: %s", rule, text).isNotEmpty();
    proven.add(rule);
  }

  private static void accepts(String rule, String path, String text) {
    assertThat(check(rule, path, text)).as("%s: %s", rule, text).isEmpty();
  }

  private static List<Complaint> check(String rule, String path, String text) {
    return HouseRulesTest.rules().get(rule).check(new SourceFile(path, text));
  }
}
