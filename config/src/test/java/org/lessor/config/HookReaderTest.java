package org.lessor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lessor.engine.Hooks;
import org.lessor.engine.OptionAction;
import org.lessor.wire.OptionTypes;

/// Hook libraries by Kea's names.
class HookReaderTest {
  private static Loaded load(String library, String parameters) {
    return Dhcp4Reader.readText(
        """
        { "Dhcp4": { "hooks-libraries": [ { "library": "/usr/lib/kea/hooks/libdhcp_%s.so",
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
  void anUnknownLibraryIsRefusedWithAGuess() {
    assertThat(errors("flex_optoin", ""))
        .singleElement()
        .asString()
        .contains("libdhcp_flex_option.so");
  }
}
