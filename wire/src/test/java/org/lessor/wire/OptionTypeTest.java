package org.lessor.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/// Kea's types: text to bytes and back. The hexadecimal column is written by hand from RFC 2132
/// section 2 and, for the types that other RFCs bring, from those.
class OptionTypeTest {
  private static OptionType<?> type(String notation) {
    boolean array = notation.endsWith("[]");
    String name = array ? notation.substring(0, notation.length() - 2) : notation;
    List<String> fields =
        name.startsWith("record(")
            ? List.of(name.substring("record(".length(), name.length() - 1).split(","))
            : List.of();
    String kind = fields.isEmpty() ? name : "record";
    return new OptionDef(224, "mine", kind, array, fields, "dhcp4", "")
        .define()
        .orElseThrow()
        .type();
  }

  private static <T> Parsed<Bytes> bytes(OptionType<T> type, String text) {
    return type.parse(text).map(type::encode);
  }

  private static <T> String print(OptionType<T> type, String hex) {
    return type.decode(Bytes.ofHex(hex)).map(type::print).orElse("(malformed)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          boolean | true | 01
          boolean | false | 00
          int8 | -1 | ff
          int8 | 127 | 7f
          int16 | -32768 | 8000
          int32 | -3600 | fffff1f0
          uint8 | 255 | ff
          uint16 | 1500 | 05dc
          uint32 | 4294967295 | ffffffff
          uint16[] | 68, 296 | 0044 0128
          uint8[] | 1, 3, 6 | 010306
          ipv4-address | 192.0.2.1 | c0000201
          ipv4-address[] | 192.0.2.1, 192.0.2.2 | c0000201c0000202
          ipv6-address | 2001:db8::1 | 20010db8000000000000000000000001
          ipv6-address | :: | 00000000000000000000000000000000
          ipv6-prefix | 2001:db8::/32 | 20 20010db8
          ipv6-prefix | 2001:db8:8000::/33 | 21 20010db880
          ipv6-prefix | ::/0 | 00
          psid | 3/4 | 04 3000
          psid | 0/0 | 00 0000
          psid | 65535/16 | 10 ffff
          string | hello world | 68656c6c6f20776f726c64
          string | a\\,b | 612c62
          tuple | ab | 02 6162
          tuple[] | a, bc | 0161 026263
          fqdn | a.example. | 0161 076578616d706c65 00
          fqdn[] | a., b. | 016100 016200
          binary | 0102ff | 0102ff
          record(uint8,ipv4-address) | 7, 192.0.2.1 | 07 c0000201
          record(boolean,ipv4-address)[] | true, 192.0.2.1, 192.0.2.2 | 01 c0000201 c0000202
          record(uint32,string) | 5, x y | 00000005 782079
          record(uint8,psid) | 4, 1/8 | 04 08 0100
          record(fqdn,uint16) | a.b., 1 | 0161 0162 00 0001
          """)
  void textBecomesBytesAndComesBack(String notation, String text, String hex) {
    assertThat(bytes(type(notation), text)).isEqualTo(Parsed.ok(Bytes.ofHex(hex)));
    assertThat(print(type(notation), hex)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          boolean | 1 | 01
          boolean | 0 | 00
          uint8 | +7 | 07
          ipv4-address[] | 192.0.2.1,,192.0.2.2, | c0000201c0000202
          fqdn | a.example | 0161 076578616d706c65 00
          binary | 0x01:2:ff | 0102ff
          binary | 01 02 ff | 0102ff
          binary | 1 | 01
          binary | `'abc'` | 616263
          binary | `` | ``
          empty | `` | ``
          string | a\\,b | 612c62
          string | a\\\\, | 615c
          string | \\n | 5c6e
          ipv6-address | ::ffff:192.0.2.1 | 00000000000000000000ffffc0000201
          ipv6-address | 1::2:3 | 00010000000000000000000000020003
          ipv6-prefix | 2001:db8::1/32 | 2020010db8
          """)
  void otherSpellingsAreTaken(String notation, String text, String hex) {
    assertThat(bytes(type(notation), text)).isEqualTo(Parsed.ok(Bytes.ofHex(hex)));
  }

  @ParameterizedTest
  @CsvFileSource(
      resources = "refused-texts.txt",
      numLinesToSkip = 1,
      delimiter = '|',
      quoteCharacter = '`')
  void badTextHasAReason(String notation, String text, String reason) {
    assertThat(bytes(type(notation), text)).isEqualTo(Parsed.invalid(reason));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      textBlock =
          """
          boolean | 02 | a value over 1
          boolean | 0101 | two bytes
          uint16 | 01 | one byte of two
          ipv4-address | c00002 | three bytes of four
          ipv4-address[] | `` | no address
          ipv4-address[] | c0000201c0 | a fifth byte
          ipv6-address | 00 | one byte of sixteen
          ipv6-prefix | 81 00 | a length over 128
          ipv6-prefix | 20 2001 | fewer bytes than the length needs
          psid | 11 0000 | a length over 16
          psid | 04 3001 | bits below the id
          tuple | 02 61 | fewer bytes than its length
          fqdn | 0161 | no end
          fqdn | 0561 | a label beyond the end
          fqdn | c000 | a pointer where there are none
          fqdn | 0000 | bytes behind the end
          record(uint8,ipv4-address) | 07 c00002 | the second field cut
          record(uint8,ipv4-address) | 07 c0000201 00 | bytes behind the last field
          record(boolean,ipv4-address)[] | 01 | no address where one must be
          """)
  void bytesOfAnotherShapeHaveNoValue(String notation, String hex, String why) {
    assertThat(print(type(notation), hex)).as(why).isEqualTo("(malformed)");
  }

  @Test
  void zerosBehindATextAreNotPartOfIt() {
    assertThat(OptionTypes.STRING.decode(Bytes.ofHex("61620000"))).contains("ab");
  }

  @Test
  void aValueThatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> OptionTypes.UINT8.encode(256L))
        .hasMessage("256 is not a uint8 (0 to 255)");
    assertThatThrownBy(() -> OptionTypes.TUPLE.encode("a".repeat(256)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> OptionTypes.EMPTY.encode(Bytes.ofHex("00")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(OptionTypes.TUPLE.parse("a".repeat(256))).isInstanceOf(Parsed.Invalid.class);
  }

  @Test
  void typesAreFoundByKeasNames() {
    assertThat(OptionTypes.named("ipv4-address")).contains(OptionTypes.IPV4);
    assertThat(OptionTypes.named("ipv4")).isEmpty();
    assertThat(OptionTypes.named("internal")).isEmpty();
  }
}
