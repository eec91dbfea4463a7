package org.lessor.server;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes events as log lines: `ID key=value …`. Any thread may call.
///
/// Events that packets cause are limited to so many lines a second each, faults of the server's own
/// at packets to one with its stack; how many were left out is said in the next line of that event.
final class EventLog {
  /// Lines of one event in a second.
  static final int LINES_PER_SECOND = 100;

  private static final long SECOND_NANOS = 1_000_000_000L;

  private final LongSupplier nanos;
  private final Map<ServerEvent, Logger> loggers = new EnumMap<>(ServerEvent.class);
  private final Map<ServerEvent, Allowance> allowances = new EnumMap<>(ServerEvent.class);
  private final Allowance faults = new Allowance(1);

  /// How many lines of one event were written in the current second.
  private static final class Allowance {
    private final int most;
    private long second = Long.MIN_VALUE;
    private int written;
    private long leftOut;

    /// For `most` lines a second.
    Allowance(int most) {
      this.most = most;
    }

    /// The number of lines left out before this one, or -1 where this one is left out too.
    synchronized long take(long now) {
      if (second != now) {
        second = now;
        written = 0;
      }
      if (written == most) {
        leftOut++;
        return -1;
      }
      written++;
      long missing = leftOut;
      leftOut = 0;
      return missing;
    }
  }

  /// A log whose lines go to the loggers of these names ([ServerEvent#logger()]).
  ///
  /// @param nanos a monotonic clock in nanoseconds
  EventLog(LongSupplier nanos) {
    this(nanos, LoggerFactory::getLogger);
  }

  /// @param named the logger of a name
  EventLog(LongSupplier nanos, Function<String, Logger> named) {
    this.nanos = nanos;
    for (ServerEvent event : ServerEvent.values()) {
      loggers.put(event, named.apply(event.logger()));
      allowances.put(event, new Allowance(LINES_PER_SECOND));
    }
  }

  /// Writes a line that no packet causes.
  void write(ServerEvent event, String details) {
    logger(event).atLevel(event.level()).log("{} {}", event, details);
  }

  /// Writes a line that no packet causes, with the failure's own lines behind it.
  void write(ServerEvent event, String details, Throwable failure) {
    logger(event).atLevel(event.level()).setCause(failure).log("{} {}", event, details);
  }

  /// Whether lines of this event are written at all.
  boolean isOn(ServerEvent event) {
    return logger(event).isEnabledForLevel(event.level());
  }

  /// Writes a line that a packet causes, unless the event had its lines this second. `details` is
  /// called only for a line that is written.
  void limited(ServerEvent event, Supplier<String> details) {
    limited(event, details, null);
  }

  /// As above, with the failure's own lines behind it.
  void limited(ServerEvent event, Supplier<String> details, @Nullable Throwable failure) {
    write(event, Objects.requireNonNull(allowances.get(event)), details, failure);
  }

  /// Writes that the server was at fault at one packet or lease, unless such a line was written
  /// this second: a client could cause them as fast as it sends.
  void fault(Supplier<String> details, Throwable fault) {
    write(ServerEvent.LESSOR_WORKER_FAILED, faults, details, fault);
  }

  private void write(
      ServerEvent event,
      Allowance allowance,
      Supplier<String> details,
      @Nullable Throwable failure) {
    Logger logger = logger(event);
    if (!logger.isEnabledForLevel(event.level())) {
      return;
    }
    long missing = allowance.take(nanos.getAsLong() / SECOND_NANOS);
    if (missing < 0) {
      return;
    }
    String suffix = missing == 0 ? "" : " left-out=" + missing;
    logger.atLevel(event.level()).setCause(failure).log("{} {}{}", event, details.get(), suffix);
  }

  private Logger logger(ServerEvent event) {
    return Objects.requireNonNull(loggers.get(event));
  }
}
