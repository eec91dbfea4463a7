package org.lessor.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lessor.wire.AnnotatedHex.bytes;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Option 162 (RFC 9463 section 5.1). Bytes are made by hand after that section and RFC 9460
/// section 2.2; the text is the notation of Kea's manual.
class EncryptedResolverTest {
  private static final OptionType<List<EncryptedResolver>> TYPE = StandardOptions.V4_DNR.type();

  private static final String TWO =
      """
      0018                          # 24 bytes follow
        0001                        # priority
        15 07 6d79686f737431 07 6578616d706c65 03 636f6d 00   # myhost1.example.com., name only
      0033                          # 51 bytes follow
        0002
        15 07 6d79686f737432 07 6578616d706c65 03 636f6d 00
        08 c0a80001 c0a80002        # two addresses
        0001 0008 03 646f74 03 646f71   # alpn: dot, doq
        0003 0002 2152              # port 8530
      """;

  private static final String TWO_TEXT =
      "1, myhost1.example.com. | 2, myhost2.example.com., 192.168.0.1 192.168.0.2,"
          + " alpn=dot\\,doq port=8530";

  @Test
  void resolversStandBehindTheirLengths() {
    List<EncryptedResolver> resolvers = TYPE.decode(bytes(TWO)).orElseThrow();
    assertThat(resolvers)
        .containsExactly(
            new EncryptedResolver(1, DomainName.of("myhost1.example.com."), List.of(), List.of()),
            new EncryptedResolver(
                2,
                DomainName.of("myhost2.example.com."),
                List.of(Ipv4.of("192.168.0.1"), Ipv4.of("192.168.0.2")),
                List.of(
                    ServiceParameter.alpn(List.of("dot", "doq")),
                    new ServiceParameter(ServiceParameter.PORT, Bytes.ofUint16(8530)))));
    assertThat(TYPE.encode(resolvers)).isEqualTo(bytes(TWO));
    assertThat(TYPE.print(resolvers)).isEqualTo(TWO_TEXT);
    assertThat(TYPE.parse(TWO_TEXT)).isEqualTo(Parsed.ok(resolvers));
  }

  @Test
  void parametersMayStandInAnyOrderAndUnderTheirNumbers() {
    String text = "10, a.example., 192.0.2.1, key9=0102 dohpath=/q{?dns} port=853 alpn=h2";
    List<EncryptedResolver> resolvers = TYPE.parse(text).orElseThrow();
    assertThat(TYPE.print(resolvers))
        .isEqualTo("10, a.example., 192.0.2.1, alpn=h2 port=853 dohpath=/q{?dns} key9=0102");
  }

  @Test
  void theSeparatorInsideAValueNeedsABackslash() {
    String text = "10, a.example., 192.0.2.1, dohpath=/a\\|b | 11, b.example.";
    List<EncryptedResolver> resolvers = TYPE.parse(text).orElseThrow();
    assertThat(resolvers.getFirst().parameters().getFirst().value())
        .isEqualTo(Bytes.ofText("/a|b"));
    assertThat(TYPE.print(resolvers)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10",
        "x, a.example.",
        "65536, a.example.",
        "10, a..example.",
        "10, a.example., 192.0.2",
        "10, a.example., 192.0.2.1, alpn",
        "10, a.example., 192.0.2.1, ipv4hint=192.0.2.1",
        "10, a.example., 192.0.2.1, port=x",
        "10, a.example., 192.0.2.1, port=1 port=2",
        "10, a.example., 192.0.2.1, port=1, more",
      })
  void textThatIsNoResolverIsRefused(String text) {
    assertThat(TYPE.parse(text)).isInstanceOf(Parsed.Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "0002 0001", // no name
        "0006 0001 03 01 61 00 ff", // bytes behind the resolver
        "0005 0001 03 01 61", // cut in the name
        "0007 0001 03 016100 00", // no address, though addresses are announced
        "0009 0001 03 016100 03 c000", // three quarters of an address
        "000d 0001 03 016100 04 c0000201 0001", // half a parameter
        "000f 0001 03 016100 04 c0000201 0001 0005", // a parameter past the end
      })
  void bytesThatAreNoResolverAreMalformed(String hex) {
    assertThat(TYPE.decode(bytes(hex))).isEmpty();
  }

  @Test
  void parametersNeedAnAddressAndAscendingKeys() {
    var port = new ServiceParameter(ServiceParameter.PORT, Bytes.ofUint16(1));
    var alpn = ServiceParameter.alpn(List.of("dot"));
    DomainName name = DomainName.of("a.");
    assertThatThrownBy(() -> new EncryptedResolver(1, name, List.of(), List.of(port)))
        .hasMessageContaining("without address");
    assertThatThrownBy(() ->
            new EncryptedResolver(1, name, List.of(Ipv4.of("192.0.2.1")), List.of(port, alpn)))
        .hasMessageContaining("do not ascend");
  }
}
