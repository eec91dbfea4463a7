package org.lessor.client.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lessor.client.hook.HookVariables.Moment;
import org.lessor.client.machine.Leases;
import org.lessor.wire.Bytes;
import org.lessor.wire.DomainName;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.OptionDefinition;
import org.lessor.wire.OptionTypes;
import org.lessor.wire.StandardOptions;

@DisplayName("What a server sent, as variables of a hook")
class HookVariablesTest {
  private static final Moment NOW = new Moment(0, Instant.ofEpochSecond(1_000_000));

  private static HookVariables variables(UnaryOperator<Message.Builder> options) {
    return HookVariables.of(
        Leases.of("192.0.2.10", 300, options), "new_", IscOptions.STANDARD, NOW);
  }

  private static Map<String, String> values(UnaryOperator<Message.Builder> options) {
    return variables(options).values();
  }

  private static Message.Builder text(Message.Builder message, int code, String value) {
    return message.option(code, Bytes.of(value.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Test
  @DisplayName("carry the names and the notation of ISC's dhclient")
  void carryIscNames() {
    // Origin: the environment of a script run by ISC dhclient 4.4.3 for the same options.
    Map<String, String> values =
        values(m ->
            m.option(StandardOptions.ROUTERS, List.of(Ipv4.of("192.0.2.1"), Ipv4.of("192.0.2.2")))
                .option(
                    StandardOptions.STATIC_ROUTES,
                    List.of(Ipv4.of("10.0.0.0"), Ipv4.of("192.0.2.9")))
                .option(
                    StandardOptions.DOMAIN_SEARCH,
                    List.of(DomainName.of("example.org"), DomainName.of("lab.example.org")))
                .option(StandardOptions.INTERFACE_MTU, 1400L)
                .option(StandardOptions.TIME_OFFSET, -3600L)
                .option(19, Bytes.ofUnsigned(1))
                .option(43, Bytes.ofUnsigned(1, 2, 0xab))
                .option(121, Bytes.ofUnsigned(24, 198, 51, 100, 192, 0, 2, 9))
                .option(224, Bytes.ofUnsigned(7))
                .option(StandardOptions.HOST_NAME, "a_b")
                .siaddr(Ipv4.of("192.0.2.7"))
                .file(Bytes.ofText("boot file")));

    assertThat(values)
        .containsEntry("new_ip_address", "192.0.2.10")
        .containsEntry("new_subnet_mask", "255.255.255.0")
        .containsEntry("new_network_number", "192.0.2.0")
        .containsEntry("new_broadcast_address", "192.0.2.255")
        .containsEntry("new_dhcp_message_type", "5")
        .containsEntry("new_dhcp_lease_time", "300")
        .containsEntry("new_dhcp_server_identifier", "192.0.2.1")
        .containsEntry("new_expiry", "1000300")
        .containsEntry("new_routers", "192.0.2.1 192.0.2.2")
        .containsEntry("new_static_routes", "10.0.0.0 192.0.2.9")
        .containsEntry("new_domain_search", "example.org. lab.example.org.")
        .containsEntry("new_interface_mtu", "1400")
        .containsEntry("new_time_offset", "-3600")
        .containsEntry("new_ip_forwarding", "true")
        .containsEntry("new_vendor_encapsulated_options", "1:2:ab")
        .containsEntry("new_rfc3442_classless_static_routes", "24 198 51 100 192 0 2 9")
        .containsEntry("new_unknown_224", "7")
        .containsEntry("new_host_name", "a_b")
        .containsEntry("new_next_server", "192.0.2.7")
        .containsEntry("new_filename", "boot file");
  }

  @Test
  @DisplayName("say that a lease never ends as dhclient does")
  void infinite() {
    HookVariables told =
        HookVariables.of(
            Leases.of("192.0.2.10", 0xffff_ffffL, m -> m), "old_", IscOptions.STANDARD, NOW);

    assertThat(told.values()).containsEntry("old_expiry", "2147483647");
  }

  @Test
  @DisplayName("know the options that an operator defined")
  void definedOptions() {
    IscOptions options =
        IscOptions.STANDARD.with(
            new OptionDefinition<>(224, "site-rack", OptionTypes.UINT16, "this test"));

    HookVariables told =
        HookVariables.of(
            Leases.of("192.0.2.10", 300, m -> m.option(224, Bytes.ofUint16(4711))),
            "new_",
            options,
            NOW);

    assertThat(told.values()).containsEntry("new_site_rack", "4711");
  }

  @ParameterizedTest(name = "a host name of {0} is left out, and said")
  @ValueSource(
      strings = {
        "a;b",
        "$(reboot)",
        "`reboot`",
        "a b",
        "-f",
        "a\nb",
        "a'b",
        "a\"b",
        "a|b",
        "a&b",
        "a>b",
        "../x",
        "a/b",
        "é",
        "a\u0000b",
        "*",
        "a..b",
        ".a",
        "a$IFS"
      })
  void hostileHostNames(String name) {
    HookVariables told = variables(m -> text(m, 12, name));

    assertThat(told.values()).doesNotContainKey("new_host_name");
    assertThat(told.dropped()).singleElement().asString().startsWith("new_host_name ");
  }

  @Test
  @DisplayName("leave out a host name that is too long")
  void longHostName() {
    assertThat(variables(m -> text(m, 12, "a".repeat(64))).dropped()).hasSize(1);
  }

  @ParameterizedTest(name = "a domain of {0} is left out, and said")
  @ValueSource(strings = {"a b;c", "a -b", " ", "x$(y)", "a\tb", "a,b"})
  void hostileDomains(String name) {
    HookVariables told = variables(m -> text(m, 15, name));

    assertThat(told.values()).doesNotContainKey("new_domain_name");
    assertThat(told.dropped()).hasSize(1);
  }

  @ParameterizedTest(name = "a text of {0} is left out, and said")
  @ValueSource(
      strings = {
        "/a$(x)",
        "a`b`",
        "a;b",
        "a&b",
        "a|b",
        "a>b",
        "a<b",
        "a(b",
        "a'b",
        "a\"b",
        "a\\b",
        "a*b",
        "a?b",
        "a[b",
        "a{b",
        "a#b",
        "a~b",
        "a!b",
        "a\nb",
        "a\u001bb",
        "\u00ff",
        "-rf",
        "a -rf"
      })
  void hostileTexts(String text) {
    HookVariables told = variables(m -> text(text(m, 17, text), 66, text));

    assertThat(told.values()).doesNotContainKeys("new_root_path", "new_tftp_server_name");
    assertThat(told.dropped()).hasSize(2);
  }

  @Test
  @DisplayName("leave out hostile domain names inside option 119")
  void hostileSearch() {
    Bytes search =
        Bytes.ofUnsigned(9)
            .plus(Bytes.ofText("$(reboot)"))
            .plus(Bytes.ofUnsigned(3))
            .plus(Bytes.ofText("org"))
            .plus(Bytes.ofUnsigned(0));

    HookVariables told = variables(m -> m.option(119, search));

    assertThat(told.values()).doesNotContainKey("new_domain_search");
    assertThat(told.dropped()).hasSize(1);
  }
}
