package org.lessor.load;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A report for programs to read: one JSON object. Durations are milliseconds, names never change.
public final class ReportJson {
  /// As they are named: `p50`, `p99.9`.
  private static final List<String> PERCENTILES = List.of("50", "90", "99", "99.9", "99.99");

  private ReportJson() {}

  /// The report as JSON, on one line.
  public static String of(LoadReport report) {
    return object(members(report));
  }

  /// The report of a search's best trial as JSON, on one line, with what was tried and found.
  public static String of(LoadReport report, RateSearch.Result search) {
    return object(members(report), member("search", search(search)));
  }

  private static String search(RateSearch.Result search) {
    double best = search.bestPerSecond();
    return object(
        member("highest-rate", best > 0 ? number(best) : "null"),
        member("max-loss-percent", number(100 * search.maxLossRatio())),
        member(
            "trials",
            array(
                search.trials(),
                each ->
                    object(
                        member("rate", number(each.ratePerSecond())),
                        member("loss-percent", number(100 * each.lossRatio()))))));
  }

  private static String members(LoadReport report) {
    LoadReport.Oddities odd = report.oddities();
    return String.join(
        ",",
        member("elapsed-s", number(report.elapsedNanos() / 1e9)),
        member("rate", number(report.rate())),
        member("begun", report.begun()),
        member("completed", report.completed()),
        member("lost", report.lost()),
        member("naks", report.naks()),
        member("abandoned", report.abandoned()),
        member("loss-percent", number(100 * report.lossRatio())),
        member("duplicates", report.duplicates()),
        member("bound", report.bound()),
        member("exchanges", members(report.kinds(), ReportJson::kind)),
        member("steps", members(report.steps(), ReportJson::step)),
        member("latency-ms", latency(report.latency())),
        member("orphans", odd.orphans()),
        member("malformed", odd.malformed()),
        member("unusable", odd.unusable()),
        member("dropped-by-kernel", odd.droppedByKernel()),
        member("refused", odd.refused()),
        member(
            "duplicate-examples",
            array(
                report.examples(),
                each ->
                    object(
                        member("address", text(each.address().toString())),
                        member("first", text(ReportText.mac(each.firstMac()))),
                        member("second", text(ReportText.mac(each.secondMac())))))));
  }

  private static String kind(LoadReport.Kind counts) {
    return object(member("begun", counts.begun()), member("completed", counts.completed()));
  }

  private static String step(LoadReport.Exchange counts) {
    return object(
        member("sent", counts.sent()),
        member("answered", counts.answered()),
        member("lost", counts.lost()),
        member("naks", counts.naks()),
        member("latency-ms", latency(counts.latency())));
  }

  private static String latency(LatencyHistogram latency) {
    StringJoiner members = new StringJoiner(",", "{", "}");
    members.add(member("mean", number(latency.meanNanos() / 1e6)));
    for (String percent : PERCENTILES) {
      double nanos = latency.percentileNanos(Double.parseDouble(percent));
      members.add(member("p" + percent, number(nanos / 1e6)));
    }
    return members.add(member("max", number(latency.maxNanos() / 1e6))).toString();
  }

  private static <V> String members(Map<?, V> map, Function<V, String> value) {
    return map.entrySet().stream()
        .map(each -> member(each.getKey().toString(), value.apply(each.getValue())))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static <V> String array(List<V> list, Function<V, String> value) {
    return list.stream().map(value).collect(Collectors.joining(",", "[", "]"));
  }

  private static String object(String... members) {
    return "{" + String.join(",", members) + "}";
  }

  private static String member(String name, long value) {
    return member(name, Long.toString(value));
  }

  private static String member(String name, String value) {
    return text(name) + ":" + value;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }

  /// Names and addresses: nothing in them needs escaping.
  private static String text(String plain) {
    return '"' + plain + '"';
  }
}
