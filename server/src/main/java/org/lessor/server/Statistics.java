package org.lessor.server;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import org.lessor.engine.SilentReason;
import org.lessor.wire.MalformedReason;

/// Counters since the start. Any thread may count and read.
public final class Statistics {
  private final AtomicLongArray counts = new AtomicLongArray(Statistic.values().length);
  private final AtomicLongArray silent = new AtomicLongArray(SilentReason.values().length);
  private final AtomicLongArray malformed = new AtomicLongArray(MalformedReason.values().length);

  /// Counters that all stand at 0.
  public Statistics() {}

  void count(Statistic statistic) {
    counts.incrementAndGet(statistic.ordinal());
  }

  void count(Statistic statistic, long times) {
    counts.addAndGet(statistic.ordinal(), times);
  }

  void count(SilentReason reason) {
    silent.incrementAndGet(reason.ordinal());
  }

  void count(MalformedReason reason) {
    malformed.incrementAndGet(reason.ordinal());
  }

  /// How often it happened.
  public long value(Statistic statistic) {
    return counts.get(statistic.ordinal());
  }

  /// How many messages got no answer for this reason.
  public long value(SilentReason reason) {
    return silent.get(reason.ordinal());
  }

  /// How many packets were malformed in this way.
  public long value(MalformedReason reason) {
    return malformed.get(reason.ordinal());
  }

  /// All counters by name, in a fixed order: Kea's names first, then `silent-…` and `malformed-…`
  /// with the reason.
  public Map<String, Long> snapshot() {
    Map<String, Long> all = new LinkedHashMap<>();
    for (Statistic statistic : Statistic.values()) {
      all.put(statistic.keaName(), value(statistic));
    }
    for (SilentReason reason : SilentReason.values()) {
      all.put("silent-" + dashed(reason.name()), value(reason));
    }
    for (MalformedReason reason : MalformedReason.values()) {
      all.put("malformed-" + dashed(reason.name()), value(reason));
    }
    return all;
  }

  private static String dashed(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
