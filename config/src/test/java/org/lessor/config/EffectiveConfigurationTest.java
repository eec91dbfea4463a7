package org.lessor.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lessor.engine.NameRules;

class EffectiveConfigurationTest {
  private static final String NETWORKS =
      """
      { "Dhcp4": {
        "interfaces-config": { "interfaces": [ "*" ] }, "valid-lifetime": 1000, // Kea's comments are taken
        "next-server": "192.0.2.9",
        "option-data": [ { "name": "routers", "data": "192.0.2.1" } ],
        "subnet4": [ { "subnet": "203.0.113.0/24", "boot-file-name": "x\\"y" } ],
        "shared-networks": [ { "name": "floor",
          "min-valid-lifetime": 500, "valid-lifetime": 2000, "renew-timer": 7,
          "subnet4": [
            { "id": 1, "subnet": "192.0.2.0/24", "match-client-id": false,
              "next-server": "0.0.0.0",
              "pools": [ { "pool": "192.0.2.10 - 192.0.2.20" } ],
              "reservations": [ { "hw-address": "02:00:00:00:00:01" } ] } ] } ]
      } }
      """;

  private static Checked check(String text) {
    return Dhcp4Reader.checkText(text);
  }

  private static String annotated(String text) {
    return check(text).effective().orElseThrow().annotated();
  }

  private static Configuration read(String text) {
    return ((Loaded.Ok) Dhcp4Reader.readText(text)).configuration();
  }

  private static String line(String text, String start) {
    return text.lines().map(String::strip).filter(line -> line.startsWith(start)).findFirst().get();
  }

  @Test
  void whatIsPrintedMeansTheSameWhenItIsReadAgain() {
    Configuration before = read(NETWORKS);
    Configuration again = read(annotated(NETWORKS));
    assertThat(again.settings()).isEqualTo(before.settings());
    assertThat(again.interfaces()).isEqualTo(before.interfaces());
    assertThat(again.leaseDatabase()).isEqualTo(before.leaseDatabase());
    assertThat(again.expiry()).isEqualTo(before.expiry());
    assertThat(again.logging()).isEqualTo(before.logging());
    assertThat(again.warnings()).as("the id is there now").isEmpty();
  }

  @Test
  void keysOfOlderKeaInDhcpDdnsHoldWhereTheGlobalLevelSaysNothing() {
    String older =
        """
        { "Dhcp4": { "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24" } ],
          "ddns-generated-prefix": "new",
          "dhcp-ddns": { "enable-updates": true, "generated-prefix": "old",
            "qualifying-suffix": "example.org", "override-no-update": true } } }
        """;
    assertThat(read(annotated(older)).settings()).isEqualTo(read(older).settings());
    assertThat(line(annotated(older), "\"ddns-qualifying-suffix\""))
        .startsWith("\"ddns-qualifying-suffix\": \"example.org\"")
        .endsWith(" // from Dhcp4.dhcp-ddns, -:4");
    NameRules names =
        read(older).settings().networks().getFirst().subnets().getFirst().parameters().names();
    assertThat(names.generatedPrefix()).isEqualTo("new");
    assertThat(names.qualifyingSuffix()).isEqualTo("example.org");
    assertThat(names.overridden()).containsExactly(NameRules.Wish.NO_UPDATE);
  }

  @Test
  void eachValueSaysWhereItComesFrom() {
    String text = annotated(NETWORKS);
    String subnet = text.substring(text.indexOf("\"192.0.2.0/24\""));
    assertThat(line(text, "\"valid-lifetime\"")).isEqualTo("\"valid-lifetime\": 1000, // -:2");
    assertThat(line(text, "\"authoritative\"")).isEqualTo("\"authoritative\": false, // default");
    assertThat(line(text, "\"max-valid-lifetime\""))
        .isEqualTo("\"max-valid-lifetime\": 1000, // as valid-lifetime, from Dhcp4, -:2");
    assertThat(line(subnet, "\"match-client-id\"")).isEqualTo("\"match-client-id\": false, // -:9");
    assertThat(line(subnet, "\"valid-lifetime\""))
        .isEqualTo("\"valid-lifetime\": 2000, // from Dhcp4.shared-networks[0], -:7");
    assertThat(line(subnet, "\"min-valid-lifetime\""))
        .isEqualTo("\"min-valid-lifetime\": 500, // from Dhcp4.shared-networks[0], -:7");
    assertThat(line(subnet, "\"renew-timer\""))
        .isEqualTo("\"renew-timer\": 7, // from Dhcp4.shared-networks[0], -:7");
    assertThat(line(subnet, "\"next-server\""))
        .as("an empty value ends the inheritance")
        .isEqualTo("\"next-server\": \"0.0.0.0\", // -:10");
    assertThat(text).contains("\"id\": 2, // assigned");
  }

  @Test
  void forToolsThereIsStrictJsonWithAllOrigins() {
    String json = check(NETWORKS).jsonWithConfiguration();
    JsonValue.Obj top = (JsonValue.Obj) Texts.json(json);
    assertThat(top.members().keySet())
        .containsExactly("result", "problems", "configuration", "origins");
    assertThat(json)
        .doesNotContain("//")
        .contains("\"Dhcp4.valid-lifetime\": {\"from\": \"file\", \"file\": \"-\", \"line\": 2")
        .contains("\"Dhcp4.authoritative\": {\"from\": \"default\"}")
        .contains("\"Dhcp4.subnet4[0].boot-file-name\"")
        .contains("\"boot-file-name\": \"x\\\"y\"");
  }

  @Test
  void ofARefusedFileOnlyTheProblemsAreSaid() {
    Checked checked =
        check(
            "{ \"Dhcp4\": { \"valid-lifetim\": 1, \"interfaces-config\": { \"interfaces\": [\"*\"]"
                + " } } }");
    assertThat(checked.effective()).isEmpty();
    assertThat(checked.jsonWithConfiguration())
        .isEqualTo(
            "{\"result\": \"refused\", \"problems\": [{\"severity\": \"error\", \"file\": \"-\","
                + " \"line\": 1, \"column\": 14, \"path\": \"Dhcp4.valid-lifetim\", \"message\":"
                + " \"there is no such key here\", \"remedy\": \"did you mean"
                + " \\\"valid-lifetime\\\"?\"}]}");
  }
}
