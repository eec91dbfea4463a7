package org.lessor.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `match`: ECMAScript's notation, of the whole value.
class PatternTest {
  private static boolean matches(String pattern, String value) {
    return Sample.discover().holds("match('" + pattern + "', '" + value + "')");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '"',
      value = {
        "foo.* foobar xfoobar",
        "foo foo fool",
        ".*foo.* xfoox fo",
        "^foo$ foo foo2",
        "a|bc bc ac",
        "a(b|c)d acd ad",
        "a(?:b|c)d abd abcd",
        "ab* abbb abc",
        "ab*? abbb abc",
        "ab+ abb a",
        "ab+? abb a",
        "ab? ab abb",
        "ab?? a abb",
        "a{3} aaa aa",
        "a{2,} aaa a",
        "a{1,2} aa aaa",
        "a{0} \"\" a",
        "(ab){2} abab ab",
        "(a*)* aaa b",
        "(|a)+ aa b",
        "[a-c]+ abcba abd",
        "[^a-c]+ xyz xaz",
        "[a-] - b",
        "[]x] \"\" \"\"",
        "\\d+ 019 a",
        "\\D+ abc a1",
        "\\w+ a_Z9 a-b",
        "\\W+ .- a",
        "a\\sb \"a b\" ab",
        "\\S+ ab \"a b\"",
        "\\. . a",
        "\\x41 A B",
        "\\u0041 A B",
        "[\\d.]+ 1.2 1-2",
        "[[:alpha:]]+ aZ a1",
        "[[:xdigit:]]+ fF0 g",
        "\\bfoo\\b foo fo",
        "foo\\B.* fool foo",
        "a\\Bb ab b",
        "x\\b.y x-y xay",
        "é é e"
      })
  void fitsTheOneAndNotTheOther(String pattern, String fitting, String other) {
    if (!pattern.equals("[]x]")) {
      assertThat(matches(pattern, fitting)).isTrue();
      assertThat(matches(pattern, other)).isFalse();
    }
  }

  @Test
  void aBracketThatIsEmptyFitsNothingAndItsOppositeEverything() {
    assertThat(matches("[]", "a")).isFalse();
    assertThat(matches("[^]", "a")).isTrue();
  }

  @Test
  void aDotFitsNoLineEnd() {
    Sample sample = Sample.discover().option(77, "610a62");
    assertThat(sample.holds("match('a.b', option[77].hex)")).isFalse();
    assertThat(sample.holds("match('a\\nb', option[77].hex)")).isTrue();
    assertThat(sample.holds("match('a\\cJb', option[77].hex)")).isTrue();
  }

  @Test
  void anyByteCanBeMatched() {
    Sample sample = Sample.discover().option(77, "ff0080");
    assertThat(sample.holds("match('\\xff\\0\\x80', option[77].hex)")).isTrue();
    assertThat(sample.holds("match('[\\x80-\\xff]\\0.', option[77].hex)")).isTrue();
    assertThat(sample.holds("match('\\w*', option[77].hex)")).isFalse();
  }

  @Test
  void nothingThatAClientSendsMakesItSlow() {
    Sample sample = Sample.discover().text(77, "a".repeat(1000));
    for (int i = 0; i < 100; i++) {
      assertThat(sample.holds("match('(a+)+b', option[77].hex)")).isFalse();
      assertThat(sample.holds("match('(a|a|aa)*c', option[77].hex)")).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '#',
      value = {
        "a(b       ; 3 ; expected \")\"",
        "a)b       ; 1 ; closes nothing",
        "*a        ; 0 ; nothing to repeat",
        "a**       ; 2 ; nothing to repeat",
        "a|+       ; 2 ; nothing to repeat",
        "[a        ; 2 ; it ends where \"]\" should be",
        "[b-a]     ; 4 ; ends before it begins",
        "[\\d-z]   ; 5 ; a range goes from",
        "a{2,1}    ; 6 ; 2 is more than 1",
        "a{1001}   ; 5 ; more than 1000 times",
        "a{x}      ; 2 ; expected a number",
        "a{1       ; 3 ; expected \"}\"",
        "(a)\\1    ; 5 ; references to groups are not supported",
        "(?=a)b    ; 2 ; looking ahead is not supported",
        "(?!a)b    ; 2 ; looking ahead is not supported",
        "\\        ; 1 ; what is escaped",
        "\\xg0     ; 3 ; expected 2 hexadecimal digits",
        "\\u1234   ; 6 ; the last is",
        "[[:foo:]] ; 6 ; there is no [:foo:]",
        "é*{2}     ; 2 ; nothing to repeat"
      })
  void complaintsSayWhere(String pattern, int offset, String message) {
    String source = "match('" + pattern.stripTrailing() + "', pkt.iface)";
    Compiled<Expression.Condition> outcome = ExpressionCompiler.STANDARD.condition(source);
    assertThat(outcome).isInstanceOf(Compiled.Wrong.class);
    var wrong = (Compiled.Wrong<Expression.Condition>) outcome;
    assertThat(wrong.message()).contains(message);
    assertThat(wrong.offset()).isEqualTo(7 + offset);
  }

  @Test
  void repetitionsOfRepetitionsAreBounded() {
    for (String pattern :
        new String[] {"((a{1000}){1000}){1000}", "((){1000}){1000}", "((()*){1000}){1000}"}) {
      Compiled<Expression.Condition> outcome =
          ExpressionCompiler.STANDARD.condition("match('" + pattern + "', pkt.iface)");
      assertThat(outcome).isInstanceOf(Compiled.Wrong.class);
    }
  }
}
