package org.lessor.config;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lessor.engine.ConfiguredOption;
import org.lessor.wire.CablelabsOptions;
import org.lessor.wire.OptionSpace;
import org.lessor.wire.OptionSpaces;

/// What the names of option spaces mean, and which options are whose.
final class OptionNames {
  /// Kea's other name for CableLabs' space.
  private static final String DOCSIS3_V4 = "docsis3-v4";

  private static final Pattern VENDOR_SPACE = Pattern.compile("vendor-([1-9][0-9]{0,9})");
  private static final long MAX_ENTERPRISE = 0xffff_ffffL;

  private OptionNames() {}

  /// The name by which the space is known here.
  static String canonical(String space) {
    return space.equals(DOCSIS3_V4)
        ? OptionSpaces.vendorSpaceName(CablelabsOptions.ENTERPRISE)
        : space;
  }

  /// Whose options are in that space: an enterprise number, or [ConfiguredOption#OWN] for DHCPv4's;
  /// empty for a space of sub-options.
  static OptionalLong enterprise(String space) {
    if (space.equals(OptionSpace.DHCP4)) {
      return OptionalLong.of(ConfiguredOption.OWN);
    }
    Matcher matcher = VENDOR_SPACE.matcher(space);
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) > MAX_ENTERPRISE) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.parseLong(matcher.group(1)));
  }
}
