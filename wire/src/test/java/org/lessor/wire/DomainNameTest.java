package org.lessor.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lessor.wire.AnnotatedHex.bytes;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainNameTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a.example.  | 0161 076578616d706c65 00
          a.example   | 0161 076578616d706c65
          .           | 00
          ''          | ''
          a\\.b.c     | 03612e62 0163
          a\\\\b.     | 03615c62 00
          \\000\\255  | 02 00ff
          """)
  void textAndBytesAgree(String text, String hex) {
    DomainName name = DomainName.of(text);
    assertThat(name.wire()).isEqualTo(bytes(hex));
    assertThat(name).hasToString(text).isEqualTo(new DomainName(bytes(hex)));
  }

  @Test
  void whatIsNotPlainAsciiIsPrintedByNumber() {
    assertThat(DomainName.of("ä b.").toString()).isEqualTo("\\195\\164\\032b.");
    assertThat(DomainName.of("\\097b")).isEqualTo(DomainName.of("ab"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "a..b", ".a", "a\\", "a\\25", "a\\256"})
  void textThatIsNoNameIsRefused(String text) {
    assertThat(DomainName.parse(text)).isInstanceOf(Parsed.Invalid.class);
  }

  @Test
  void labelsHave63BytesAndNames255() {
    String label = "a".repeat(63);
    assertThat(DomainName.parse("a".repeat(64))).isInstanceOf(Parsed.Invalid.class);
    String longest = (label + ".").repeat(3) + "a".repeat(61) + ".";
    assertThat(DomainName.of(longest).wire().length()).isEqualTo(255);
    assertThat(DomainName.parse(longest.replaceFirst("a\\.$", "aa.")))
        .isInstanceOf(Parsed.Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000", "00 0161", "0261", "c000", "4061"})
  void bytesThatAreNoNameAreRefused(String hex) {
    assertThatThrownBy(() -> new DomainName(bytes(hex)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void onlyTheRootEndsANameForGood() {
    assertThat(DomainName.of("a.").isQualified()).isTrue();
    assertThat(DomainName.of("a").isQualified()).isFalse();
    assertThat(DomainName.of("").isQualified()).isFalse();
    assertThat(DomainName.ROOT.isQualified()).isTrue();
    // A label whose last byte is zero is not the root.
    assertThat(new DomainName(bytes("02 6100")).isQualified()).isFalse();
    assertThat(DomainName.of("a").qualified()).isEqualTo(DomainName.of("a."));
    assertThat(DomainName.of("").qualified()).isEqualTo(DomainName.ROOT);
  }

  @Test
  void lowerCaseIsWhereDnsComparesNames() {
    assertThat(DomainName.of("Pc.EXAMPLE.").lowerCase()).isEqualTo(DomainName.of("pc.example."));
    assertThat(DomainName.of("\\195\\132Z").lowerCase()).isEqualTo(DomainName.of("\\195\\132z"));
  }

  @Test
  void labelsAreCountedAsTheyAreRead() {
    String label = "a".repeat(63);
    List<String> parts =
        List.of("", ".", "a", "b-2", "\\.", "\\", "\\046", "ä", label, label + "a", "...");
    for (String first : parts) {
      for (String second : parts) {
        for (String third : parts) {
          for (String end : List.of("", ".", "." + label + "." + label, "." + label + ".a.")) {
            String text = first + second + "." + third + end;
            int labels =
                DomainName.parse(text).toOptional().map(name -> name.labels().size()).orElse(-1);
            assertThat(DomainName.labelCount(text)).as(text).isEqualTo(labels);
          }
        }
      }
    }
    assertThat(DomainName.labelCount("")).isZero();
    assertThat(DomainName.labelCount(".")).isZero();
    assertThat(DomainName.labelCount("one")).isEqualTo(1);
  }
}
