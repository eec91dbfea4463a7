package org.lessor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lessor.engine.FlexId;
import org.lessor.engine.Hooks;
import org.lessor.engine.OptionAction;
import org.lessor.engine.Reservation;
import org.lessor.engine.Settings;
import org.lessor.wire.Bytes;
import org.lessor.wire.OptionTypes;

/// Hook libraries by Kea's names.
class HookReaderTest {
  private static Loaded load(String library, String parameters) {
    return Dhcp4Reader.readText(
        """
        { "Dhcp4": { "interfaces-config": { "interfaces": [ "*" ] },
          "hooks-libraries": [ { "library": "/usr/lib/kea/hooks/libdhcp_%s.so",
            "parameters": { %s } } ],
          "client-classes": [ { "name": "phones" } ] } }
        """
            .formatted(library, parameters));
  }

  private static Hooks hooks(String library, String parameters) {
    Loaded loaded = load(library, parameters);
    assertThat(loaded).as(loaded.toString()).isInstanceOf(Loaded.Ok.class);
    assertThat(((Loaded.Ok) loaded).configuration().warnings()).isEmpty();
    return ((Loaded.Ok) loaded).configuration().settings().hooks();
  }

  private static List<String> errors(String library, String parameters) {
    Loaded loaded = load(library, parameters);
    assertThat(loaded).isInstanceOf(Loaded.Refused.class);
    return ((Loaded.Refused) loaded).problems().stream().map(Problem::toString).toList();
  }

  @Test
  void changesOfOptionsAreReadInTheOrderInWhichTheyAreMade() {
    List<OptionAction> actions =
        hooks(
                "flex_option",
                """
                "options": [
                  { "name": "boot-file-name", "add": "'a'", "client-class": "phones" },
                  { "code": 15, "supersede": "option[12].text", "csv-format": true,
                    "source": "response" },
                  { "code": 15, "remove": "pkt4.hlen == 6" } ]
                """)
            .optionActions();
    assertThat(actions).hasSize(3);
    assertThat(actions.get(0).target()).isEqualTo(new OptionAction.Target.Own(15));
    assertThat(actions.get(0).source()).isEqualTo(OptionAction.Source.RESPONSE);
    assertThat(((OptionAction.Change.Supersede) actions.get(0).change()).type())
        .isEqualTo(Optional.of(OptionTypes.STRING));
    assertThat(actions.get(1).change()).isInstanceOf(OptionAction.Change.Remove.class);
    assertThat(actions.get(2).target()).isEqualTo(new OptionAction.Target.Own(67));
    assertThat(actions.get(2).classes()).containsExactly("phones");
    assertThat(((OptionAction.Change.Add) actions.get(2).change()).type()).isEmpty();
  }

  @Test
  void subOptionsAreReadWithTheirContainer() {
    List<OptionAction> actions =
        hooks(
                "flex_option",
                """
                "options": [
                  { "code": 43, "client-class": "phones", "sub-options": [
                    { "code": 1, "add": "'a'", "container-add": false, "client-class": "ALL" } ] },
                  { "code": 125, "sub-options": [
                    { "name": "tftp-servers", "space": "vendor-4491", "container-remove": false,
                      "remove": "pkt4.hlen == 6" } ] } ]
                """)
            .optionActions();
    assertThat(actions.get(0).target())
        .isEqualTo(
            new OptionAction.Target.Sub(
                43,
                1,
                new OptionAction.Container(
                    OptionAction.Container.Absent.LEFT, OptionAction.Container.Emptied.TAKEN)));
    assertThat(actions.get(0).classes()).containsExactly("phones", "ALL");
    assertThat(actions.get(1).target())
        .isEqualTo(
            new OptionAction.Target.Vendor(
                4491,
                2,
                new OptionAction.Container(
                    OptionAction.Container.Absent.MADE, OptionAction.Container.Emptied.LEFT)));
  }

  @Test
  void faultsOfFlexOptionAreNamedWhereTheyStand() {
    assertThat(errors("flex_option", ""))
        .singleElement()
        .asString()
        .contains("\"options\" is missing");
    assertThat(errors("flex_option", "\"options\": [ { \"code\": 15 } ]"))
        .singleElement()
        .asString()
        .contains("changes nothing");
    assertThat(
            errors(
                "flex_option",
                "\"options\": [ { \"code\": 15, \"add\": \"'a'\", \"remove\": \"1 == 1\" } ]"))
        .singleElement()
        .asString()
        .contains("changes its option twice");
    assertThat(errors("flex_option", "\"options\": [ { \"add\": \"'a'\" } ]"))
        .singleElement()
        .asString()
        .contains("names no option");
    assertThat(
            errors(
                "flex_option",
                "\"options\": [ { \"code\": 15, \"name\": \"routers\", \"add\": \"'a'\" } ]"))
        .singleElement()
        .asString()
        .contains("\"routers\" is not the name of an option in \"dhcp4\" with code 15");
    assertThat(
            errors(
                "flex_option",
                "\"options\": [ { \"code\": 230, \"csv-format\": true, \"add\": \"'a'\" } ]"))
        .singleElement()
        .asString()
        .contains("without definition");
    assertThat(errors("flex_option", "\"options\": [ { \"code\": 15, \"add\": \"'a\" } ]"))
        .singleElement()
        .asString()
        .contains("options[0].add: this ' begins a text");
    assertThat(
            errors(
                "flex_option",
                "\"options\": [ { \"code\": 15, \"add\": \"'a'\", \"destination\": \"query\" } ]"))
        .singleElement()
        .asString()
        .contains("changing what the client sent is not supported yet");
    assertThat(
            errors(
                "flex_option",
                "\"options\": [ { \"code\": 15, \"sub-options\": [ { \"code\": 1, \"add\": \"'a'\""
                    + " } ] } ]"))
        .singleElement()
        .asString()
        .contains("option 15 has no space of sub-options");
  }

  @Test
  void theIdentifierAndItsUseAreRead() {
    FlexId plain =
        hooks("flex_id", "\"identifier-expression\": \"relay4[1].hex\"").flexId().orElseThrow();
    assertThat(plain.use()).isEqualTo(FlexId.Use.RESERVATIONS);
    assertThat(plain.identifier().source()).isEqualTo("relay4[1].hex");
    String expression = "\"identifier-expression\": \"pkt4.mac\", \"replace-client-id\": true";
    assertThat(hooks("flex_id", expression).flexId().orElseThrow().use())
        .isEqualTo(FlexId.Use.CLIENT_ID);
    assertThat(
            hooks("flex_id", expression + ", \"cid-as-rfc4361-duid\": true")
                .flexId()
                .orElseThrow()
                .use())
        .isEqualTo(FlexId.Use.CLIENT_ID_AS_DUID);
    assertThat(errors("flex_id", "\"identifier-expression\": \"option[60].exists\""))
        .singleElement()
        .asString()
        .contains("identifier-expression: expected what yields bytes");
  }

  @Test
  void bootpTakesNoParameters() {
    assertThat(hooks("bootp", "").bootp()).isEqualTo(Hooks.Bootp.SERVED);
    assertThat(hooks("flex_option", "\"options\": [ ]").bootp()).isEqualTo(Hooks.Bootp.IGNORED);
    assertThat(errors("bootp", "\"x\": 1")).singleElement().asString().contains("no such key");
  }

  @Test
  void reservationsByFlexIdAreRead() {
    Loaded loaded =
        Dhcp4Reader.readText(
            """
            { "Dhcp4": { "host-reservation-identifiers": [ "flex-id", "hw-address" ],
              "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "reservations": [
                { "flex-id": "'port7'", "ip-address": "192.0.2.15" } ] } ] } }
            """);
    assertThat(loaded).as(loaded.toString()).isInstanceOf(Loaded.Ok.class);
    Settings settings = ((Loaded.Ok) loaded).configuration().settings();
    assertThat(settings.reservationKinds())
        .containsExactly(Reservation.Kind.FLEX_ID, Reservation.Kind.HW_ADDRESS);
    assertThat(settings.networks().getFirst().subnets().getFirst().reservations().getFirst().key())
        .isEqualTo(new Reservation.Key.FlexId(Bytes.ofText("port7")));
  }

  @Test
  void anUnknownLibraryIsRefusedWithAGuess() {
    assertThat(errors("flex_optoin", ""))
        .singleElement()
        .asString()
        .contains("libdhcp_flex_option.so");
  }
}
