package org.lessor.wire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All option spaces that are known in one place: the standard ones and those that an operator
/// defined. Immutable, safe for any thread.
public final class OptionSpaces {
  /// DHCPv4's own space and the standard spaces of sub-options.
  public static final OptionSpaces STANDARD =
      new OptionSpaces(
          Map.of(
              StandardOptions.SPACE.name(), StandardOptions.SPACE,
              RelayAgentOptions.SPACE.name(), RelayAgentOptions.SPACE,
              CablelabsOptions.CLIENT_CONF.name(), CablelabsOptions.CLIENT_CONF,
              CablelabsOptions.VENDOR_4491.name(), CablelabsOptions.VENDOR_4491));

  private final Map<String, OptionSpace> byName;

  private OptionSpaces(Map<String, OptionSpace> byName) {
    this.byName = Map.copyOf(byName);
  }

  /// The name of the space of an enterprise's options in option 125, such as `vendor-4491`.
  ///
  /// @param enterprise the IANA enterprise number, 0 to 2^32 - 1
  public static String vendorSpaceName(long enterprise) {
    return "vendor-" + enterprise;
  }

  /// The space of that name; empty where nothing is defined in it.
  public Optional<OptionSpace> space(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /// The definition with this code in that space.
  public Optional<OptionDefinition<?>> byCode(String space, int code) {
    return space(space).flatMap(known -> known.byCode(code));
  }

  /// The definition with this name in that space.
  public Optional<OptionDefinition<?>> byName(String space, String name) {
    return space(space).flatMap(known -> known.byName(name));
  }

  /// These spaces with `definition` in its own, in the place of those that have its code or name
  /// there.
  public OptionSpaces with(OptionDefinition<?> definition) {
    OptionSpace known = byName.get(definition.space());
    OptionSpace changed =
        known == null
            ? new OptionSpace(definition.space(), List.of(definition))
            : known.with(definition);
    Map<String, OptionSpace> spaces = new HashMap<>(byName);
    spaces.put(changed.name(), changed);
    return new OptionSpaces(spaces);
  }
}
