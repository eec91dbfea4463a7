package org.lessor.config;

/// The keys of Kea that Lessor does not act on yet. Those that change no answer are accepted with a
/// warning; those that do are accepted only with their default value.
final class Unsupported {
  private static final String NO_DNS_UPDATES = "no DNS updates are sent";

  private Unsupported() {}

  static void globally(Section global) {
    inScope(global);
    global.onlyDefault("ip-reservations-unique", true);
    global.onlyDefault("stash-agent-options", false);
    global.onlyDefault("dhcp4o6-port", 0);
    global.onlyDefault("hosts-database", "");
    global.onlyDefault("hosts-databases", "");
    global.onlyDefault("config-control", "");
    global.withoutEffect("there is no control channel", "control-socket", "control-sockets");
    global.withoutEffect("statistics keep no samples", "statistic-default-sample-count");
    global.withoutEffect("statistics keep no samples", "statistic-default-sample-age");
    global.withoutEffect(NO_DNS_UPDATES, "dhcp-ddns");
    global.withoutEffect("packets are handled in batches", "multi-threading");
    global.withoutEffect("the queue is managed by itself", "dhcp-queue-control");
    global.withoutEffect("leases of unknown subnets are kept and named", "sanity-checks");
    global.withoutEffect("no hook parks packets", "parked-packet-limit");
    global.withoutEffect("hosts are looked up first in any case", "reservations-lookup-first");
    global.withoutEffect("there is no configuration backend", "server-tag");
  }

  /// Keys that stand at the global level, in networks and in subnets.
  static void inScope(Section section) {
    section.onlyDefault("adaptive-lease-time-threshold", 1);
    section.onlyDefault("reservations-in-subnet", true);
    section.onlyDefault("reservations-out-of-pool", false);
    section.onlyDefault("reservation-mode", "all");
    section.withoutEffect("relay information is not kept with leases", "store-extended-info");
    section.withoutEffect("free addresses are given in turn", "allocator");
    names(section);
  }

  /// Keys that stand in pools.
  static void inPool(Section section) {
    names(section);
  }

  private static void names(Section section) {
    section.onlyDefault("hostname-char-set", "[^A-Za-z0-9.-]");
    section.onlyDefault("hostname-char-replacement", "");
    section.onlyDefault("ddns-override-client-update", false);
    section.onlyDefault("ddns-override-no-update", false);
    section.onlyDefault("ddns-replace-client-name", "never");
    section.onlyDefault("ddns-qualifying-suffix", "");
    section.withoutEffect(
        NO_DNS_UPDATES,
        "ddns-send-updates",
        "ddns-generated-prefix",
        "ddns-update-on-renew",
        "ddns-use-conflict-resolution",
        "ddns-conflict-resolution-mode",
        "ddns-ttl-percent",
        "ddns-ttl",
        "ddns-ttl-min",
        "ddns-ttl-max");
  }
}
