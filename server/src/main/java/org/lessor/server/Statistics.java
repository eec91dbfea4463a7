package org.lessor.server;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.lessor.engine.SilentReason;
import org.lessor.wire.MalformedReason;

/// Counters since the start. Any thread may count and read.
public final class Statistics {
  private final Counters<Statistic> counts = new Counters<>(Statistic.class);
  private final Counters<SilentReason> silent = new Counters<>(SilentReason.class);
  private final Counters<MalformedReason> malformed = new Counters<>(MalformedReason.class);

  /// Counters that all stand at 0.
  public Statistics() {}

  void count(Statistic statistic) {
    counts.add(statistic, 1);
  }

  void count(Statistic statistic, long times) {
    counts.add(statistic, times);
  }

  void count(SilentReason reason) {
    silent.add(reason, 1);
  }

  void count(MalformedReason reason) {
    malformed.add(reason, 1);
  }

  /// How often it happened.
  public long value(Statistic statistic) {
    return counts.value(statistic);
  }

  /// How many messages got no answer for this reason.
  public long value(SilentReason reason) {
    return silent.value(reason);
  }

  /// How many packets were malformed in this way.
  public long value(MalformedReason reason) {
    return malformed.value(reason);
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

  /// The counters that are not 0, in one line.
  String summary() {
    StringBuilder line = new StringBuilder();
    snapshot()
        .forEach((name, value) -> {
          if (value != 0) {
            line.append(line.isEmpty() ? "" : " ").append(name).append('=').append(value);
          }
        });
    return line.toString();
  }

  private static String dashed(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
