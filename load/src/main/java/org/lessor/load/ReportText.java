package org.lessor.load;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Formatter;
import java.util.Locale;
import org.lessor.wire.Ipv4;

/// A report for people to read.
public final class ReportText {
  private ReportText() {}

  /// The same line, at most so many characters of it: what matters least is left out first.
  public static String progress(LoadReport before, LoadReport now, int mostCharacters) {
    StringBuilder line = new StringBuilder(progress(before, now));
    omit(line, "  in flight [0-9,]+", mostCharacters);
    omit(line, "  naks 0(?= )", mostCharacters);
    omit(line, "  duplicates 0(?= )", mostCharacters);
    omit(line, "  p99 .*", mostCharacters);
    line.setLength(Math.clamp(mostCharacters, 0, line.length()));
    return line.toString();
  }

  private static void omit(StringBuilder line, String pattern, int mostCharacters) {
    if (line.length() > mostCharacters) {
      String without = line.toString().replaceFirst(pattern, "");
      line.setLength(0);
      line.append(without);
    }
  }

  /// One line on how far a run is: `before` is the report that the line before was about, or `now`
  /// again for the first.
  public static String progress(LoadReport before, LoadReport now) {
    double seconds = (now.elapsedNanos() - before.elapsedNanos()) / 1e9;
    double rate = seconds <= 0 ? now.rate() : (now.completed() - before.completed()) / seconds;
    return String.format(
        Locale.ROOT,
        "%5.0f s  %,9.0f/s  completed %,d  lost %,d  naks %,d  duplicates %,d  in flight %,d"
            + "  p99 %s",
        now.elapsedNanos() / 1e9,
        rate,
        now.completed(),
        now.lost(),
        now.naks(),
        now.duplicates(),
        now.inFlight(),
        time(now.latency().percentileNanos(99)));
  }

  /// The whole report, each line ended.
  public static String summary(LoadReport report) {
    Formatter text = new Formatter(Locale.ROOT);
    headline(text, report);
    report
        .kinds()
        .forEach((kind, counts) ->
            text.format(
                "  %-10s %,12d begun %,12d completed\n", kind, counts.begun(), counts.completed()));
    text.format(
        "\n%-16s%12s%12s%10s%9s  latency ms: p50     p90     p99   p99.9     max\n",
        "step", "sent", "answered", "lost", "naks");
    report
        .steps()
        .forEach((step, counts) ->
            text.format(
                "%-16s%,12d%,12d%,10d%,9d      %s\n",
                step,
                counts.sent(),
                counts.answered(),
                counts.lost(),
                counts.naks(),
                percentiles(counts.latency())));
    text.format("%-59s      %s\n", "whole exchange", percentiles(report.latency()));
    oddities(text, report);
    text.format("%s", remark(report));
    return text.toString();
  }

  private static void headline(Formatter text, LoadReport report) {
    double seconds = report.elapsedNanos() / 1e9;
    LoadReport.Kind releases = report.kinds().get(ExchangeKind.RELEASE);
    if (releases != null && report.kinds().size() == 1) {
      // Nobody answers these, so that none completes and none is lost.
      text.format(
          "%,d releases sent in %.2f s: %,.1f a second\n",
          releases.begun(), seconds, seconds > 0 ? releases.begun() / seconds : 0.0);
      return;
    }
    text.format(
        "%,d exchanges completed in %.2f s: %,.1f a second\n",
        report.completed(), report.elapsedNanos() / 1e9, report.rate());
    text.format(
        "%,d begun, %,d lost (%.3f %%), %,d refused by NAK, %s%,d duplicate addresses\n",
        report.begun(),
        report.lost(),
        100 * report.lossRatio(),
        report.naks(),
        report.abandoned() > 0 ? "%,d abandoned, ".formatted(report.abandoned()) : "",
        report.duplicates());
  }

  /// What the numbers alone do not say, as lines, each ended; empty where there is nothing to say.
  /// [#summary] ends with it.
  public static String remark(LoadReport report) {
    if (report.kinds().isEmpty()) {
      return "nothing was measured: no exchange began in the time that counts\n";
    }
    return report.unanswered()
        ? "nothing was answered: does the server run, has it a subnet with a pool for the relay"
            + " address or link, and may its replies come here, to UDP port 67 (clients: 68)?\n"
        : "";
  }

  /// One line on a trial of a search.
  public static String trial(RateSearch.Trial trial) {
    return String.format(
        Locale.ROOT,
        "%s a second: %.2f %% lost",
        perSecond(trial.ratePerSecond()),
        100 * trial.lossRatio());
  }

  /// One line on what a search has found.
  public static String found(RateSearch.Result search) {
    String loss = decimal(100 * search.maxLossRatio());
    return search.bestPerSecond() > 0
        ? "highest rate with less than %s %% lost: %s a second"
            .formatted(loss, perSecond(search.bestPerSecond()))
        : "at no rate that was tried less than %s %% was lost".formatted(loss);
  }

  /// A rate: whole numbers from 100 on, below that with three digits that count.
  public static String perSecond(double rate) {
    return rate >= 100 ? String.format(Locale.ROOT, "%,.0f", rate) : decimal(rate);
  }

  private static String decimal(double value) {
    return new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }

  /// One lease, by the client's Ethernet address (lower 48 bits).
  public static String lease(long mac, Ipv4 address) {
    return mac(mac) + " " + address;
  }

  /// Why a workload ended.
  public static String reason(LoadRun.End end) {
    return switch (end) {
      case EXCHANGES -> "all exchanges were made";
      case PERIOD -> "the time was over";
      case LEASES -> "no client held a lease any more, and nothing in the mix obtains one";
      case LOSSES -> "too many exchanges were lost";
      case STOPPED -> "it was told to";
    };
  }

  private static void oddities(Formatter text, LoadReport report) {
    LoadReport.Oddities odd = report.oddities();
    count(text, odd.orphans(), "answers to nothing under way: repeated, or after the drop time");
    count(text, odd.malformed(), "packets that are no DHCP message");
    count(text, odd.unusable(), "answers without address or server identifier, or not as asked");
    count(text, odd.droppedByKernel(), "packets dropped here: they came faster than received");
    count(text, odd.refused(), "packets that this host did not send");
    for (LoadReport.Duplicate each : report.examples()) {
      text.format(
          "%s is held by %s and %s\n", each.address(), mac(each.firstMac()), mac(each.secondMac()));
    }
  }

  private static void count(Formatter text, long number, String what) {
    if (number > 0) {
      text.format("%,d %s\n", number, what);
    }
  }

  private static String percentiles(LatencyHistogram latency) {
    if (latency.count() == 0) {
      return String.format(Locale.ROOT, "%8s%8s%8s%8s%8s", "-", "-", "-", "-", "-");
    }
    return String.format(
        Locale.ROOT,
        "%8.3f%8.3f%8.3f%8.3f%8.3f",
        latency.percentileNanos(50) / 1e6,
        latency.percentileNanos(90) / 1e6,
        latency.percentileNanos(99) / 1e6,
        latency.percentileNanos(99.9) / 1e6,
        latency.maxNanos() / 1e6);
  }

  private static String time(long nanos) {
    return String.format(Locale.ROOT, "%.2f ms", nanos / 1e6);
  }

  /// `02:00:00:00:00:2a` for 0x02000000002a: an Ethernet address, in the lower 48 bits.
  public static String mac(long bits) {
    StringBuilder text = new StringBuilder();
    for (int shift = 40; shift >= 0; shift -= 8) {
      text.append(text.isEmpty() ? "" : ":");
      text.append(String.format(Locale.ROOT, "%02x", (bits >>> shift) & 0xff));
    }
    return text.toString();
  }
}
