package org.lessor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lessor.engine.ClientClass;
import org.lessor.engine.ConfiguredOption;
import org.lessor.engine.Settings;
import org.lessor.wire.Bytes;

/// What becomes of option-data and option-def.
class OptionReaderTest {
  private static Loaded read(String members) {
    return Dhcp4Reader.readText(
        "{ \"Dhcp4\": { \"interfaces-config\": {\"interfaces\": [\"*\"]}, " + members + " } }");
  }

  private static Settings settings(String members) {
    Loaded loaded = read(members);
    assertThat(loaded).as(loaded.toString()).isInstanceOf(Loaded.Ok.class);
    return ((Loaded.Ok) loaded).configuration().settings();
  }

  private static List<String> warnings(String members) {
    Loaded loaded = read(members);
    assertThat(loaded).as(loaded.toString()).isInstanceOf(Loaded.Ok.class);
    return ((Loaded.Ok) loaded).configuration().warnings().stream().map(Problem::toString).toList();
  }

  private static List<String> errors(String members) {
    Loaded loaded = read(members);
    assertThat(loaded).isInstanceOf(Loaded.Refused.class);
    return ((Loaded.Refused) loaded).problems().stream().map(Problem::toString).toList();
  }

  private static List<ConfiguredOption> options(String entries) {
    return settings("\"option-data\": [ " + entries + " ]").options();
  }

  private static String hex(String entry) {
    return options(entry).getFirst().value().toHex();
  }

  @Test
  void dataIsReadByTheDefinitionUnlessCsvFormatIsOff() {
    assertThat(hex("{ \"name\": \"routers\", \"data\": \"192.0.2.1, 192.0.2.2\" }"))
        .isEqualTo("c0000201c0000202");
    assertThat(hex("{ \"code\": 3, \"csv-format\": false, \"data\": \"C0000201\" }"))
        .isEqualTo("c0000201");
    assertThat(hex("{ \"code\": 15, \"csv-format\": false, \"data\": \"'ex'\" }"))
        .isEqualTo("6578");
    assertThat(hex("{ \"code\": 231, \"data\": \"01:02\" }")).isEqualTo("0102");
    assertThat(
            errors("\"option-data\": [ { \"code\": 231, \"csv-format\": true, \"data\": \"1\" } ]"))
        .singleElement()
        .asString()
        .contains("csv-format: an option without definition");
  }

  @Test
  void whenItIsSentIsReadAndNeverNeedsNoData() {
    List<ConfiguredOption> options =
        options(
            """
            { "name": "domain-name", "data": "a", "always-send": true },
            { "name": "routers", "never-send": true },
            { "name": "time-servers", "data": "192.0.2.1" }
            """);
    assertThat(options.stream().map(ConfiguredOption::sending))
        .containsExactly(
            ConfiguredOption.Sending.ALWAYS,
            ConfiguredOption.Sending.NEVER,
            ConfiguredOption.Sending.ON_REQUEST);
    assertThat(errors("\"option-data\": [ { \"name\": \"routers\" } ]"))
        .singleElement()
        .asString()
        .contains("has no data");
  }

  @Test
  void anOptionMayBeForClassesAndThenStandThereTwice() {
    List<ConfiguredOption> options =
        options(
            """
            { "name": "domain-name", "data": "a", "client-classes": [ "one", "two" ] },
            { "name": "domain-name", "data": "b" }
            """);
    assertThat(options).hasSize(2);
    assertThat(options.getFirst().classes()).containsExactly("one", "two");
    assertThat(
            warnings(
                """
                "option-data": [ { "name": "domain-name", "data": "a", "client-classes": [ "one" ] } ],
                "client-classes": [ { "name": "ones" } ]
                """))
        .singleElement()
        .asString()
        .contains(
            "there is no class \"one\": it has no effect for anybody; did you mean \"ones\"?");
  }

  @Test
  void ofTwoOfAKindTheFirstHolds() {
    String twice =
        """
        "option-data": [ { "name": "domain-name", "data": "a" },
                         { "name": "domain-name", "data": "b" } ]
        """;
    assertThat(settings(twice).options())
        .singleElement()
        .extracting(ConfiguredOption::value)
        .isEqualTo(Bytes.ofText("a"));
    assertThat(warnings(twice)).singleElement().asString().contains("option 15 is set before");
  }

  @Test
  void codeAndNameMustAgree() {
    assertThat(
            errors(
                "\"option-data\": [ { \"code\": 4, \"name\": \"routers\", \"data\": \"192.0.2.1\" }"
                    + " ]"))
        .singleElement()
        .asString()
        .contains("4 is the code of time-servers, not of \"routers\"");
    assertThat(
            warnings(
                "\"option-data\": [ { \"code\": 231, \"name\": \"mine\", \"data\": \"01\" } ]"))
        .singleElement()
        .asString()
        .contains("option 231 is not defined: the name has no effect");
    assertThat(errors("\"option-data\": [ { \"name\": \"router\", \"data\": \"192.0.2.1\" } ]"))
        .singleElement()
        .asString()
        .contains("did you mean \"routers\"?");
  }

  @Test
  void whatKea22DoesNotKnowMayBeDefinedAsItsUsersHaveTo() {
    List<ConfiguredOption> options =
        settings(
                """
                "option-def": [ { "name": "rfc3442-classless-static-routes", "code": 121,
                  "type": "record", "array": true, "record-types": "uint8, uint8, uint8" } ],
                "option-data": [ { "name": "rfc3442-classless-static-routes",
                                   "data": "24, 10, 0, 0, 192, 0, 2, 1" } ]
                """)
            .options();
    assertThat(options)
        .singleElement()
        .extracting(ConfiguredOption::value)
        .isEqualTo(Bytes.ofHex("180a0000c0000201"));
  }

  @Test
  void aDefinitionOfAStandardOptionIsRefusedOnceAndSaysWhatToWrite() {
    assertThat(
            errors(
                """
                "option-def": [ { "name": "gateways", "code": 3, "type": "ipv4-address" } ],
                "option-data": [ { "name": "gateways", "data": "192.0.2.1" } ]
                """))
        .singleElement()
        .asString()
        .contains(
            "3 is the standard option \"routers\"; leave the definition out and give its data as"
                + " ipv4-address[], or use a code of 224 to 254");
  }

  @Test
  void bytesOfAWrongLengthAreNoValue() {
    assertThat(
            errors(
                """
                "option-data": [ { "name": "routers", "csv-format": false, "data": "C00002" },
                  { "name": "boot-size", "csv-format": false, "data": "01" } ]
                """))
        .hasSize(2)
        .first()
        .asString()
        .contains("has 3 bytes, which are no value of the type ipv4-address[]; give 4 bytes for");
    assertThat(
            warnings(
                """
                "option-data": [ { "name": "ip-forwarding", "csv-format": false, "data": "0101" },
                  { "code": 124, "csv-format": false, "data": "0000118b0103" } ]
                """))
        .singleElement()
        .asString()
        .contains("has 2 bytes, which are no value of the type boolean; give 1 bytes");
  }

  @Test
  void eachCodeAndNameIsDefinedOnce() {
    assertThat(
            errors(
                """
                "option-def": [ { "name": "one", "code": 230, "type": "string" },
                  { "name": "two", "code": 230, "type": "string" },
                  { "name": "one", "code": 231, "type": "string" },
                  { "name": "routers", "code": 232, "type": "string" },
                  { "name": "one", "code": 230, "type": "string", "space": "other" } ]
                """))
        .extracting(line -> line.substring(line.indexOf("Dhcp4")))
        .containsExactly(
            "Dhcp4.option-def[1].code: 230 is defined above; keep one of them",
            "Dhcp4.option-def[2].name: \"one\" is defined above; rename one",
            "Dhcp4.option-def[3].name: \"routers\" is the name of a standard option; take another"
                + " name");
  }

  @Test
  void optionsOfAnEncapsulatedSpaceGoIntoWhatCarriesThemAtAnyDepth() {
    String definitions =
        """
        "option-def": [
          { "name": "outer", "code": 230, "type": "uint8", "encapsulate": "one" },
          { "name": "middle", "code": 1, "space": "one", "type": "empty", "encapsulate": "two" },
          { "name": "inner", "code": 2, "space": "two", "type": "record",
            "record-types": "uint8, ipv4-address", "array": true } ],
        """;
    Settings settings =
        settings(
            definitions
                + """
                "option-data": [ { "name": "outer", "data": "7" },
                  { "name": "inner", "space": "two", "data": "1, 192.0.2.1, 192.0.2.2" },
                  { "name": "middle", "space": "one" } ]
                """);
    assertThat(settings.options())
        .singleElement()
        .extracting(ConfiguredOption::value)
        .isEqualTo(Bytes.ofHex("07 01 0b 02 09 01 c0000201 c0000202"));
    assertThat(
            warnings(
                definitions
                    + """
                    "option-data": [ { "name": "middle", "space": "one" } ]
                    """))
        .singleElement()
        .asString()
        .contains("no option here carries the options of the space \"one\": not sent");
  }

  @Test
  void aSpaceMayBeCarriedTwice() {
    List<ConfiguredOption> options =
        options(
            """
            { "code": 43, "client-classes": [ "a" ] }, { "code": 43, "client-classes": [ "b" ] },
            { "code": 5, "space": "vendor-encapsulated-options-space", "data": "0a" }
            """);
    assertThat(options.stream().map(option -> option.value().toHex()))
        .containsExactly("05010a", "05010a");
  }

  @Test
  void aClassMayDefineWhat43Is() {
    Settings settings =
        settings(
            """
            "client-classes": [ { "name": "phones",
              "option-def": [ { "name": "server", "code": 43, "type": "ipv4-address" } ],
              "option-data": [ { "name": "server", "data": "192.0.2.9" } ] } ],
            "option-data": [ { "name": "vendor-encapsulated-options" },
              { "code": 1, "space": "vendor-encapsulated-options-space", "data": "01" } ]
            """);
    ClientClass phones = settings.classes().getFirst();
    assertThat(phones.options().getFirst().value()).isEqualTo(Bytes.ofHex("c0000209"));
    assertThat(settings.options().getFirst().value()).isEqualTo(Bytes.ofHex("010101"));
  }

  @Test
  void optionsOfAnEnterpriseNeedNoOption125() {
    List<ConfiguredOption> options =
        options(
            """
            { "name": "tftp-servers", "space": "vendor-4491", "data": "192.0.2.1",
              "always-send": true },
            { "name": "oro", "space": "docsis3-v4", "data": "2, 3" },
            { "code": 7, "space": "vendor-9", "data": "ab", "client-classes": [ "ALL" ] }
            """);
    assertThat(options)
        .containsExactly(
            new ConfiguredOption(
                4491, 2, Bytes.ofHex("c0000201"), ConfiguredOption.Sending.ALWAYS, List.of()),
            new ConfiguredOption(
                4491, 1, Bytes.ofHex("0203"), ConfiguredOption.Sending.ON_REQUEST, List.of()),
            new ConfiguredOption(
                9, 7, Bytes.ofHex("ab"), ConfiguredOption.Sending.ON_REQUEST, List.of("ALL")));
  }

  @Test
  void vendorOptionsAndClassesAreEnterpriseNumbersAndWhatFollows() {
    assertThat(hex("{ \"code\": 124, \"data\": \"4491, 03 BA AD AB\" }"))
        .isEqualTo("0000118b03baadab");
    assertThat(hex("{ \"code\": 125, \"data\": \"4491\" }")).isEqualTo("0000118b00");
    assertThat(errors("\"option-data\": [ { \"code\": 124, \"data\": \"4491, 03 BA\" } ]"))
        .singleElement()
        .asString()
        .contains("has 1 bytes where its length says 3");
    assertThat(errors("\"option-data\": [ { \"code\": 125, \"data\": \"4491, 010203\" } ]"))
        .singleElement()
        .asString()
        .contains("a length and as many bytes: 4491, 03010203");
    assertThat(
            options(
                "{ \"code\": 124, \"data\": \"1, 01 61\" }, { \"code\": 124, \"data\": \"2, 01 62\""
                    + " }"))
        .hasSize(2);
  }

  @Test
  void whatOnlyClientsSendIsNamedAndLeftOut() {
    String members =
        "\"option-data\": [ { \"code\": 57, \"data\": \"576\" }, { \"code\": 52, \"data\": \"3\" },"
            + " { \"name\": \"subnet-selection\", \"data\": \"192.0.2.0\" } ]";
    assertThat(settings(members).options()).isEmpty();
    assertThat(warnings(members))
        .hasSize(3)
        .allMatch(line -> line.contains("is not the operator's"));
  }

  @Test
  void aClassOnASubOptionIsNamedAsWithoutEffect() {
    assertThat(
            warnings(
                """
                "option-data": [ { "code": 43 }, { "code": 5, "data": "0a", "client-classes": [ "ALL" ],
                  "space": "vendor-encapsulated-options-space" } ]
                """))
        .singleElement()
        .asString()
        .contains("client-classes: has no effect on a sub-option");
  }
}
