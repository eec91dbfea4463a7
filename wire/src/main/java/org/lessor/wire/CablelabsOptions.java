package org.lessor.wire;

import static org.lessor.wire.OptionTypes.UINT32_FIELD;

import java.util.List;

/// The options that CableLabs defined: sub-options of 122 (RFC 3495 section 5), and those of its
/// enterprise number 4491 in 125.
public final class CablelabsOptions {
  /// CableLabs' enterprise number.
  public static final long ENTERPRISE = 4491;

  /// The sub-options of option 122.
  public static final OptionSpace CLIENT_CONF =
      space(
          "cablelabs-client-conf",
          new Row(1, "tsp-primary-server", OptionTypes.IPV4, "RFC 3495 section 5.1"),
          new Row(2, "tsp-secondary-server", OptionTypes.IPV4, "RFC 3495 section 5.1"),
          new Row(4, "tsp-as-parameters", threeNumbers(), "RFC 3495 section 5.3"),
          new Row(5, "tsp-ap-parameters", threeNumbers(), "RFC 3495 section 5.4"),
          new Row(6, "tsp-realm", OptionTypes.FQDN, "RFC 3495 section 5.5"),
          new Row(7, "tsp-use-tgt", OptionTypes.BOOLEAN, "RFC 3495 section 5.6"),
          new Row(8, "tsp-provisioning-timer", OptionTypes.UINT8, "RFC 3495 section 5.7"),
          new Row(9, "tsp-sct", OptionTypes.UINT16, "RFC 3594"),
          new Row(10, "kdc-server", OptionTypes.IPV4_LIST, "RFC 3634 section 2"));

  /// The sub-options of enterprise 4491 in option 125.
  public static final OptionSpace VENDOR_4491 =
      space(
          OptionSpaces.vendorSpaceName(ENTERPRISE),
          new Row(1, "oro", OptionTypes.UINT8_LIST, "CL-SP-CANN-DHCP-Reg section 2"),
          new Row(2, "tftp-servers", OptionTypes.IPV4_LIST, "CL-SP-CANN-DHCP-Reg section 2"));

  private CablelabsOptions() {}

  private record Row(int code, String name, OptionType<?> type, String reference) {
    OptionDefinition<?> in(String space) {
      return new OptionDefinition<>(code, name, type, reference, space, "");
    }
  }

  private static OptionSpace space(String name, Row... rows) {
    return new OptionSpace(
        name, List.of(rows).stream().<OptionDefinition<?>>map(row -> row.in(name)).toList());
  }

  private static OptionType<OptionRecord> threeNumbers() {
    return RecordType.of(UINT32_FIELD, UINT32_FIELD, UINT32_FIELD);
  }
}
