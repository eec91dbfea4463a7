package org.lessor.config;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lessor.engine.NameFilter;
import org.lessor.engine.NameRules;
import org.lessor.engine.NameRules.Replacement;
import org.lessor.engine.NameRules.Updates;
import org.lessor.engine.NameRules.Wish;

/// Reads what is to become of names: the keys ddns-* and hostname-char-* of the global level,
/// networks, subnets and pools, and the map dhcp-ddns.
final class NameReader {
  private static final String NO_DNS_UPDATES = "no DNS updates are sent";
  private static final int MAX_PORT = 65535;
  private static final long MAX_SECONDS = 0xffffffffL;

  private static final Map<String, Replacement> REPLACEMENTS =
      Map.of(
          "never",
          Replacement.NEVER,
          "always",
          Replacement.ALWAYS,
          "when-present",
          Replacement.WHEN_PRESENT,
          "when-not-present",
          Replacement.WHEN_NOT_PRESENT);

  private static final Set<String> CONFLICT_MODES =
      Set.of(
          "check-with-dhcid",
          "no-check-with-dhcid",
          "check-exists-with-dhcid",
          "no-check-without-dhcid");

  /// Kea's defaults; that updates are sent is what ddns-send-updates says.
  static final NameRules DEFAULT = NameRules.STANDARD.withUpdates(Updates.SENT);

  private NameReader() {}

  /// What the map dhcp-ddns says.
  ///
  /// @param enabled whether updates are enabled at all (Kea: dhcp-ddns.enable-updates)
  /// @param rules what holds where the global level says nothing
  record Dns(Updates enabled, NameRules rules) {}

  /// Reads the map dhcp-ddns. Kea before 2.6 has keys in it that stand at the global level now,
  /// where they come first.
  static Dns dns(Section global) {
    Optional<Section> section = global.section("dhcp-ddns");
    if (section.isEmpty()) {
      return new Dns(Updates.OMITTED, DEFAULT);
    }
    Section config = section.get();
    NameRules rules = rules(config, "", DEFAULT);
    boolean enabled = config.bool("enable-updates").orElse(false);
    for (String key : new String[] {"server-ip", "sender-ip", "ncr-protocol", "ncr-format"}) {
      config.string(key);
    }
    config.integer("server-port", 0, MAX_PORT);
    config.integer("sender-port", 0, MAX_PORT);
    config.integer("max-queue-size", 0, MAX_SECONDS);
    config.finish();
    if (enabled) {
      global.warning(
          "dhcp-ddns",
          "is not supported yet: "
              + NO_DNS_UPDATES
              + ", though leases and answers are as if they were",
          "");
    }
    return new Dns(enabled ? Updates.SENT : Updates.OMITTED, rules);
  }

  /// The rules of `section`, and those of `parent` where it says nothing.
  static NameRules read(Section section, NameRules parent) {
    updatesOnly(section);
    return rules(section, "ddns-", parent)
        .withUpdates(
            section
                .bool("ddns-send-updates")
                .map(send -> send ? Updates.SENT : Updates.OMITTED)
                .orElse(parent.updates()));
  }

  /// The rules by keys that begin with `prefix`.
  private static NameRules rules(Section section, String prefix, NameRules parent) {
    Set<Wish> overridden = EnumSet.noneOf(Wish.class);
    overridden.addAll(parent.overridden());
    override(section, prefix + "override-no-update", Wish.NO_UPDATE, overridden);
    override(section, prefix + "override-client-update", Wish.CLIENT_UPDATE, overridden);
    return new NameRules(
        parent.updates(),
        overridden,
        replacement(section, prefix + "replace-client-name", parent.replacement()),
        section.string(prefix + "generated-prefix").orElse(parent.generatedPrefix()),
        section.string(prefix + "qualifying-suffix").orElse(parent.qualifyingSuffix()),
        filter(section, parent.filter()));
  }

  private static void override(Section section, String key, Wish wish, Set<Wish> overridden) {
    Optional<Boolean> given = section.bool(key);
    if (given.isPresent() && given.get()) {
      overridden.add(wish);
    } else if (given.isPresent()) {
      overridden.remove(wish);
    }
  }

  private static Replacement replacement(Section section, String key, Replacement parent) {
    Optional<String> name = section.string(key);
    if (name.isEmpty()) {
      return parent;
    }
    Replacement replacement = REPLACEMENTS.get(name.get());
    if (replacement == null) {
      section.error(
          key,
          "\"" + name.get() + "\" is none of its values",
          "use never, always, when-present or when-not-present");
      return parent;
    }
    return replacement;
  }

  private static NameFilter filter(Section section, NameFilter parent) {
    Optional<String> unwanted = section.string("hostname-char-set");
    Optional<String> replacement = section.string("hostname-char-replacement");
    if (unwanted.isEmpty() && replacement.isEmpty()) {
      return parent;
    }
    try {
      return NameFilter.of(
          unwanted.orElse(parent.unwanted()), replacement.orElse(parent.replacement()));
    } catch (IllegalArgumentException wrong) {
      section.error("hostname-char-set", String.valueOf(wrong.getMessage()), "correct it");
      return parent;
    }
  }

  /// What matters to updates only.
  private static void updatesOnly(Section section) {
    section.bool("ddns-update-on-renew");
    section.bool("ddns-use-conflict-resolution");
    section.real("ddns-ttl-percent", 0, 1);
    section.integer("ddns-ttl", 0, MAX_SECONDS);
    section.integer("ddns-ttl-min", 0, MAX_SECONDS);
    section.integer("ddns-ttl-max", 0, MAX_SECONDS);
    section
        .string("ddns-conflict-resolution-mode")
        .filter(mode -> !CONFLICT_MODES.contains(mode))
        .ifPresent(mode ->
            section.error(
                "ddns-conflict-resolution-mode",
                "\"" + mode + "\" is none of its values",
                "use one of " + String.join(", ", CONFLICT_MODES.stream().sorted().toList())));
    section.withoutEffect(
        NO_DNS_UPDATES,
        "ddns-update-on-renew",
        "ddns-use-conflict-resolution",
        "ddns-conflict-resolution-mode",
        "ddns-ttl-percent",
        "ddns-ttl",
        "ddns-ttl-min",
        "ddns-ttl-max");
  }
}
