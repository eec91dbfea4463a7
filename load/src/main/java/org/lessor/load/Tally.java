package org.lessor.load;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lessor.wire.Ipv4;

/// Counts what happens to the exchanges, in plain numbers. Used by one thread at a time.
final class Tally {
  /// How many duplicate addresses are named.
  static final int MOST_EXAMPLES = 10;

  /// Counts of one step.
  static final class OfStep {
    final LatencyHistogram latency = new LatencyHistogram();
    long sent;
    long answered;
    long lost;
    long naks;
  }

  /// Counts of one kind of exchange.
  static final class OfKind {
    long begun;
    long completed;
  }

  private final Map<Step, OfStep> steps = new EnumMap<>(Step.class);
  private final Map<ExchangeKind, OfKind> kinds = new EnumMap<>(ExchangeKind.class);
  final LatencyHistogram exchangeLatency = new LatencyHistogram();
  private long lost;
  private long completed;
  long abandoned;
  long orphans;
  long malformed;
  long unusable;
  long duplicates;
  private final List<LoadReport.Duplicate> examples = new ArrayList<>();

  Tally() {
    for (Step step : Step.values()) {
      steps.put(step, new OfStep());
    }
    for (ExchangeKind kind : ExchangeKind.values()) {
      kinds.put(kind, new OfKind());
    }
  }

  private OfStep of(Step step) {
    return Objects.requireNonNull(steps.get(step));
  }

  private OfKind of(ExchangeKind kind) {
    return Objects.requireNonNull(kinds.get(kind));
  }

  void begun(ExchangeKind kind) {
    of(kind).begun++;
  }

  void completed(ExchangeKind kind) {
    of(kind).completed++;
    completed++;
  }

  void sent(Step step) {
    of(step).sent++;
  }

  void answered(Step step, long latencyNanos) {
    OfStep counts = of(step);
    counts.answered++;
    counts.latency.record(latencyNanos);
  }

  void lost(Step step) {
    of(step).lost++;
    lost++;
  }

  void refused(Step step) {
    of(step).naks++;
  }

  void duplicate(int address, long firstMac, long secondMac) {
    duplicates++;
    if (examples.size() < MOST_EXAMPLES) {
      examples.add(new LoadReport.Duplicate(new Ipv4(address), firstMac, secondMac));
    }
  }

  long lost() {
    return lost;
  }

  long completed() {
    return completed;
  }

  LoadReport report(long elapsedNanos, int inFlight, int bound) {
    Map<ExchangeKind, LoadReport.Kind> kindCounts = new EnumMap<>(ExchangeKind.class);
    kinds.forEach((kind, counts) -> {
      if (counts.begun > 0) {
        kindCounts.put(kind, new LoadReport.Kind(counts.begun, counts.completed));
      }
    });
    Map<Step, LoadReport.Exchange> stepCounts = new EnumMap<>(Step.class);
    steps.forEach((step, counts) -> {
      if (counts.sent > 0) {
        stepCounts.put(
            step,
            new LoadReport.Exchange(
                counts.sent, counts.answered, counts.lost, counts.naks, counts.latency.copy()));
      }
    });
    return new LoadReport(
        elapsedNanos,
        kindCounts,
        stepCounts,
        exchangeLatency.copy(),
        new LoadReport.Oddities(orphans, malformed, unusable, 0, 0),
        duplicates,
        List.copyOf(examples),
        abandoned,
        inFlight,
        bound);
  }
}
