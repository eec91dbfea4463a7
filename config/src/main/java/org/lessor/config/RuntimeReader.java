package org.lessor.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.lessor.wire.Ipv4;

/// Reads what does not concern answers: interfaces, lease database, expiry.
final class RuntimeReader {
  private static final long MAX_SECONDS = 0xffffffffL;

  /// The keys of databases behind a network.
  private static final String[] CONNECTION = {
    "user",
    "password",
    "password-file",
    "host",
    "port",
    "readonly",
    "connect-timeout",
    "read-timeout",
    "write-timeout",
    "tcp-user-timeout",
    "max-reconnect-tries",
    "reconnect-wait-time",
    "on-fail",
    "retry-on-startup",
    "trust-anchor",
    "cert-file",
    "key-file",
    "ssl-mode",
    "cipher-list"
  };

  private RuntimeReader() {}

  static Interfaces interfaces(Section global) {
    Section config = global.sectionOrEmpty("interfaces-config");
    List<Interfaces.Listening> listening = new ArrayList<>();
    List<Section.Text> texts = config.texts("interfaces");
    for (Section.Text text : texts) {
      listening(config, text).ifPresent(listening::add);
    }
    if (texts.isEmpty()) {
      config.warning(
          "interfaces",
          "is empty: no client is heard",
          "name the interfaces, or write [ \"*\" ] for all");
    }
    Interfaces.Sockets sockets =
        choice(config, "dhcp-socket-type", Set.of("raw", "udp"), "raw").equals("udp")
            ? Interfaces.Sockets.UDP
            : Interfaces.Sockets.RAW;
    config.onlyDefault("outbound-interface", "same-as-inbound");
    if (!config.bool("re-detect").orElse(true)) {
      config.warning("re-detect", "has no effect: interfaces are followed in any case", "");
    }
    Interfaces.Start.Required required =
        config.bool("service-sockets-require-all").orElse(false)
            ? Interfaces.Start.Required.ALL
            : Interfaces.Start.Required.NONE;
    long retries = config.integer("service-sockets-max-retries", 0, Integer.MAX_VALUE).orElse(0);
    long wait = config.integer("service-sockets-retry-wait-time", 0, MAX_SECONDS).orElse(5000);
    Interfaces.Sending sending =
        config
            .bool("segmentation-offload")
            .map(wanted ->
                wanted ? Interfaces.Sending.SEGMENTATION_OFFLOAD : Interfaces.Sending.ONE_BY_ONE)
            .orElse(Interfaces.Sending.WHERE_THE_KERNEL_CUTS);
    config.finish();
    return new Interfaces(
        listening, sockets, sending, new Interfaces.Start(required, (int) retries, wait));
  }

  private static Optional<Interfaces.Listening> listening(Section config, Section.Text text) {
    String value = text.value().trim();
    if (value.equals("*")) {
      return Optional.of(new Interfaces.Listening.All());
    }
    int slash = value.indexOf('/');
    if (slash < 0 && !value.isEmpty()) {
      return Optional.of(new Interfaces.Listening.Named(value, Optional.empty()));
    }
    Optional<Ipv4> address = slash < 1 ? Optional.empty() : Ipv4.parse(value.substring(slash + 1));
    if (address.isEmpty()) {
      config.problem(
          text,
          "\"" + value + "\" names no interface",
          "write \"*\", \"eth0\" or \"eth0/192.0.2.1\"");
      return Optional.empty();
    }
    return Optional.of(new Interfaces.Listening.Named(value.substring(0, slash), address));
  }

  static LeaseDatabase leaseDatabase(Section global) {
    Section config = global.sectionOrEmpty("lease-database");
    String type =
        (config.isEmpty() ? config.string("type") : config.required("type")).orElse("memfile");
    if (!type.equals("memfile")) {
      config.error("type", "\"" + type + "\" is not supported yet", "use \"memfile\"");
      return LeaseDatabase.DEFAULT;
    }
    LeaseDatabase database =
        new LeaseDatabase(
            config.bool("persist").orElse(true)
                ? LeaseDatabase.Persistence.FILE
                : LeaseDatabase.Persistence.MEMORY,
            config.string("name").filter(name -> !name.isEmpty()),
            config.integer("lfc-interval", 0, MAX_SECONDS).orElse(3600),
            config.integer("max-row-errors", 0, MAX_SECONDS).orElse(0));
    config.withoutEffect("a lease file needs no connection", CONNECTION);
    config.finish();
    return database;
  }

  static LeaseChecks leaseChecks(Section global) {
    Section config = global.sectionOrEmpty("sanity-checks");
    String chosen =
        choice(config, "lease-checks", Set.of("none", "warn", "fix", "fix-del", "del"), "warn");
    config.withoutEffect("both forms of it are read as they are", "extended-info-checks");
    config.finish();
    return LeaseChecks.valueOf(chosen.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  static ExpiredLeases expiry(Section global) {
    Section config = global.sectionOrEmpty("expired-leases-processing");
    ExpiredLeases usual = ExpiredLeases.DEFAULT;
    ExpiredLeases expiry =
        new ExpiredLeases(
            seconds(config, "reclaim-timer-wait-time", usual.reclaimTimerWaitTimeSeconds()),
            seconds(config, "hold-reclaimed-time", usual.holdReclaimedTimeSeconds()),
            seconds(
                config,
                "flush-reclaimed-timer-wait-time",
                usual.flushReclaimedTimerWaitTimeSeconds()),
            seconds(config, "max-reclaim-leases", usual.maxReclaimLeases()));
    config.withoutEffect("packets are answered between rounds in any case", "max-reclaim-time");
    config.withoutEffect("slow rounds are not warned of", "unwarned-reclaim-cycles");
    config.finish();
    return expiry;
  }

  private static long seconds(Section config, String key, long usual) {
    return config.integer(key, 0, MAX_SECONDS).orElse(usual);
  }

  private static String choice(Section section, String key, Set<String> allowed, String usual) {
    Optional<String> given = section.string(key);
    if (given.isEmpty()) {
      return usual;
    }
    for (String value : allowed) {
      if (value.toLowerCase(Locale.ROOT).equals(given.get().toLowerCase(Locale.ROOT))) {
        return value;
      }
    }
    section.error(
        key,
        "\"" + given.get() + "\" is none of its values",
        "use one of " + String.join(", ", allowed.stream().sorted().toList()));
    return usual;
  }
}
