package org.lessor.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The small values that everything else is made of.
class ValueTypesTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          '',            ''
          0102ff,        0102ff
          0x0102ff,      0102ff
          01:02:ff,      0102ff
          1:2:ff,        0102ff
          01-02-FF,      0102ff
          0200.5e00.0001, 02005e000001
          ' 01 02  ff ', 0102ff
          102ff,         0102ff
          """)
  void hexIsReadInItsUsualForms(String text, String hex) {
    assertThat(Bytes.ofHex(text).toHex()).isEqualTo(hex);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0g", "01:", ":01", "01::02", "01:234", "0x0x01", "'ab'", "١"})
  void otherTextIsNoHex(String text) {
    assertThat(Bytes.parseHex(text)).isInstanceOf(Parsed.Invalid.class);
    assertThatThrownBy(() -> Bytes.ofHex(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void quotedTextIsItsCharacters() {
    assertThat(Bytes.parseHexOrQuoted("'01'")).isEqualTo(Parsed.ok(Bytes.ofText("01")));
    assertThat(Bytes.parseHexOrQuoted("''")).isEqualTo(Parsed.ok(Bytes.EMPTY));
    assertThat(Bytes.parseHexOrQuoted("01")).isEqualTo(Parsed.ok(Bytes.ofHex("01")));
    assertThat(Bytes.parseHexOrQuoted("'")).isInstanceOf(Parsed.Invalid.class);
  }

  @Test
  void bytesAreComparedByContent() {
    byte[] source = {1, 2, 3};
    Bytes bytes = Bytes.of(source);
    source[0] = 9;
    assertThat(bytes).isEqualTo(Bytes.ofUnsigned(1, 2, 3)).hasSameHashCodeAs(Bytes.ofHex("010203"));
    assertThat(bytes.slice(1, 2)).isEqualTo(Bytes.ofHex("02"));
    assertThat(bytes.plus(Bytes.ofHex("04")).from(2)).isEqualTo(Bytes.ofHex("0304"));
    assertThat(Bytes.ofHex("ff")).isGreaterThan(Bytes.ofHex("7fff"));
    assertThat(Bytes.ofHex("01")).isLessThan(Bytes.ofHex("0100"));
    assertThat(Bytes.ofHex("ffffffff").uint32(0)).isEqualTo(0xffff_ffffL);
    assertThat(Bytes.ofHex("61006200").beforeZero()).isEqualTo(Bytes.ofText("a"));
    assertThat(Bytes.ofHex("61006200").withoutTrailingZeros()).isEqualTo(Bytes.ofHex("610062"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "255.255.255.255"})
  void addressesInDottedDecimalAreRead(String text) {
    assertThat(Ipv4.of(text).toString()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3",
        "1.2.3.4.",
        "1.2.3.256",
        "1.02.3.4",
        "1.2.3.-4",
        " 1.2.3.4",
        "1.2.3.0004",
        "1..3.4",
        "١.2.3.4"
      })
  void otherTextIsNoAddress(String text) {
    assertThat(Ipv4.parse(text)).isEmpty();
  }

  @Test
  void addressesAreUnsigned() {
    assertThat(Ipv4.of("128.0.0.0")).isGreaterThan(Ipv4.of("127.255.255.255"));
    assertThat(Ipv4.of("255.255.255.255").plus(1)).isEqualTo(Ipv4.UNSPECIFIED);
    assertThat(Ipv4.of("192.0.2.1").unsigned()).isEqualTo(0xc0000201L);
    assertThat(List.of("0.1.2.3", "127.0.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"))
        .noneMatch(text -> Ipv4.of(text).isHost());
    assertThat(Ipv4.of("169.254.1.1").isLinkLocal()).isTrue();
    assertThat(Ipv4.of("239.1.2.3").isMulticast()).isTrue();
  }

  @Test
  void prefixesKnowTheirBounds() {
    Ipv4Prefix prefix = Ipv4Prefix.of("192.0.2.200/25");
    assertThat(prefix).hasToString("192.0.2.128/25");
    assertThat(prefix.mask()).isEqualTo(Ipv4.of("255.255.255.128"));
    assertThat(prefix.last()).isEqualTo(Ipv4.of("192.0.2.255"));
    assertThat(prefix.size()).isEqualTo(128);
    assertThat(prefix.contains(Ipv4.of("192.0.2.127"))).isFalse();
    assertThat(Ipv4Prefix.of("1.2.3.4/0").size()).isEqualTo(1L << 32);
    assertThat(Ipv4Prefix.of("1.2.3.4/0").contains(Ipv4.BROADCAST)).isTrue();
    assertThat(Ipv4Prefix.of("1.2.3.4/32").last()).isEqualTo(Ipv4.of("1.2.3.4"));
    assertThat(Ipv4Prefix.parse("1.2.3.4/33")).isEmpty();
    assertThat(Ipv4Prefix.parse("1.2.3.4")).isEmpty();
    assertThatThrownBy(() -> new Ipv4Prefix(Ipv4.of("192.0.2.1"), 24))
        .hasMessage("192.0.2.1/24 has bits below its mask");
  }

  @Test
  void hardwareAddressesShowTheirTypeWhereItIsNotEthernet() {
    assertThat(HardwareAddress.ethernet("02-00-5E-00-00-01")).hasToString("02:00:5e:00:00:01");
    assertThat(new HardwareAddress(32, Bytes.ofHex("0001"))).hasToString("32/00:01");
    assertThatThrownBy(() -> new HardwareAddress(1, Bytes.ofHex("00".repeat(17))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> HardwareAddress.ethernet("02:00:5e"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void messageTypesHaveTheirNumbers() {
    assertThat(Arrays.stream(MessageType.values()).map(MessageType::code).toList())
        .isEqualTo(java.util.stream.IntStream.rangeClosed(1, 18).boxed().toList());
    assertThat(MessageType.of(0)).isEmpty();
    assertThat(MessageType.of(255)).isEmpty();
  }

  @Test
  void aMessageKeepsEachOptionOnce() {
    assertThatThrownBy(
            () -> Options.of(new Option(12, Bytes.EMPTY), new Option(12, Bytes.ofHex("61"))))
        .hasMessage("option 12 twice");
    assertThatThrownBy(() -> new Option(52, Bytes.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
    Options options = Options.of(new Option(12, Bytes.EMPTY), new Option(15, Bytes.EMPTY));
    assertThat(options.with(new Option(12, Bytes.ofHex("61"))).asList())
        .containsExactly(new Option(12, Bytes.ofHex("61")), new Option(15, Bytes.EMPTY));
    assertThat(options.with(new Option(60, Bytes.EMPTY)).asList())
        .extracting(Option::code)
        .containsExactly(12, 15, 60);
    assertThat(options.without(12).has(12)).isFalse();
    assertThat(options.without(60)).isEqualTo(options).hasSameHashCodeAs(options);
  }

  @Test
  void optionsDoNotChangeWithWhatTheyWereMadeOf() {
    Option[] given = {
      new Option(12, Bytes.EMPTY), new Option(15, Bytes.EMPTY), new Option(12, Bytes.EMPTY)
    };
    Options options = Options.of(given, 2);
    given[0] = new Option(60, Bytes.EMPTY);
    assertThat(options.size()).isEqualTo(2);
    assertThat(options.get(0).code()).isEqualTo(12);
    assertThat(options.indexOf(15)).isEqualTo(1);
    assertThat(options.indexOf(60)).isEqualTo(-1);
    assertThat(options).extracting(Option::code).containsExactly(12, 15);
    assertThatThrownBy(() -> options.asList().set(0, given[0]))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> options.get(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Options.of(given, 4)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(Options.of(given, 0)).isSameAs(Options.NONE);
  }
}
