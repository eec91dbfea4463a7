package org.lessor.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.lessor.wire.Bytes;

/// Whatever is written and whatever is received, there is an answer and no exception.
class ExpressionProperties {
  private static final List<String> WORDS =
      List.of(
          "option",
          "relay4",
          "vendor",
          "vendor-class",
          "[",
          "]",
          "(",
          ")",
          ".",
          ",",
          "*",
          "+",
          "==",
          "not",
          "and",
          "or",
          "sand",
          "sor",
          "hex",
          "text",
          "exists",
          "data",
          "enterprise",
          "pkt",
          "pkt4",
          "iface",
          "mac",
          "member",
          "match",
          "substring",
          "split",
          "concat",
          "ifelse",
          "sifelse",
          "hexstring",
          "lcase",
          "ucase",
          "addrtotext",
          "int8totext",
          "uint32totext",
          "all",
          "60",
          "-1",
          "4491",
          "0",
          "0x0a",
          "'a'",
          "'(a|b)*'",
          "'.'",
          "192.0.2.1",
          "::1",
          "1.2.3",
          "'",
          "vendor-class-identifier",
          "\n",
          "99999999999");

  private static final List<String> CONDITIONS =
      List.of(
          "option[82].option[1].option[2].exists",
          "relay4[1].hex == option[61].hex",
          "vendor[*].option[1].option[2].exists or vendor[9].option[1].text == 'x'",
          "vendor-class[*].data[3] == ''",
          "match('(a*)*|[^a]+', option[77].hex + option[43].text)",
          "not (int8totext(option[53].hex) == '') and addrtotext(option[50].hex) == ''",
          "substring(option[61].hex, -3, -2) == split(option[61].hex, 0x00, 2)",
          "option[fqdn].text == lcase(ucase(hexstring(option[77].hex, ':')))");

  @Provide
  Arbitrary<String> sources() {
    Arbitrary<String> words =
        Arbitraries.of(WORDS).list().ofMaxSize(25).map(list -> String.join(" ", list));
    Arbitrary<String> tight =
        Arbitraries.of(WORDS).list().ofMaxSize(12).map(list -> String.join("", list));
    return Arbitraries.oneOf(words, tight, Arbitraries.strings().ofMaxLength(40));
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.strings().withChars("ab()[]{}|*+?.^$\\-,:12dDwWsSbBxuc=!é").ofMaxLength(20);
  }

  @Provide
  Arbitrary<byte[]> values() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(40);
  }

  @Property(tries = 5000)
  void everySourceHasAnOutcome(@ForAll("sources") String source) {
    Sample sample = Sample.discover().text(60, "a.b");
    for (Compiled<? extends Expression> compiled :
        List.of(
            ExpressionCompiler.STANDARD.condition(source),
            ExpressionCompiler.STANDARD.text(source))) {
      switch (compiled) {
        case Compiled.Ok<? extends Expression>(Expression.Condition condition) ->
            condition.outcome(facts(sample));
        case Compiled.Ok<? extends Expression>(Expression.Text text) -> text.value(facts(sample));
        case Compiled.Wrong<? extends Expression>(int offset, String message) -> {
          assertThat(offset).isBetween(0, source.length());
          assertThat(message).isNotBlank();
        }
      }
    }
  }

  @Property(tries = 3000)
  void everyPatternHasAnOutcome(
      @ForAll("patterns") String pattern, @ForAll("values") byte[] value) {
    String source = "match('" + pattern + "', option[77].hex)";
    Sample sample = Sample.discover().option(77, Bytes.of(value).toHex());
    switch (ExpressionCompiler.STANDARD.condition(source)) {
      case Compiled.Ok<Expression.Condition>(Expression.Condition condition) ->
          assertThat(condition.outcome(facts(sample))).isNotEqualTo(Expression.Outcome.FAILED);
      case Compiled.Wrong<Expression.Condition>(int offset, _) ->
          assertThat(offset).isBetween(7, 7 + pattern.length());
    }
  }

  @Property(tries = 1000)
  void everyPacketHasAnOutcome(
      @ForAll("values") byte[] agent,
      @ForAll("values") byte[] vendor,
      @ForAll("values") byte[] id) {
    Sample sample =
        Sample.discover()
            .option(82, Bytes.of(agent).toHex())
            .option(81, Bytes.of(agent).toHex())
            .option(43, Bytes.of(agent).toHex())
            .option(77, Bytes.of(id).toHex())
            .option(124, Bytes.of(vendor).toHex())
            .option(125, Bytes.of(vendor).toHex())
            .option(61, Bytes.of(id).toHex() + "00");
    CONDITIONS.forEach(sample::outcome);
  }

  private static Facts facts(Sample sample) {
    return new Facts(sample.message(), sample.reception(), _ -> false);
  }
}
