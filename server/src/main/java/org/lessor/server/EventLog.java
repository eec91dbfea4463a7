package org.lessor.server;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes events as log lines: `ID key=value …`. Any thread may call.
///
/// Events that packets cause are limited to so many lines a second each; how many were left out is
/// said in the next line of that event.
final class EventLog {
  /// Lines of one event in a second.
  static final int LINES_PER_SECOND = 100;

  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final Logger LOGGER = LoggerFactory.getLogger("org.lessor.server");

  private final LongSupplier nanos;
  private final AtomicLongArray second = new AtomicLongArray(ServerEvent.values().length);
  private final AtomicLongArray written = new AtomicLongArray(ServerEvent.values().length);
  private final AtomicLongArray leftOut = new AtomicLongArray(ServerEvent.values().length);

  /// @param nanos a monotonic clock in nanoseconds
  EventLog(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /// Writes a line that no packet causes.
  void write(ServerEvent event, String details) {
    LOGGER.atLevel(event.level()).log("{} {}", event, details);
  }

  /// Writes a line that no packet causes, with the failure's own lines behind it.
  void write(ServerEvent event, String details, Throwable failure) {
    LOGGER.atLevel(event.level()).setCause(failure).log("{} {}", event, details);
  }

  /// Writes a line that a packet causes, unless the event had its lines this second. `details` is
  /// called only for a line that is written.
  void limited(ServerEvent event, Supplier<String> details) {
    if (!LOGGER.isEnabledForLevel(event.level())) {
      return;
    }
    int index = event.ordinal();
    long now = nanos.getAsLong() / SECOND_NANOS;
    if (second.getAndSet(index, now) != now) {
      written.set(index, 0);
    }
    if (written.incrementAndGet(index) > LINES_PER_SECOND) {
      leftOut.incrementAndGet(index);
      return;
    }
    long missing = leftOut.getAndSet(index, 0);
    String suffix = missing == 0 ? "" : " left-out=" + missing;
    LOGGER.atLevel(event.level()).log("{} {}{}", event, details.get(), suffix);
  }
}
