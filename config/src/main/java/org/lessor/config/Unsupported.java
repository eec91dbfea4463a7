package org.lessor.config;

/// The keys of Kea that Lessor does not act on yet. Those that change no answer are accepted with a
/// warning; those that do are accepted only with their default value.
final class Unsupported {
  private static final String[] MULTI_THREADING = {
    "enable-multi-threading", "thread-pool-size", "packet-queue-size"
  };

  private Unsupported() {}

  static void globally(Section global) {
    global.onlyDefault("dhcp4o6-port", 0);
    global.onlyDefault("hosts-database", "");
    global.onlyDefault("hosts-databases", "");
    global.onlyDefault("config-control", "");
    global.withoutEffect("there is no control channel", "control-socket", "control-sockets");
    global.withoutEffect("statistics keep no samples", "statistic-default-sample-count");
    global.withoutEffect("statistics keep no samples", "statistic-default-sample-age");
    global.withoutEffect("packets are handled in batches", "multi-threading");
    global.withoutEffect("the queue is managed by itself", "dhcp-queue-control");
    global.withoutEffect("no hook parks packets", "parked-packet-limit");
    global.withoutEffect("hosts are looked up first in any case", "reservations-lookup-first");
    global.withoutEffect("there is no configuration backend", "server-tag");
    unread(global, "multi-threading", MULTI_THREADING);
  }

  private static void unread(Section global, String map, String... keys) {
    Section section = global.sectionOrEmpty(map);
    section.unread(keys);
    section.finish();
  }
}
