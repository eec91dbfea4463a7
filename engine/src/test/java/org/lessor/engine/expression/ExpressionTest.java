package org.lessor.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lessor.engine.Reception;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;
import org.lessor.wire.OptionDef;
import org.lessor.wire.OptionSpaces;

/// What each literal, field, function and operator yields.
class ExpressionTest {
  private static final Sample DISCOVER = Sample.discover();

  @ParameterizedTest
  @CsvSource({
    "'''foo'''          , 666f6f",
    "''''''             , ''",
    "0x0A0b             , 0a0b",
    "0XABC              , 0abc",
    "123                , 0000007b",
    "4294967295         , ffffffff",
    "192.0.2.1          , c0000201",
    "2001:db8::1        , 20010db8000000000000000000000001",
    "::                 , 00000000000000000000000000000000",
    "::ffff:192.0.2.1   , 00000000000000000000ffffc0000201",
    "('foo')            , 666f6f",
    "((1))              , 00000001"
  })
  void literalsAreBytes(String source, String hex) {
    assertThat(DISCOVER.hex(source)).isEqualTo(hex);
  }

  @Test
  void charactersOutsideAsciiAreUtf8() {
    assertThat(DISCOVER.hex("'é'")).isEqualTo("c3a9");
  }

  @Test
  void anOptionIsItsBytesOrNothing() {
    Sample sample = DISCOVER.option(60, "64 6f 63").option(61, "01 02005e10a0ff");
    assertThat(sample.hex("option[61].hex")).isEqualTo("0102005e10a0ff");
    assertThat(sample.shown("option[vendor-class-identifier].hex")).isEqualTo("doc");
    assertThat(sample.hex("option[ 77 ].hex")).isEmpty();
    assertThat(sample.holds("option[60].exists")).isTrue();
    assertThat(sample.holds("option[vendor-class-identifier ].exists")).isTrue();
    assertThat(sample.holds("option[77].exists")).isFalse();
    assertThat(DISCOVER.option(80, "").holds("option[80].exists")).isTrue();
    assertThat(DISCOVER.hex("option[80].hex")).isEmpty();
  }

  @Test
  void anOptionAsTextIsWhatAPersonWouldWrite() {
    Sample sample =
        DISCOVER.text(12, "alpha").option(50, "c0000202").option(55, "0306").option(224, "0aff");
    assertThat(sample.shown("option[12].text")).isEqualTo("alpha");
    assertThat(sample.shown("option[50].text")).isEqualTo("192.0.2.2");
    assertThat(sample.shown("option[224].text")).as("not defined").isEqualTo("0aff");
    assertThat(DISCOVER.option(11, "c000").shown("option[11].text")).as("unfit").isEqualTo("c000");
    assertThat(sample.shown("option[13].text")).isEmpty();
  }

  @Test
  void zerosBehindAStringAreNotPartOfIt() {
    Sample sample = DISCOVER.option(60, "6162 0000").option(61, "6162 0000");
    assertThat(sample.hex("option[60].hex")).isEqualTo("6162");
    assertThat(sample.shown("option[60].text")).isEqualTo("ab");
    assertThat(sample.hex("option[61].hex")).as("no string").isEqualTo("61620000");
  }

  @Test
  void anOptionInSeveralPartsIsOne() {
    assertThat(DISCOVER.option(77, "ab".repeat(300)).hex("option[77].hex"))
        .isEqualTo("ab".repeat(300));
  }

  @Test
  void subOptionsAreFoundAtAnyDepth() {
    OptionSpaces spaces =
        OptionSpaces.STANDARD
            .with(
                new OptionDef(230, "outer", "uint8", false, java.util.List.of(), "dhcp4", "one")
                    .define()
                    .orElseThrow())
            .with(
                new OptionDef(4, "middle", "empty", false, java.util.List.of(), "one", "two")
                    .define()
                    .orElseThrow())
            .with(
                new OptionDef(9, "inner", "uint16", false, java.util.List.of(), "two", "")
                    .define()
                    .orElseThrow());
    // 230: a byte, then 1: ff, then 4: (8: ee, 9: 1234).
    Sample sample = DISCOVER.option(230, "77 01 01 ff 04 07 08 01 ee 09 02 1234").knowing(spaces);
    assertThat(sample.hex("option[230].option[1].hex")).isEqualTo("ff");
    assertThat(sample.hex("option[230].option[4].option[8].hex")).isEqualTo("ee");
    assertThat(sample.shown("option[outer].option[middle].option[inner].text")).isEqualTo("4660");
    assertThat(sample.holds("option[230].option[4].option[9].exists")).isTrue();
    assertThat(sample.holds("option[230].option[4].option[7].exists")).isFalse();
    assertThat(sample.holds("option[230].option[5].option[9].exists")).isFalse();
    assertThat(sample.hex("option[230].option[5].option[9].hex")).isEmpty();
    assertThat(sample.holds("option[231].option[1].exists")).isFalse();
  }

  @Test
  void option43HasPadAndEnd() {
    Sample sample = DISCOVER.option(43, "00 01 01 aa ff 02 01 bb");
    assertThat(sample.hex("option[43].option[1].hex")).isEqualTo("aa");
    assertThat(sample.holds("option[43].option[2].exists")).isFalse();
  }

  @Test
  void insideAnUndefinedOptionSubOptionsAreLookedForAndInsideADefinedOneNot() {
    Sample sample = DISCOVER.option(250, "01 01 aa").option(60, "01 01 61");
    assertThat(sample.hex("option[250].option[1].hex")).isEqualTo("aa");
    assertThat(sample.holds("option[60].option[1].exists")).isFalse();
  }

  @Test
  void subOptionsThatEndTooEarlyAreNotFound() {
    Sample sample = DISCOVER.option(82, "01 01 aa 02 05 bb");
    assertThat(sample.hex("relay4[1].hex")).isEqualTo("aa");
    assertThat(sample.holds("relay4[2].exists")).isFalse();
    assertThat(DISCOVER.option(82, "01").holds("relay4[1].exists")).isFalse();
  }

  @Test
  void relay4IsTheRelayAgentInformation() {
    Sample sample = DISCOVER.option(82, "01 03 657468 05 04 c0000200 09 03 07 01 ee");
    assertThat(sample.shown("relay4[1].hex")).isEqualTo("eth");
    assertThat(sample.shown("relay4[link-selection].text")).isEqualTo("192.0.2.0");
    assertThat(sample.holds("relay4[5].exists")).isTrue();
    assertThat(sample.holds("relay4[6].exists")).isFalse();
    assertThat(sample.hex("relay4[6].hex")).isEmpty();
    assertThat(DISCOVER.holds("relay4[1].exists")).isFalse();
    assertThat(sample.shown("option[82].option[1].hex")).isEqualTo("eth");
  }

  @Test
  void pktIsHowThePacketCameIn() {
    assertThat(DISCOVER.shown("pkt.iface")).isEqualTo("eth7");
    assertThat(DISCOVER.hex("pkt.src")).isEqualTo("c000024d");
    assertThat(DISCOVER.hex("pkt.dst")).isEqualTo("c0000201");
    // 236 bytes of fixed fields, three of option 53, five of option 60.
    assertThat(DISCOVER.text(60, "abc").hex("pkt.len")).isEqualTo("000000f4");
  }

  @Test
  void pkt4IsTheFixedFields() {
    Sample sample =
        DISCOVER.with(
            DISCOVER
                .message()
                .with(builder ->
                    builder
                        .ciaddr(Ipv4.of("192.0.2.11"))
                        .yiaddr(Ipv4.of("192.0.2.12"))
                        .siaddr(Ipv4.of("192.0.2.13"))
                        .giaddr(Ipv4.of("192.0.2.14"))));
    assertThat(sample.hex("pkt4.mac")).isEqualTo("02005e10a0ff");
    assertThat(sample.hex("pkt4.hlen")).isEqualTo("00000006");
    assertThat(sample.hex("pkt4.htype")).isEqualTo("00000001");
    assertThat(sample.shown("addrtotext(pkt4.ciaddr)")).isEqualTo("192.0.2.11");
    assertThat(sample.shown("addrtotext(pkt4.yiaddr)")).isEqualTo("192.0.2.12");
    assertThat(sample.shown("addrtotext(pkt4.siaddr)")).isEqualTo("192.0.2.13");
    assertThat(sample.shown("addrtotext(pkt4.giaddr)")).isEqualTo("192.0.2.14");
    assertThat(sample.hex("pkt4.transid")).isEqualTo("01020304");
    assertThat(sample.holds("pkt4.msgtype == 1")).isTrue();
    assertThat(sample.holds("pkt4.msgtype == 3")).isFalse();
    Sample bootp = DISCOVER.with(DISCOVER.message().with(builder -> builder.without(53)));
    assertThat(bootp.holds("pkt4.msgtype == 0")).isTrue();
  }

  @Test
  void vendorIsOption125() {
    // 4491: (1: "ab", 2: c0000201), 9: (1: ee).
    Sample sample =
        DISCOVER.option(125, "0000118b 0a 01 02 6162 02 04 c0000201 00000009 03 01 01 ee");
    assertThat(sample.hex("vendor.enterprise")).isEqualTo("0000118b");
    assertThat(sample.holds("vendor[4491].exists")).isTrue();
    assertThat(sample.holds("vendor[*].exists")).isTrue();
    assertThat(sample.holds("vendor[0].exists")).isTrue();
    assertThat(sample.holds("vendor[10].exists")).isFalse();
    assertThat(sample.shown("vendor[4491].option[1].hex")).isEqualTo("ab");
    assertThat(sample.shown("vendor[*].option[1].hex")).isEqualTo("ab");
    assertThat(sample.shown("vendor[4491].option[tftp-servers].text")).isEqualTo("192.0.2.1");
    assertThat(sample.holds("vendor[4491].option[2].exists")).isTrue();
    assertThat(sample.holds("vendor[4491].option[3].exists")).isFalse();
    assertThat(sample.hex("vendor[4491].option[3].hex")).isEmpty();
    assertThat(sample.hex("vendor[9].option[1].hex")).as("not the first").isEqualTo("ee");
    assertThat(DISCOVER.hex("vendor.enterprise")).isEmpty();
    assertThat(DISCOVER.holds("vendor[*].exists")).isFalse();
    assertThat(DISCOVER.option(125, "0000118b 0a 01").holds("vendor[4491].exists")).isFalse();
    Sample nested = DISCOVER.option(125, "00000009 05 01 03 07 01 ee");
    assertThat(nested.hex("vendor[9].option[1].option[7].hex")).isEqualTo("ee");
  }

  @Test
  void vendorClassIsOption124() {
    Sample sample = DISCOVER.option(124, "0000118b 02 6162 00000009 01 65 0000118b 02 6364");
    assertThat(sample.hex("vendor-class.enterprise")).isEqualTo("0000118b");
    assertThat(sample.holds("vendor-class[4491].exists")).isTrue();
    assertThat(sample.holds("vendor-class[*].exists")).isTrue();
    assertThat(sample.holds("vendor-class[7].exists")).isFalse();
    assertThat(sample.shown("vendor-class[4491].data")).isEqualTo("ab");
    assertThat(sample.shown("vendor-class[4491].data[1]")).isEqualTo("cd");
    assertThat(sample.shown("vendor-class[4491].data[2]")).isEmpty();
    assertThat(sample.shown("vendor-class[9].data")).isEqualTo("e");
    assertThat(sample.shown("vendor-class[*].data[0]")).isEqualTo("ab");
    assertThat(sample.shown("vendor-class[*].data[1]")).isEqualTo("e");
    assertThat(DISCOVER.shown("vendor-class[*].data")).isEmpty();
    assertThat(DISCOVER.option(124, "00000009 02 65").shown("vendor-class[9].data")).isEmpty();
  }

  @Test
  void memberAsksForAClass() {
    assertThat(DISCOVER.in("foo").holds("member('foo')")).isTrue();
    assertThat(DISCOVER.in("foo").holds("member('bar')")).isFalse();
    Expression.Condition condition =
        Sample.compiled(ExpressionCompiler.STANDARD.condition("member('a') or not member('b')"));
    assertThat(condition.memberships()).containsExactlyInAnyOrder("a", "b");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 6, foobar",
    "3, 3, bar",
    "3, all, bar",
    "1, 4, ooba",
    "-5, 4, ooba",
    "-1, -3, oba",
    "4, -2, ob",
    "10, 2, ''",
    "6, 1, ''",
    "-6, 2, fo",
    "-7, 2, ''",
    "2, 0, ''",
    "2, 99, obar",
    "2, -99, fo",
    "0, -1, ''",
    "-1, -2147483648, fooba",
    "2147483647, 2147483647, ''"
  })
  void substringCountsFromEitherEnd(String start, String length, String expected) {
    assertThat(DISCOVER.shown("substring('foobar', " + start + ", " + length + ")"))
        .isEqualTo(expected);
    assertThat(DISCOVER.shown("substring('', " + start + ", " + length + ")")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "one.two..four, ., 1, one",
    "one.two..four, ., 2, two",
    "one.two..four, ., 3, ''",
    "one.two..four, ., 4, four",
    "one.two..four, ., 5, ''",
    "one.two..four, ., 0, ''",
    "one.two..four, ., -1, ''",
    "one.two..four, '', 9, one.two..four",
    "one-two.three, '.-', 3, three",
    "one-two.three, '.-', 2, two",
    "onetwo, ., 1, onetwo",
    ".a, ., 1, ''",
    "a., ., 2, ''"
  })
  void splitTakesOneField(String value, String delimiters, int field, String expected) {
    assertThat(DISCOVER.shown("split('" + value + "', '" + delimiters + "', " + field + ")"))
        .isEqualTo(expected);
  }

  @Test
  void concatAndPlusPutOneBehindTheOther() {
    assertThat(DISCOVER.shown("concat('foo', 'bar')")).isEqualTo("foobar");
    assertThat(DISCOVER.shown("'a' + 'b' + concat('c', 'd' + 'e') + ''")).isEqualTo("abcde");
    assertThat(DISCOVER.holds("'ab' == 'a' + 'b'")).isTrue();
    assertThat(DISCOVER.holds("'a' + 'b' == 'ab'")).isTrue();
    assertThat(DISCOVER.text(60, "x".repeat(200)).shown("option[60].hex + option[60].hex + 'y'"))
        .isEqualTo("x".repeat(400) + "y");
  }

  @Test
  void ifelseTakesOneOfTwo() {
    assertThat(DISCOVER.shown("ifelse('a' == 'a', 'us', 'them')")).isEqualTo("us");
    assertThat(DISCOVER.shown("ifelse('a' == 'b', 'us', 'them')")).isEqualTo("them");
    assertThat(DISCOVER.shown("sifelse('a' == 'a', 'us', 'them')")).isEqualTo("us");
    assertThat(DISCOVER.shown("sifelse('a' == 'b', 'us', 'them')")).isEqualTo("them");
  }

  @Test
  void onlyStrictFormsComputeWhatTheyDoNotTake() {
    String fails = "addrtotext('abc')";
    assertThat(DISCOVER.shown("ifelse('a' == 'a', 'us', " + fails + ")")).isEqualTo("us");
    assertThat(DISCOVER.shown("ifelse('a' == 'b', " + fails + ", 'them')")).isEqualTo("them");
    assertThat(DISCOVER.shown("sifelse('a' == 'a', 'us', " + fails + ")")).isEqualTo("failed");
    assertThat(DISCOVER.shown("sifelse('a' == 'b', " + fails + ", 'them')")).isEqualTo("failed");
    String test = "(" + fails + " == 'a')";
    assertThat(DISCOVER.outcome("'a' == 'a' or " + test)).isEqualTo(Expression.Outcome.TRUE);
    assertThat(DISCOVER.outcome("'a' == 'a' sor " + test)).isEqualTo(Expression.Outcome.FAILED);
    assertThat(DISCOVER.outcome("'a' == 'b' and " + test)).isEqualTo(Expression.Outcome.FALSE);
    assertThat(DISCOVER.outcome("'a' == 'b' sand " + test)).isEqualTo(Expression.Outcome.FAILED);
  }

  @Test
  void aFailureIsNotTurnedIntoTruthByNot() {
    assertThat(DISCOVER.outcome("not (int8totext('ab') == '1')"))
        .isEqualTo(Expression.Outcome.FAILED);
    assertThat(DISCOVER.holds("not (int8totext('ab') == '1')")).isFalse();
  }

  @Test
  void hexstringWritesLowerCaseDigits() {
    assertThat(DISCOVER.shown("hexstring('foo', '-')")).isEqualTo("66-6f-6f");
    assertThat(DISCOVER.shown("hexstring(0x0aFf, '')")).isEqualTo("0aff");
    assertThat(DISCOVER.shown("hexstring(0x0aFf, ', ')")).isEqualTo("0a, ff");
    assertThat(DISCOVER.shown("hexstring('', ':')")).isEmpty();
    assertThat(DISCOVER.shown("hexstring(pkt4.mac, ':')")).isEqualTo("02:00:5e:10:a0:ff");
  }

  @Test
  void lcaseAndUcaseChangeAsciiLettersOnly() {
    assertThat(DISCOVER.shown("lcase('LoWeR-[@Z')")).isEqualTo("lower-[@z");
    assertThat(DISCOVER.shown("ucase('uPpEr-{`z')")).isEqualTo("UPPER-{`Z");
    assertThat(DISCOVER.hex("lcase(0xc0c1)")).isEqualTo("c0c1");
  }

  @ParameterizedTest
  @CsvSource({
    "addrtotext(192.10.0.1), 192.10.0.1",
    "addrtotext(2003:db8::), 2003:db8::",
    "addrtotext(''), ''",
    "addrtotext('abc'), failed",
    "int8totext(0xff), -1",
    "int8totext(0x7f), 127",
    "int8totext(''), ''",
    "int8totext(0x0001), failed",
    "int16totext(0xffff), -1",
    "int16totext(0x0102), 258",
    "int16totext(0x01), failed",
    "int32totext(0xffffffff), -1",
    "int32totext(258), 258",
    "int32totext(0x0102), failed",
    "uint8totext(0xff), 255",
    "uint8totext(0xffff), failed",
    "uint16totext(0xffff), 65535",
    "uint16totext(0xff), failed",
    "uint32totext(0xffffffff), 4294967295",
    "uint32totext(0xffff), failed",
    "uint32totext(''), ''"
  })
  void numbersAndAddressesBecomeText(String source, String expected) {
    assertThat(DISCOVER.shown(source)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'a' == 'a'",
        "not 'a' == 'b'",
        "not not ('a' == 'a')",
        "not ('a' == 'b')",
        "'a' == 'a' and 'b' == 'b'",
        "'a' == 'b' or 'b' == 'b'",
        "'a' == 'a' sand 'b' == 'b'",
        "'a' == 'b' sor 'b' == 'b'",
        // and binds more tightly than or, whichever comes first.
        "'a' == 'a' or 'a' == 'a' and 'a' == 'b'",
        "'a' == 'b' and 'a' == 'b' or 'a' == 'a'",
        "'a' == 'a' sor 'a' == 'a' or 'a' == 'b'",
        "'a' == 'a' or 'a' == 'a' sand 'a' == 'b'",
        "not ('a' == 'a' and 'a' == 'b')",
        "1 == 0x00000001",
        "192.0.2.1 == 0xc0000201",
        "'' == option[77].hex",
        "(option[53].exists)",
        "(('a')) == (('a'))",
        "not\toption[77].exists\nand\toption[53].exists"
      })
  void isTrue(String source) {
    assertThat(DISCOVER.outcome(source)).isEqualTo(Expression.Outcome.TRUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'a' == 'b'",
        "'a' == 'ab'",
        "'a' == 'A'",
        "not 'a' == 'a'",
        "'a' == 'a' and 'a' == 'b'",
        "'a' == 'a' and 'b' == 'b' and 'a' == 'c'",
        "'a' == 'b' or 'a' == 'c'",
        "'a' == 'a' sand 'a' == 'b'",
        "'a' == 'b' sor 'a' == 'b'",
        "('a' == 'a' or 'a' == 'a') and 'a' == 'b'",
        "not 'a' == 'a' and 'a' == 'b'",
        "not ('a' == 'a') or 'a' == 'b'",
        "1 == 0x01",
        "option[77].exists"
      })
  void isFalse(String source) {
    assertThat(DISCOVER.outcome(source)).isEqualTo(Expression.Outcome.FALSE);
  }

  @Test
  void oneEvaluationMayRunInsideAnother() {
    Expression.Condition inner =
        Sample.compiled(ExpressionCompiler.STANDARD.condition("lcase(option[60].hex) == 'ab'"));
    Expression.Text outer =
        Sample.compiled(
            ExpressionCompiler.STANDARD.text("ucase('x') + ifelse(member('in'), ucase('y'), 'n')"));
    Sample sample = DISCOVER.text(60, "AB");
    Facts[] facts = new Facts[1];
    facts[0] = new Facts(sample.message(), sample.reception(), _ -> inner.holds(facts[0]));
    assertThat(outer.value(facts[0])).contains(Bytes.ofText("XY"));
    assertThat(outer.value(facts[0])).as("again").contains(Bytes.ofText("XY"));
  }

  @Test
  void theInterfaceIsThatOfTheReception() {
    Reception other =
        new Reception(
            new Reception.Inlet("lan0", Ipv4.UNSPECIFIED, java.util.List.of()),
            Ipv4.UNSPECIFIED,
            68,
            Ipv4.BROADCAST);
    Expression.Condition test =
        Sample.compiled(ExpressionCompiler.STANDARD.condition("pkt.iface == 'lan0'"));
    assertThat(test.holds(new Facts(DISCOVER.message(), other, _ -> false))).isTrue();
    assertThat(DISCOVER.holds("pkt.iface == 'lan0'")).isFalse();
  }
}
