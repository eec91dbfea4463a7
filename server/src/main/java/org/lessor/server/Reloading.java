package org.lessor.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.lessor.config.Configuration;
import org.lessor.config.Interfaces;
import org.lessor.config.LeaseDatabase;
import org.lessor.config.Loaded;
import org.lessor.config.Logging;
import org.lessor.config.Problem;
import org.lessor.engine.Settings;

/// Has a running server follow another configuration, whole or not at all, and says what changes.
///
/// Any thread may call; reloads go one after the other.
final class Reloading {
  /// How many complaints about a file are written.
  static final int MAX_NAMED = 100;

  private final Running server;
  private final EventLog log;
  private final LongSupplier nanos;

  /// What the server was started with: what cannot change is compared with it.
  private final Configuration started;

  private Configuration current;

  /// What of a running server can be replaced. Each call takes effect for all that comes later.
  interface Running {
    /// What answers depend on.
    void settings(Settings settings);

    /// Where it listens.
    void interfaces(Interfaces interfaces);

    /// How ended leases are put back.
    void reclaiming(Reclaiming reclaiming);

    /// Which script is run when leases change.
    void script(Optional<Path> script);

    /// What is logged and where.
    void logging(Logging logging);
  }

  Reloading(Configuration configuration, Running server, EventLog log, LongSupplier nanos) {
    this.started = configuration;
    this.current = configuration;
    this.server = server;
    this.log = log;
    this.nanos = nanos;
  }

  /// Takes over what `reader` reads from `file`. What is refused changes nothing. A fault of our
  /// own is told, and the server goes on.
  synchronized void take(Supplier<Loaded> reader, String file) {
    log.write(ServerEvent.DHCP4_DYNAMIC_RECONFIGURATION, "file=" + file);
    try {
      switch (reader.get()) {
        case Loaded.Ok(Configuration next) -> take(next, file);
        case Loaded.Refused(List<Problem> problems) -> refuse(problems, file);
      }
    } catch (RuntimeException | AssertionError fault) {
      log.write(ServerEvent.LESSOR_WORKER_FAILED, "configuration=" + file, fault);
    }
  }

  private void refuse(List<Problem> problems, String file) {
    for (Problem problem : problems.subList(0, Math.min(MAX_NAMED, problems.size()))) {
      log.write(
          problem.severity() == Problem.Severity.ERROR
              ? ServerEvent.DHCP4_CONFIG_LOAD_FAIL
              : ServerEvent.DHCP4_CONFIG_WARNING,
          problem.toString());
    }
    log.write(
        ServerEvent.DHCP4_DYNAMIC_RECONFIGURATION_FAIL,
        "file=" + file + " problems=" + problems.size() + " changed=nothing");
  }

  private void take(Configuration next, String file) {
    long began = nanos.getAsLong();
    String changes = ConfigurationDifference.between(current, next);
    for (Problem warning : next.warnings()) {
      log.write(ServerEvent.DHCP4_CONFIG_WARNING, warning.toString());
    }
    tellRestart(next);
    server.logging(next.logging());
    server.settings(next.settings());
    server.script(next.script());
    server.reclaiming(Reclaiming.of(next.expiry()));
    server.interfaces(next.interfaces());
    current = next;
    log.write(ServerEvent.DHCP4_CONFIG_COMPLETE, ConfigurationSummary.of(next));
    log.write(
        ServerEvent.DHCP4_DYNAMIC_RECONFIGURATION_SUCCESS,
        "file="
            + file
            + " changes=\""
            + changes
            + "\" ms="
            + Duration.ofNanos(nanos.getAsLong() - began).toMillis());
  }

  private void tellRestart(Configuration next) {
    if (!next.leaseDatabase().equals(started.leaseDatabase())) {
      tellRestart("lease-database", describe(started.leaseDatabase()));
    }
    if (next.leaseChecks() != started.leaseChecks()) {
      tellRestart(
          "sanity-checks.lease-checks",
          started.leaseChecks().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    if (next.interfaces().sockets() != started.interfaces().sockets()) {
      tellRestart(
          "interfaces-config.dhcp-socket-type",
          started.interfaces().sockets() == Interfaces.Sockets.UDP ? "udp" : "raw");
    }
  }

  private void tellRestart(String key, String kept) {
    log.write(ServerEvent.LESSOR_CONFIG_NEEDS_RESTART, "key=Dhcp4." + key + " stays=" + kept);
  }

  private static String describe(LeaseDatabase database) {
    return switch (database.persistence()) {
      case MEMORY -> "memory";
      case FILE ->
          database.name().orElse("the-usual-file")
              + " lfc-interval="
              + database.lfcIntervalSeconds();
    };
  }
}
