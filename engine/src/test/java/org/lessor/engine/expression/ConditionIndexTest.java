package org.lessor.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// Of many conditions, those that can be true are found without asking all.
class ConditionIndexTest {
  private static final Sample PACKET =
      Sample.discover()
          .text(60, "docsis3.0:xx")
          .text(77, "laptop")
          .option(82, "0104000102030203aabbcc")
          .option(50, "010203");

  private static final List<String> ATOMS =
      List.of(
          "option[60].text == 'docsis3.0:xx'",
          "'laptop' == option[77].hex",
          "option[77].hex == 'desktop'",
          "substring(option[60].hex, 0, 6) == 'docsis'",
          "substring(option[60].hex, 0, 6) == 'router'",
          "pkt4.mac == 0x02005e10a0ff",
          "pkt4.msgtype == 1",
          "relay4[1].hex == 0x00010203",
          "relay4[2].hex == 0xaabbcc",
          "relay4[9].hex == ''",
          "option[82].exists",
          "option[93].exists",
          "relay4[1].exists",
          "member('here')",
          "member('elsewhere')",
          "ucase(option[77].hex) == 'LAPTOP'",
          "hexstring(relay4[2].hex, ':') == 'aa:bb:cc'",
          "addrtotext(option[50].hex) == ''",
          "concat('a', option[77].hex) == 'alaptop'",
          "ifelse(member('here'), 'a', 'b') == 'a'",
          "match('lap.*', option[77].hex)",
          "vendor[*].exists");

  private static final List<String> OPERATORS = List.of("and", "or", "sand", "sor");

  private static Expression.Condition condition(String source) {
    return Sample.compiled(ExpressionCompiler.STANDARD.condition(source));
  }

  private static Facts facts() {
    return new Facts(PACKET.message(), PACKET.reception(), "here"::equals);
  }

  private static List<Integer> candidates(List<String> sources) {
    ConditionIndex index =
        ConditionIndex.of(sources.stream().map(source -> Optional.of(condition(source))).toList());
    return places(index.candidates(facts()));
  }

  private static List<Integer> places(long[] candidates) {
    List<Integer> places = new ArrayList<>();
    for (int i = ConditionIndex.next(candidates, 0);
        i != ConditionIndex.NONE;
        i = ConditionIndex.next(candidates, i + 1)) {
      places.add(i);
    }
    return places;
  }

  @Test
  void ofComparisonsWithConstantsOnlyThoseAreLeftThatHold() {
    List<String> sources =
        IntStream.range(0, 200)
            .mapToObj(i -> "option[77].hex == '" + (i == 130 ? "laptop" : "user" + i) + "'")
            .toList();
    assertThat(candidates(sources)).containsExactly(130);
  }

  @Test
  void aConditionThatNeedsWhatIsNotThereIsLeftOut() {
    assertThat(
            candidates(
                List.of(
                    "option[93].exists and member('here')",
                    "option[82].exists and member('elsewhere')",
                    "member('elsewhere') and relay4[2].hex == 0xaabbcc",
                    "member('elsewhere') and relay4[2].hex == 0xaabbcd",
                    "option[77].hex == 'a' or option[77].hex == 'b'",
                    "option[77].hex == 'a' or option[77].hex == 'laptop'")))
        .containsExactly(1, 2, 5);
  }

  @Test
  void whatNothingIsKnownOfBeforehandIsAlwaysAsked() {
    assertThat(
            candidates(
                List.of(
                    "not option[82].exists",
                    "match('x', option[77].hex)",
                    "member('elsewhere')",
                    "option[93].exists or member('elsewhere')",
                    "option[60].hex == option[61].hex",
                    "ifelse(member('elsewhere'), 'a', 'b') == 'a'")))
        .containsExactly(0, 1, 2, 3, 4, 5);
    ConditionIndex index =
        ConditionIndex.of(
            List.of(
                Optional.empty(), Optional.of(condition("option[93].exists")), Optional.empty()));
    assertThat(places(index.candidates(facts()))).containsExactly(0, 2);
  }

  @Test
  void thereMayBeNone() {
    assertThat(candidates(List.of())).isEmpty();
    assertThat(candidates(List.of("option[93].exists"))).isEmpty();
  }

  @Property(tries = 2000)
  void noneThatHoldsIsMissed(@ForAll Random random) {
    List<String> sources = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      sources.add(source(random, 3));
    }
    List<Integer> holding = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      if (condition(sources.get(i)).holds(facts())) {
        holding.add(i);
      }
    }
    assertThat(candidates(sources)).as("%s", sources).containsAll(holding);
  }

  private static String source(Random random, int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      return ATOMS.get(random.nextInt(ATOMS.size()));
    }
    if (random.nextInt(5) == 0) {
      return "not (" + source(random, depth - 1) + ")";
    }
    String operator = OPERATORS.get(random.nextInt(OPERATORS.size()));
    return "("
        + source(random, depth - 1)
        + ") "
        + operator
        + " ("
        + source(random, depth - 1)
        + ")";
  }
}
