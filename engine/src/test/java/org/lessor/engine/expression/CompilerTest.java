package org.lessor.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lessor.wire.OptionSpaces;

/// What is refused, where, and with which words.
class CompilerTest {
  private static Compiled.Wrong<?> wrong(Compiled<?> outcome) {
    assertThat(outcome).isInstanceOf(Compiled.Wrong.class);
    return (Compiled.Wrong<?>) outcome;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "'a' = 'a'                         | 4  | \"=\" has no meaning here; write == to compare",
        "'a' == 'a                         | 7  | begins a text that does not end",
        "'a' ==                            | 6  | expected an operand, found the end",
        "'a'                               | 0  | expected what is true or false",
        "'a' == 'a' 'b'                    | 11 | expected an operator or the end, found 'b'",
        "'a' == 'a' == 'a'                 | 11 | expected an operator or the end, found \"==\"",
        "('a' == 'a') == 'a'               | 0  | expected what yields bytes",
        "option[53].exists + 'a' == 'a'    | 0  | expected what yields bytes",
        "'a' and 'b'                       | 0  | expected what is true or false",
        "option[60].exists and 'b'         | 22 | expected what is true or false",
        "not 'b'                           | 4  | expected what is true or false",
        "option[60]                        | 10 | expected \".\", found the end",
        "option[60].length == 1            | 11 | expected hex, text, exists or option[...]",
        "option[300].exists                | 7  | 300 is no option code or name, which is 0 to 255",
        "option[nosuch].exists             | 7  | there is no option \"nosuch\" in the space"
            + " \"dhcp4\"",
        "option[250].option[foo].exists    | 19 | only a code can stand here",
        "relay4[-1].exists                 | 7  | 0 to 255",
        "relay6[0].option[1].exists        | 0  | is for DHCPv6",
        "pkt6.msgtype == 1                 | 0  | is for DHCPv6",
        "pkt.color == 1                    | 4  | expected one of iface, src, dst, len",
        "pkt4.secs == 1                    | 5  | expected one of mac, hlen, htype, ciaddr",
        "vendor[4491].data == ''           | 13 | expected exists or option[...]",
        "vendor-class[4491].option[1].hex==''| 19 | expected exists or data",
        "vendor.foo == ''                  | 7  | expected enterprise",
        "vendor[4294967296].exists         | 7  | is no enterprise number or *",
        "vendor-class[1].data[256] == ''   | 21 | is no index",
        "member(foo)                       | 7  | expected the name of a class in '...'",
        "known                             | 0  | write member('KNOWN')",
        "unknown                           | 0  | write member('UNKNOWN')",
        "substring('a', b, 1) == ''        | 15 | expected start",
        "substring('a', 0, 'b') == ''      | 18 | expected length",
        "substring('a', 0) == ''           | 16 | expected \",\", found \")\"",
        "split('a', 'b', 99999999999) == ''| 16 | is no field",
        "frobnicate('a') == ''             | 0  | there is no \"frobnicate\" in this language",
        "-1 == 1                           | 0  | is no number, which is 0 to 4294967295",
        "1.2.3.400 == 1                    | 0  | is no IP address",
        "match('a(', 'a')                  | 9  | expected \")\"",
        "match(pkt.iface, 'a')             | 6  | expected a regular expression in '...'",
        "'a' == 'a' )                      | 11 | expected an operator or the end",
        "('a' == 'a'                       | 11 | expected \")\", found the end",
        "'a' @ 'b'                         | 4  | \"@\" has no meaning here"
      })
  void complaintsSayWhereAndWhatWasExpected(String source, int offset, String message) {
    Compiled.Wrong<?> wrong = wrong(ExpressionCompiler.STANDARD.condition(source.stripTrailing()));
    assertThat(wrong.message()).contains(message);
    assertThat(wrong.offset()).isEqualTo(offset);
  }

  @Test
  void aConditionIsNoText() {
    Compiled.Wrong<?> wrong = wrong(ExpressionCompiler.STANDARD.text("option[60].exists"));
    assertThat(wrong.message()).contains("expected what yields bytes");
    assertThat(wrong(ExpressionCompiler.STANDARD.text("")).message())
        .contains("expected an operand, found the end");
  }

  @Test
  void aClassMustBeKnown() {
    var compiler = new ExpressionCompiler(OptionSpaces.STANDARD, name -> name.equals("early"));
    assertThat(compiler.condition("member('early')")).isInstanceOf(Compiled.Ok.class);
    Compiled.Wrong<?> wrong = wrong(compiler.condition("member('early') or member('late')"));
    assertThat(wrong.offset()).isEqualTo(26);
    assertThat(wrong.message()).contains("there is no class 'late'");
  }

  @Test
  void whatIsNestedTooDeepIsRefused() {
    int deep = 100_000;
    String source = "(".repeat(deep) + "'a' == 'a'" + ")".repeat(deep);
    assertThat(wrong(ExpressionCompiler.STANDARD.condition(source)).message())
        .contains("nested more than 100 deep");
    assertThat(
            wrong(ExpressionCompiler.STANDARD.condition("not ".repeat(deep) + "1 == 1")).message())
        .contains("nested more than 100 deep");
    assertThat(
            wrong(
                    ExpressionCompiler.STANDARD.condition(
                        "option[1]" + ".option[1]".repeat(deep) + ".exists"))
                .message())
        .contains("deep");
  }

  @Test
  void whatIsLongIsNot() {
    int many = 20_000;
    assertThat(Sample.discover().holds("1 == 2 or ".repeat(many) + "1 == 1")).isTrue();
    assertThat(Sample.discover().shown("'a' + ".repeat(many) + "'b'")).hasSize(many + 1);
  }
}
