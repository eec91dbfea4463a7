package org.lessor.wire;

import java.util.ArrayList;
import java.util.List;

/// An option as an operator defines it: an entry of Kea's `option-def`.
///
/// @param code 1 to 254 in the space `dhcp4`, 0 to 255 in others
/// @param name letters, digits, and between them `-` and `_`
/// @param type Kea's name of the type, `record` for a record
/// @param array whether the value repeats up to the end of the option; of a record the last field
///   does
/// @param recordTypes the types of the fields where `type` is `record`, otherwise empty
/// @param space the space that the option belongs to, such as `dhcp4`
/// @param encapsulate the space of the sub-options behind the value; empty where there are none
public record OptionDef(
    int code,
    String name,
    String type,
    boolean array,
    List<String> recordTypes,
    String space,
    String encapsulate) {
  private static final String RECORD = "record";

  /// Takes a copy; nothing is checked before [#define].
  public OptionDef {
    recordTypes = List.copyOf(recordTypes);
  }

  /// The definition, or the first thing that is wrong with it.
  public Parsed<OptionDefinition<?>> define() {
    boolean own = space.equals(OptionSpace.DHCP4);
    if (code < (own ? 1 : 0) || code > (own ? 254 : 255)) {
      return Parsed.invalid("code " + code + " is out of range " + (own ? "1..254" : "0..255"));
    }
    if (!isName(name)) {
      return Parsed.invalid(
          "\"" + name + "\" is not a name (letters, digits, and between them - and _)");
    }
    if (!isName(space)) {
      return Parsed.invalid("\"" + space + "\" is not the name of an option space");
    }
    if (!encapsulate.isEmpty() && !isName(encapsulate)) {
      return Parsed.invalid("\"" + encapsulate + "\" is not the name of an option space");
    }
    if (encapsulate.equals(space)) {
      return Parsed.invalid("option " + name + " encapsulates the space it belongs to, " + space);
    }
    if (array && !encapsulate.isEmpty()) {
      return Parsed.invalid(
          "option " + name + " is an array, behind which no sub-option can stand");
    }
    return optionType().map(known -> definition(known));
  }

  private <T> OptionDefinition<T> definition(OptionType<T> known) {
    return new OptionDefinition<>(code, name, known, "option-def", space, encapsulate);
  }

  private static boolean isName(String text) {
    return text.matches("[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?");
  }

  private Parsed<? extends OptionType<?>> optionType() {
    if (!type.equals(RECORD) && !recordTypes.isEmpty()) {
      return Parsed.invalid(
          "record types given for type " + type + ", which is not record: " + recordTypes);
    }
    if (type.equals(RECORD)) {
      return recordType();
    }
    Parsed<FieldType<?>> field = OptionTypes.fieldNamed(type);
    if (array) {
      return field.map(OptionDef::arrayOf);
    }
    return field.map(known -> known.equals(OptionTypes.EMPTY_FIELD) ? emptyType() : known);
  }

  private OptionType<?> emptyType() {
    return encapsulate.isEmpty() ? OptionTypes.EMPTY : OptionTypes.SUB_OPTIONS;
  }

  private static OptionType<?> arrayOf(FieldType<?> element) {
    return element.equals(OptionTypes.FQDN_FIELD)
        ? OptionTypes.FQDN_LIST
        : new ArrayType<>(element);
  }

  private Parsed<RecordType> recordType() {
    List<FieldType<?>> fields = new ArrayList<>();
    for (String fieldType : recordTypes) {
      switch (OptionTypes.fieldNamed(fieldType)) {
        case Parsed.Ok<FieldType<?>>(FieldType<?> known) -> fields.add(known);
        case Parsed.Invalid<FieldType<?>>(String reason) -> {
          return Parsed.invalid(reason);
        }
      }
    }
    RecordType.Last last = array ? RecordType.Last.REPEATS : RecordType.Last.ONCE;
    return Parsed.ok(fields).map(known -> new RecordType(known, last));
  }
}
