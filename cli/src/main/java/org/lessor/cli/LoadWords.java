package org.lessor.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lessor.load.Limits;
import org.lessor.load.Pace;
import org.lessor.load.Population;
import org.lessor.load.ReportText;
import org.lessor.load.Target;
import org.lessor.load.Workload;
import org.lessor.wire.Ipv4;

/// What a load was asked for, in words, for people to read.
final class LoadWords {
  private static final int NANO_DIGITS = 9;

  private LoadWords() {}

  /// All of it, in one line.
  static String of(LoadFlags.Wanted wanted) {
    Workload workload = wanted.workload();
    List<String> parts = new ArrayList<>();
    parts.add(clients(wanted.population()));
    parts.add(way(wanted.target()));
    parts.add("mix " + workload.mix());
    parts.add(pace(workload.pace()));
    parts.add("lost after " + seconds(workload.dropTimeNanos()));
    List<String> ends = ends(workload, wanted.limits());
    if (!ends.isEmpty()) {
      parts.add("until " + String.join(", ", ends));
    }
    if (wanted.limits().exitWaitNanos() != Limits.UNLIMITED) {
      parts.add("last answers within " + seconds(wanted.limits().exitWaitNanos()));
    }
    parts.add("seed " + wanted.seed());
    return String.join("; ", parts);
  }

  private static String clients(Population population) {
    String text =
        String.format(
            Locale.ROOT,
            "%,d clients from %s on",
            population.count(),
            ReportText.mac(population.baseMac()));
    String options =
        population.options().stream()
            .map(option -> Integer.toString(option.code()))
            .collect(Collectors.joining(", "));
    return options.isEmpty() ? text : text + ", with option " + options;
  }

  private static String way(Target target) {
    return switch (target) {
      case Target.Relayed relayed ->
          "relayed by %s, port %d, to %s, port %d"
              .formatted(
                  relayed.agents().stream().map(Ipv4::toString).collect(Collectors.joining(" ")),
                  relayed.localPort(),
                  relayed.server().address(),
                  relayed.server().port());
      case Target.Direct direct ->
          "on the link of %s, to port %d".formatted(direct.interfaceName(), direct.serverPort());
    };
  }

  private static String pace(Pace pace) {
    return switch (pace) {
      case Pace.InFlight closed ->
          String.format(Locale.ROOT, "%,d exchanges under way", closed.mostInFlight());
      case Pace.Rate open ->
          String.format(
              Locale.ROOT,
              "%s exchanges a second, at most %,d under way",
              ReportText.perSecond(open.perSecond()),
              open.mostInFlight());
    };
  }

  private static List<String> ends(Workload workload, Limits limits) {
    List<String> ends = new ArrayList<>();
    if (workload.maxExchanges() != Workload.UNLIMITED) {
      ends.add(String.format(Locale.ROOT, "%,d exchanges began", workload.maxExchanges()));
    }
    if (limits.periodNanos() != Limits.UNLIMITED) {
      ends.add(seconds(limits.periodNanos()) + " are over");
    }
    if (limits.warmUpNanos() > 0) {
      ends.add("the first " + seconds(limits.warmUpNanos()) + " uncounted");
    }
    if (limits.maxLost() != Limits.UNLIMITED) {
      ends.add(String.format(Locale.ROOT, "or %,d are lost", limits.maxLost()));
    }
    if (limits.maxLostPercent() < 100) {
      ends.add("or more than " + limits.maxLostPercent() + " % are lost");
    }
    return ends;
  }

  private static String seconds(long nanos) {
    return BigDecimal.valueOf(nanos, NANO_DIGITS).stripTrailingZeros().toPlainString() + " s";
  }
}
