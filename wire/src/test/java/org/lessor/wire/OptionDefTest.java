package org.lessor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Options that an operator defines, with the rules of Kea's `option-def`.
class OptionDefTest {
  private static final OptionDef PLAIN =
      new OptionDef(224, "mine", "uint8", false, List.of(), "dhcp4", "");

  private static OptionDef def(String type, boolean array, String... recordTypes) {
    return new OptionDef(224, "mine", type, array, List.of(recordTypes), "dhcp4", "");
  }

  private static void refuses(OptionDef definition, String reason) {
    assertThat(definition.define()).isEqualTo(Parsed.invalid(reason));
  }

  @Test
  void aDefinitionHasCodeNameTypeAndSpace() {
    OptionDefinition<?> defined = PLAIN.define().orElseThrow();
    assertThat(defined.code()).isEqualTo(224);
    assertThat(defined.name()).isEqualTo("mine");
    assertThat(defined.type()).isEqualTo(OptionTypes.UINT8);
    assertThat(defined.space()).isEqualTo("dhcp4");
  }

  @Test
  void codesOutOfRangeAreRefused() {
    refuses(
        new OptionDef(0, "mine", "uint8", false, List.of(), "dhcp4", ""),
        "code 0 is out of range 1..254");
    refuses(
        new OptionDef(255, "mine", "uint8", false, List.of(), "dhcp4", ""),
        "code 255 is out of range 1..254");
    refuses(
        new OptionDef(256, "mine", "uint8", false, List.of(), "own", ""),
        "code 256 is out of range 0..255");
    assertThat(new OptionDef(255, "mine", "uint8", false, List.of(), "own", "").define())
        .isInstanceOf(Parsed.Ok.class);
  }

  @Test
  void badNamesAreRefused() {
    refuses(
        new OptionDef(224, "-mine", "uint8", false, List.of(), "dhcp4", ""),
        "\"-mine\" is not a name (letters, digits, and between them - and _)");
    refuses(
        new OptionDef(224, "mine", "uint8", false, List.of(), "a b", ""),
        "\"a b\" is not the name of an option space");
  }

  @Test
  void unknownTypesAreRefusedWithThoseThereAre() {
    assertThat(def("ipv4", false).define().toString())
        .contains("\"ipv4\" is not an option type (one of binary, boolean,");
    assertThat(def("internal", false).define()).isInstanceOf(Parsed.Invalid.class);
    assertThat(def("record", false, "uint8", "nonsense").define())
        .isInstanceOf(Parsed.Invalid.class);
  }

  @Test
  void whatDoesNotKnowItsEndCannotStandBeforeOthers() {
    refuses(def("string", true), "an array of type string has no use");
    refuses(def("binary", true), "an array of type binary has no use");
    refuses(def("empty", true), "an array of type empty has no use");
    refuses(
        def("record", false, "string", "uint8"),
        "a field of type string can only be the last of a record");
    refuses(def("record", true, "uint8", "binary"), "an array of type binary has no use");
    refuses(def("record", false, "uint8", "empty"), "a record cannot have a field of type empty");
  }

  @Test
  void recordTypesBelongToRecords() {
    refuses(def("record", false), "a record has two or more fields, not 0");
    refuses(def("record", false, "uint8"), "a record has two or more fields, not 1");
    refuses(
        def("uint8", false, "uint8"),
        "record types given for type uint8, which is not record: [uint8]");
  }

  @Test
  void sourcesOfConfusionAboutSubOptionsAreRefused() {
    refuses(
        new OptionDef(1, "mine", "uint8", false, List.of(), "own", "own"),
        "option mine encapsulates the space it belongs to, own");
    refuses(
        new OptionDef(1, "mine", "uint8", true, List.of(), "own", "other"),
        "option mine is an array, behind which no sub-option can stand");
  }

  @Test
  void subOptionsFollowTheValue() {
    OptionDefinition<?> defined =
        new OptionDef(222, "box", "uint16", false, List.of(), "dhcp4", "inner")
            .define()
            .orElseThrow();
    Bytes value = AnnotatedHex.bytes("0102  0a 01 ff  0b 00");
    assertThat(defined.subOptions(value))
        .contains(
            SubOptions.of(new SubOption(10, Bytes.ofHex("ff")), new SubOption(11, Bytes.EMPTY)));
    assertThat(defined.subOptions(Bytes.ofHex("01"))).isEmpty();
    assertThat(defined.subOptions(Bytes.ofHex("01020a"))).isEmpty();
    assertThat(PLAIN.define().orElseThrow().subOptions(value)).isEmpty();
  }

  @Test
  void aDefinitionTakesThePlaceOfTheOneWithItsCodeOrName() {
    OptionDefinition<?> wpad =
        new OptionDef(230, "wpad", "string", false, List.of(), "dhcp4", "").define().orElseThrow();
    OptionSpaces spaces = OptionSpaces.STANDARD.with(wpad);
    assertThat(spaces.byCode("dhcp4", 252)).isEmpty();
    assertThat(spaces.byName("dhcp4", "wpad")).contains(wpad);
    assertThat(OptionSpaces.STANDARD.byCode("dhcp4", 252)).contains(StandardOptions.WPAD);
    assertThat(spaces.byName("dhcp4", "routers")).contains(StandardOptions.ROUTERS);
  }

  @Test
  void aNewSpaceBeginsWithItsFirstOption() {
    OptionDefinition<?> inner =
        new OptionDef(1, "colour", "string", false, List.of(), "paint", "").define().orElseThrow();
    assertThat(OptionSpaces.STANDARD.space("paint")).isEmpty();
    assertThat(OptionSpaces.STANDARD.with(inner).byCode("paint", 1)).contains(inner);
  }
}
