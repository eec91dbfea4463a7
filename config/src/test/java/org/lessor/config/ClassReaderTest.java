package org.lessor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lessor.engine.ClassRules;
import org.lessor.engine.ClientClass;
import org.lessor.engine.Compatibility;
import org.lessor.engine.Lifetimes;
import org.lessor.engine.Network;
import org.lessor.engine.Settings;
import org.lessor.engine.Subnet;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;

/// Client classes in configurations, and what names them. Quotes are written as `'`, those of
/// expressions as a backtick.
class ClassReaderTest {
  private static String json(String dhcp4) {
    return "{'Dhcp4': {'interfaces-config': {'interfaces': ['*']},\n".replace('\'', '"')
        + dhcp4.replace('\'', '"').replace('`', '\'')
        + "}}";
  }

  private static Settings accepted(String dhcp4) {
    Loaded loaded = Dhcp4Reader.readText(json(dhcp4));
    assertThat(loaded).isInstanceOf(Loaded.Ok.class);
    return ((Loaded.Ok) loaded).configuration().settings();
  }

  private static List<String> warnings(String dhcp4) {
    Loaded loaded = Dhcp4Reader.readText(json(dhcp4));
    assertThat(loaded).isInstanceOf(Loaded.Ok.class);
    return ((Loaded.Ok) loaded).configuration().warnings().stream().map(Problem::toString).toList();
  }

  private static List<String> refused(String dhcp4) {
    Loaded loaded = Dhcp4Reader.readText(json(dhcp4));
    assertThat(loaded).isInstanceOf(Loaded.Refused.class);
    return ((Loaded.Refused) loaded).problems().stream().map(Problem::toString).toList();
  }

  private static ClientClass only(String dhcp4) {
    return accepted("'client-classes': [ " + dhcp4 + " ]").classes().getFirst();
  }

  @Test
  void aClassIsReadWhole() {
    ClientClass phones =
        only(
            """
            { 'name': 'phones', 'test': 'substring(option[60].hex, 0, 5) == `phone`',
              'option-data': [ { 'name': 'tftp-server-name', 'data': 'tftp.example' } ],
              'next-server': '192.0.2.7', 'server-hostname': 'boot', 'boot-file-name': 'p.cfg',
              'min-valid-lifetime': 60, 'valid-lifetime': 600, 'max-valid-lifetime': 6000,
              'offer-lifetime': 30, 'user-context': { 'a': 1 } }
            """);
    assertThat(phones.name()).isEqualTo("phones");
    assertThat(phones.test().toString()).contains("substring(option[60].hex, 0, 5) == 'phone'");
    assertThat(phones.moment()).isEqualTo(ClientClass.Moment.AT_ONCE);
    assertThat(phones.options().getFirst().option().value())
        .isEqualTo(Bytes.ofText("tftp.example"));
    assertThat(phones.boot().siaddr()).contains(Ipv4.of("192.0.2.7"));
    assertThat(phones.boot().sname()).contains(Bytes.ofText("boot"));
    assertThat(phones.boot().file()).contains(Bytes.ofText("p.cfg"));
    assertThat(phones.lifetimes()).contains(new Lifetimes(60, 600, 6000));
    assertThat(phones.offerHoldSeconds()).isEqualTo(OptionalLong.of(30));
  }

  @Test
  void aClassNeedsNoMoreThanAName() {
    ClientClass plain = only("{ 'name': 'plain' }");
    assertThat(plain).isEqualTo(ClientClass.of("plain"));
    assertThat(plain.lifetimes()).isEqualTo(Optional.empty());
  }

  @Test
  void aTemplateIsReadAsOne() {
    assertThat(only("{ 'name': 't', 'template-test': 'pkt4.mac' }").test())
        .isInstanceOf(ClientClass.Test.Template.class);
  }

  @ParameterizedTest
  @CsvSource({"only-in-additional-list", "only-if-required"})
  void aClassCanWaitForAListUnderBothNames(String key) {
    assertThat(only("{ 'name': 'x', '" + key + "': true }").moment())
        .isEqualTo(ClientClass.Moment.IF_ADDITIONAL);
    assertThat(only("{ 'name': 'x', '" + key + "': false }").moment())
        .isEqualTo(ClientClass.Moment.AT_ONCE);
  }

  @Test
  void aClassDefinesThePrivateOptionsThatItsMembersAreTold() {
    ClientClass vendor =
        only(
            """
            { 'name': 'vendor',
              'option-def': [ { 'name': 'speed', 'code': 234, 'type': 'uint16' } ],
              'option-data': [ { 'name': 'speed', 'data': '258' } ] }
            """);
    assertThat(vendor.options().getFirst().option().value()).isEqualTo(Bytes.ofUnsigned(1, 2));
    assertThat(
            refused(
                """
                'client-classes': [ { 'name': 'v',
                  'option-def': [ { 'name': 'x', 'code': 223, 'type': 'uint16' } ] } ]
                """))
        .singleElement()
        .asString()
        .contains("Dhcp4.client-classes[0].option-def[0].code: is not defined by class");
  }

  @Test
  void aWrongExpressionIsShownWhereItIsWrong() {
    assertThat(refused("'client-classes': [ { 'name': 'x', 'test': 'option[60].hex = 1' } ]"))
        .singleElement()
        .asString()
        .startsWith("-:2:60: error: Dhcp4.client-classes[0].test: ");
    assertThat(
            refused(
                "'client-classes': [ { 'name': 'x', 'test': '\\u0020 \\t option[60].hex = 1' } ]"))
        .singleElement()
        .asString()
        .startsWith("-:2:70: error: Dhcp4.client-classes[0].test: ");
  }

  @Test
  void membershipIsAskedOfClassesFurtherUpOnly() {
    String later =
        """
        'client-classes': [ { 'name': 'a', 'test': 'member(`b`)' },
                            { 'name': 'b', 'test': 'member(`KNOWN`) or member(`HA_server1`)' } ]
        """;
    assertThat(refused(later)).singleElement().asString().contains("client-classes[0].test");
    assertThat(
            accepted(
                    """
                    'client-classes': [ { 'name': 'b' }, { 'name': 'a', 'test': 'member(`b`)' },
                      { 'name': 't', 'template-test': 'ifelse(member(`SPAWN_u_x`), `1`, `2`)' } ]
                    """)
                .classes())
        .hasSize(3);
  }

  @Test
  void namesAreCheckedAgainstEachOtherAndTheirMeaning() {
    assertThat(
            refused(
                """
                'client-classes': [ { 'name': 'x' }, { 'name': 'x' }, { 'name': '' }, { },
                  { 'name': 'KNOWN', 'test': 'pkt4.hlen == 6' },
                  { 'name': 'DROP', 'only-in-additional-list': true },
                  { 'name': 'y', 'test': 'pkt4.hlen == 6', 'template-test': 'pkt4.mac' },
                  { 'name': 'z', 'only-if-required': true, 'only-in-additional-list': true } ]
                """))
        .hasSize(7)
        .anyMatch(line -> line.contains("[1].name: \"x\" is also defined by"))
        .anyMatch(line -> line.contains("[2].name: is empty"))
        .anyMatch(line -> line.contains("[3]: \"name\" is missing"))
        .anyMatch(line -> line.contains("[4].test: the built-in class KNOWN takes no test"))
        .anyMatch(line -> line.contains("[5].only-in-additional-list: the class DROP cannot wait"))
        .anyMatch(line -> line.contains("[6].template-test: stands beside a test"))
        .anyMatch(line -> line.contains("[7].only-if-required: stands beside"));
  }

  @Test
  void networksSubnetsPoolsAndReservationsNameClasses() {
    Settings settings =
        accepted(
            """
            'client-classes': [ { 'name': 'a' }, { 'name': 'b' } ],
            'shared-networks': [ { 'name': 'n', 'client-class': 'a',
              'require-client-classes': [ 'b' ],
              'subnet4': [ { 'id': 1, 'subnet': '192.0.2.0/24', 'client-classes': [ 'a', 'b' ],
                'evaluate-additional-classes': [ 'b', 'a' ],
                'pools': [ { 'pool': '192.0.2.0/28', 'client-class': 'b',
                             'require-client-classes': [ 'a' ] },
                           { 'pool': '192.0.2.16/28', 'client-classes': [ 'a' ],
                             'evaluate-additional-classes': [ 'b' ] } ],
                'reservations': [ { 'hw-address': '02:00:00:00:00:01',
                                    'client-classes': [ 'b', 'KNOWN' ] } ] } ] } ]
            """);
    Network network = settings.networks().getFirst();
    assertThat(network.classes()).isEqualTo(new ClassRules(List.of("a"), List.of("b")));
    Subnet subnet = network.subnets().getFirst();
    assertThat(subnet.classes()).isEqualTo(new ClassRules(List.of("a", "b"), List.of("b", "a")));
    assertThat(subnet.pools().getFirst().classes())
        .isEqualTo(new ClassRules(List.of("b"), List.of("a")));
    assertThat(subnet.pools().getLast().classes())
        .isEqualTo(new ClassRules(List.of("a"), List.of("b")));
    assertThat(subnet.reservations().getFirst().classes()).containsExactly("b", "KNOWN");
  }

  @Test
  void theOldAndTheNewKeyDoNotStandSideBySide() {
    assertThat(
            refused(
                """
                'client-classes': [ { 'name': 'a' } ],
                'subnet4': [ { 'id': 1, 'subnet': '192.0.2.0/24',
                  'client-class': 'a', 'client-classes': [ 'a' ],
                  'require-client-classes': [ 'a' ], 'evaluate-additional-classes': [ 'a' ] } ]
                """))
        .hasSize(2)
        .anyMatch(line -> line.contains("subnet4[0].client-class: stands beside client-classes"))
        .anyMatch(line -> line.contains("subnet4[0].require-client-classes: stands beside"));
  }

  @Test
  void aClassThatNobodyCanBelongToIsPointedOut() {
    assertThat(
            warnings(
                """
                'client-classes': [ { 'name': 'phones' }, { 'name': 't', 'template-test': '`x`' } ],
                'subnet4': [ { 'id': 1, 'subnet': '192.0.2.0/24',
                  'client-classes': [ 'phone', 'VENDOR_CLASS_x', 'SPAWN_t_x', 'HA_server1',
                                      'KNOWN', 'DROP', 'gold' ],
                  'evaluate-additional-classes': [ 'nothing' ],
                  'reservations': [ { 'hw-address': '02:00:00:00:00:01',
                                      'client-classes': [ 'gold' ] } ] } ]
                """))
        .containsExactly(
            "-:4:23: warning: Dhcp4.subnet4[0].client-classes[0]: there is no class \"phone\": it"
                + " lets nobody in; did you mean \"phones\"?",
            "-:6:36: warning: Dhcp4.subnet4[0].evaluate-additional-classes[0]: there is no class"
                + " \"nothing\": it has no effect; define it in client-classes");
  }

  @Test
  void lifetimesOfAClassThatIsEvaluatedTooLateForThemArePointedOut() {
    assertThat(
            warnings(
                """
                'client-classes': [ { 'name': 'a', 'only-in-additional-list': true,
                                      'valid-lifetime': 60 } ]
                """))
        .singleElement()
        .asString()
        .contains("client-classes[0].only-in-additional-list: the lifetimes of this class");
  }

  @Test
  void concessionsAndTheEarlyLookupAreRead() {
    Settings settings =
        accepted(
            """
            'early-global-reservations-lookup': true,
            'compatibility': { 'ignore-dhcp-server-identifier': true,
              'ignore-rai-link-selection': true, 'exclude-first-last-24': true }
            """);
    assertThat(settings.earlyReservations()).isEqualTo(Settings.EarlyReservations.LOOKED_UP);
    assertThat(settings.compatibility().concessions())
        .containsExactlyInAnyOrder(Compatibility.Concession.values());
    assertThat(accepted("").earlyReservations()).isEqualTo(Settings.EarlyReservations.OMITTED);
    assertThat(accepted("'compatibility': { }").compatibility()).isEqualTo(Compatibility.NONE);
  }
}
