package org.lessor.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lessor.wire.AnnotatedHex.bytes;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Options with a form of their own. All bytes are made by hand after the RFC that is named.
class CodedOptionTest {
  /// The value has these bytes and this text, all four ways.
  private static <T> void agree(OptionDefinition<T> option, T value, String hex, String text) {
    Bytes bytes = bytes(hex);
    assertThat(option.type().decode(bytes)).contains(value);
    assertThat(option.type().encode(value)).isEqualTo(bytes);
    assertThat(option.type().print(value)).isEqualTo(text);
    assertThat(option.type().parse(text)).isEqualTo(Parsed.ok(value));
  }

  private static void malformed(OptionDefinition<?> option, String hex) {
    assertThat(option.type().decode(bytes(hex))).as(hex).isEmpty();
  }

  private static ClasslessRoute route(String text) {
    return ClasslessRoute.parse(text).orElseThrow();
  }

  @Test
  @DisplayName("121: the destinations of the table in RFC 3442")
  void classlessRoutes() {
    agree(
        StandardOptions.CLASSLESS_STATIC_ROUTE,
        List.of(
            route("0.0.0.0/0 - 192.0.2.1"),
            route("10.0.0.0/8 - 192.0.2.2"),
            route("10.17.0.0/16 - 192.0.2.2"),
            route("10.27.129.0/24 - 192.0.2.2"),
            route("10.229.0.128/25 - 192.0.2.2"),
            route("10.198.122.47/32 - 0.0.0.0")),
        """
        00              c0000201  # the default route: no byte of destination
        08 0a           c0000202
        10 0a11         c0000202
        18 0a1b81       c0000202
        19 0ae50080     c0000202
        20 0ac67a2f     00000000  # on the link
        """,
        "0.0.0.0/0 - 192.0.2.1, 10.0.0.0/8 - 192.0.2.2, 10.17.0.0/16 - 192.0.2.2,"
            + " 10.27.129.0/24 - 192.0.2.2, 10.229.0.128/25 - 192.0.2.2,"
            + " 10.198.122.47/32 - 0.0.0.0");
  }

  @Test
  void bitsBelowTheMaskOfARouteAreClearedAsRfc3442Asks() {
    assertThat(
            StandardOptions.CLASSLESS_STATIC_ROUTE
                .type()
                .decode(bytes("09 0aff c0000201"))) // 10.255/9
        .contains(List.of(route("10.128.0.0/9 - 192.0.2.1")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "21 0a000001 c0000201", "08 0a c00002", "08", "08 0a c0000201 18"})
  void routesThatDoNotAddUpAreMalformed(String hex) {
    malformed(StandardOptions.CLASSLESS_STATIC_ROUTE, hex);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/8", "10.0.0.0 - 192.0.2.1", "10.0.0.0/33 - 192.0.2.1", "", "-"})
  void routesThatArePoorlyWrittenAreRefused(String text) {
    assertThat(StandardOptions.CLASSLESS_STATIC_ROUTE.type().parse(text))
        .isInstanceOf(Parsed.Invalid.class);
  }

  @Test
  @DisplayName("119: the search list of RFC 3397 section 2, with its pointer")
  void domainSearch() {
    agree(
        StandardOptions.DOMAIN_SEARCH,
        List.of(DomainName.of("eng.apple.com."), DomainName.of("marketing.apple.com.")),
        """
        03 656e67  05 6170706c65  03 636f6d 00   # eng.apple.com.
        09 6d61726b6574696e67 c004               # marketing, then what stands at offset 4
        """,
        "eng.apple.com., marketing.apple.com.");
  }

  @Test
  void searchListsAreReadWithoutPointersToo() {
    assertThat(
            StandardOptions.DOMAIN_SEARCH
                .type()
                .decode(bytes("01 61 02 6262 00  01 63 02 6262 00")))
        .contains(List.of(DomainName.of("a.bb."), DomainName.of("c.bb.")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c000", // a pointer to itself
        "01 61 c000", // a pointer into its own name: an endless name
        "01 61 c004 01 62 c000", // two names that lead to each other
        "01 61 c010", // a pointer past the end
        "01 61 c0", // half a pointer
        "01 61", // no end
        "03 6161", // a label past the end
        "41 61", // a length that is neither label nor pointer
        "", // no name
      })
  void namesThatDoNotEndAreMalformed(String hex) {
    malformed(StandardOptions.DOMAIN_SEARCH, hex);
  }

  @Test
  void aNameOver255BytesIsMalformedHoweverItIsPutTogether() {
    String label = "3f" + "61".repeat(63);
    malformed(StandardOptions.DOMAIN_SEARCH, label.repeat(4) + "00");
    malformed(StandardOptions.DOMAIN_SEARCH, label.repeat(2) + "00" + label.repeat(2) + "c000");
  }

  @Test
  @DisplayName("81: the wire encoding of RFC 4702 section 2, with flags E and S")
  void clientFqdnOnTheWire() {
    agree(
        StandardOptions.FQDN,
        new ClientFqdn(ClientFqdn.E | ClientFqdn.S, 0, 0, DomainName.of("pc.example.")),
        "05 00 00  02 7063 07 6578616d706c65 00",
        "5, 0, 0, pc.example.");
    agree(
        StandardOptions.FQDN,
        new ClientFqdn(ClientFqdn.E, 255, 255, DomainName.of("pc")),
        "04 ff ff  02 7063", // no root: only the part that the client knows
        "4, 255, 255, pc");
    agree(
        StandardOptions.FQDN,
        new ClientFqdn(ClientFqdn.E | ClientFqdn.N, 0, 0, DomainName.of("")),
        "0c 00 00", // the server is to give the name
        "12, 0, 0");
  }

  @Test
  @DisplayName("81: the ASCII encoding that Windows clients send")
  void clientFqdnInAscii() {
    agree(
        StandardOptions.FQDN,
        new ClientFqdn(0, 0, 0, DomainName.of("pc.example")),
        "00 00 00  70632e6578616d706c65",
        "0, 0, 0, pc.example");
    agree(
        StandardOptions.FQDN,
        new ClientFqdn(0, 0, 0, DomainName.of("pc.example.")),
        "00 00 00  70632e6578616d706c652e",
        "0, 0, 0, pc.example.");
    assertThat(StandardOptions.FQDN.type().decode(bytes("00 00 00 7063 00")))
        .contains(new ClientFqdn(0, 0, 0, DomainName.of("pc")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "04 00", "04 00 00 05 61", "04 00 00 00 00", "00 00 00 612e2e62"})
  void fqdnsThatAreNoneAreMalformed(String hex) {
    malformed(StandardOptions.FQDN, hex);
  }

  @Test
  void aLabelWithADotCannotBeWrittenInAscii() {
    var fqdn = new ClientFqdn(0, 0, 0, DomainName.of("a\\.b.example"));
    assertThatThrownBy(() -> StandardOptions.FQDN.type().encode(fqdn))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("77: the classes of RFC 3004 section 4")
  void userClasses() {
    UserClass value = UserClass.of(List.of(Bytes.ofText("lab"), Bytes.ofText("x")));
    agree(StandardOptions.USER_CLASS, value, "03 6c6162 01 78", "036c61620178");
    assertThat(value.classes()).containsExactly(Bytes.ofText("lab"), Bytes.ofText("x"));
  }

  @Test
  @DisplayName("77: the bare text that iPXE sends")
  void bareUserClass() {
    UserClass value = new UserClass(Bytes.ofText("iPXE"));
    assertThat(value.classes()).containsExactly(Bytes.ofText("iPXE"));
    assertThat(new UserClass(Bytes.ofHex("0003616263")).classes()).hasSize(1);
  }

  @Test
  @DisplayName("124: the classes of two enterprises (RFC 3925 section 3)")
  void vendorClasses() {
    agree(
        StandardOptions.VIVCO_SUBOPTIONS,
        List.of(
            new VendorClass(4491, List.of(Bytes.ofText("cm"), Bytes.ofText("e"))),
            new VendorClass(0xffff_ffffL, List.of())),
        "0000118b 05 02636d 0165   ffffffff 00",
        "4491, 0502636d0165, 4294967295, 00");
  }

  @Test
  @DisplayName("125: the options of two enterprises (RFC 3925 section 4)")
  void vendorOptions() {
    agree(
        StandardOptions.VIVSO_SUBOPTIONS,
        List.of(
            new VendorOptions(
                4491, SubOptions.of(new SubOption(2, Ipv4.of("192.0.2.5").toBytes()))),
            new VendorOptions(25506, SubOptions.NONE)),
        "0000118b 06 02 04 c0000205   000063a2 00",
        "4491, 060204c0000205, 25506, 00");
    assertThat(StandardOptions.VIVSO_SUBOPTIONS.type().parse("4491"))
        .isEqualTo(Parsed.ok(List.of(new VendorOptions(4491, SubOptions.NONE))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0000118b", "0000118b 02 01", "0000118b 02 02 02", "0000118b 00 00"})
  void vendorOptionsThatDoNotAddUpAreMalformed(String hex) {
    malformed(StandardOptions.VIVSO_SUBOPTIONS, hex);
    malformed(StandardOptions.VIVCO_SUBOPTIONS, hex);
  }

  @Test
  void tooMuchForOneEnterpriseIsRefused() {
    var half = new SubOption(1, Bytes.ofHex("00".repeat(126)));
    assertThatThrownBy(() -> new VendorOptions(1, SubOptions.of(half, half)))
        .hasMessage("256 bytes for enterprise 1, at most 255 fit");
    assertThatThrownBy(() -> new VendorOptions(-1, SubOptions.NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("43: pads are skipped and the end ends (RFC 2132 section 8.4)")
  void vendorSpecificOptions() {
    Bytes value = bytes("00 06 01 08 00 ff 0707");
    assertThat(StandardOptions.VENDOR_ENCAPSULATED_OPTIONS.subOptions(value))
        .contains(SubOptions.of(new SubOption(6, Bytes.ofHex("08"))));
    assertThat(StandardOptions.VENDOR_ENCAPSULATED_OPTIONS.subOptions(bytes("06 02 08"))).isEmpty();
    // Bytes of another form stay what they are.
    assertThat(StandardOptions.VENDOR_ENCAPSULATED_OPTIONS.type().decode(bytes("0602 08")))
        .contains(bytes("060208"));
  }

  @Test
  @DisplayName("82: sub-options of a relay agent, 0 and 255 among them")
  void relayAgentInformation() {
    Bytes value = bytes("01 04 00000001  02 02 aabb  05 04 c0000200  00 00  ff 01 07");
    SubOptions options = StandardOptions.DHCP_AGENT_OPTIONS.subOptions(value).orElseThrow();
    assertThat(options.get(RelayAgentOptions.CIRCUIT_ID)).contains(Bytes.ofHex("00000001"));
    assertThat(options.get(RelayAgentOptions.LINK_SELECTION)).contains(Ipv4.of("192.0.2.0"));
    assertThat(options.get(RelayAgentOptions.RELAY_ID)).isEmpty();
    assertThat(options.value(255)).contains(Bytes.ofHex("07"));
    assertThat(options.has(0)).isTrue();
    assertThat(options.encode()).isEqualTo(value);
    assertThat(StandardOptions.DHCP_AGENT_OPTIONS.subOptions(bytes("01 04 00"))).isEmpty();
  }

  @Test
  void subOptionsAreBuiltFromTypedValues() {
    SubOptions options =
        SubOptions.NONE
            .plus(RelayAgentOptions.SERVER_ID_OVERRIDE, Ipv4.of("192.0.2.1"))
            .plus(RelayAgentOptions.RELAY_FLAGS, (long) RelayAgentOptions.UNICAST_FLAG);
    assertThat(options.encode()).isEqualTo(bytes("0b 04 c0000201  0a 01 80"));
    assertThatThrownBy(() -> new SubOption(1, Bytes.ofHex("00".repeat(256))))
        .hasMessage("sub-option 1 has 256 bytes, at most 255 fit");
  }

  @Test
  @DisplayName("120: names and addresses (RFC 3361 sections 3.1 and 3.2)")
  void sipServers() {
    agree(
        StandardOptions.SIP_SERVERS,
        new SipServers.Names(List.of(DomainName.of("example.com."), DomainName.of("example.net."))),
        "00 07 6578616d706c65 03 636f6d 00  07 6578616d706c65 03 6e6574 00",
        "example.com., example.net.");
    agree(
        StandardOptions.SIP_SERVERS,
        new SipServers.Addresses(List.of(Ipv4.of("192.0.2.1"), Ipv4.of("192.0.2.2"))),
        "01 c0000201 c0000202",
        "192.0.2.1, 192.0.2.2");
    for (String hex : List.of("", "00", "01", "01 c00002", "02 c0000201")) {
      malformed(StandardOptions.SIP_SERVERS, hex);
    }
  }

  @Test
  @DisplayName("143: URIs behind their lengths (RFC 8572 section 8.3)")
  void bootstrapServers() {
    agree(
        StandardOptions.V4_SZTP_REDIRECT,
        List.of("https://a", "https://b:8443"),
        "0009 68747470733a2f2f61  000e 68747470733a2f2f623a38343433",
        "https://a, https://b:8443");
  }

  @Test
  @DisplayName("90: a FORCERENEW nonce (RFC 6704 section 3.1.2)")
  void authentication() {
    Authentication nonce =
        new Authentication(
            Authentication.FORCERENEW_NONCE,
            Authentication.HMAC_MD5,
            0,
            0x0102030405060708L,
            Bytes.ofUnsigned(Authentication.NONCE_VALUE).plus(Bytes.ofHex("aa".repeat(16))));
    String hex = "030100 0102030405060708 01" + "aa".repeat(16);
    agree(StandardOptions.AUTHENTICATE, nonce, hex, hex.replace(" ", ""));
    malformed(StandardOptions.AUTHENTICATE, "030100 01020304050607");
    assertThat(StandardOptions.AUTHENTICATE.type().parse("00").toString())
        .contains("at least 11 are needed");
  }

  @Test
  @DisplayName("158: two servers, the first with two addresses (RFC 7291 section 4)")
  void pcpServers() {
    agree(
        StandardOptions.PCP_SERVER,
        List.of(
            List.of(Ipv4.of("192.0.2.1"), Ipv4.of("192.0.2.2")), List.of(Ipv4.of("198.51.100.1"))),
        "08 c0000201 c0000202  04 c6336401",
        "192.0.2.1 192.0.2.2, 198.51.100.1");
    for (String hex : List.of("", "00", "04 c00002", "03 c00002", "04 c0000201 04")) {
      malformed(StandardOptions.PCP_SERVER, hex);
    }
  }

  @Test
  @DisplayName("249 has the form of 121, 145 a list of algorithms, 80 nothing")
  void relatives() {
    agree(
        StandardOptions.MS_CLASSLESS_STATIC_ROUTE,
        List.of(route("10.0.0.0/8 - 192.0.2.1")),
        "08 0a c0000201",
        "10.0.0.0/8 - 192.0.2.1");
    agree(StandardOptions.FORCERENEW_NONCE_CAPABLE, Bytes.ofHex("0102"), "0102", "1, 2");
    agree(StandardOptions.RAPID_COMMIT, Bytes.EMPTY, "", "");
  }
}
