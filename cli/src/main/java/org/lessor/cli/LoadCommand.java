package org.lessor.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lessor.cli.Flags.Form;
import org.lessor.load.Limits;
import org.lessor.load.LoadReport;
import org.lessor.load.LoadRun;
import org.lessor.load.Pace;
import org.lessor.load.RateSearch;
import org.lessor.load.ReportJson;
import org.lessor.load.ReportText;
import org.lessor.load.Workload;
import picocli.CommandLine;

/// `lessor load`: lets many simulated clients loose on a server and tells how it bears them.
final class LoadCommand extends Subcommand {
  private static final int NOT_ALL_COMPLETED = 3;
  private static final double NANOS = 1e9;
  private static final double SEARCH_PRECISION = 0.02;
  private static final double SEARCH_FIRST_RATE = 1000;
  private static final double SEARCH_TRIAL_SECONDS = 5;
  private static final int BIND_IN_FLIGHT = 64;

  private final LoadFlags load;
  private final Supplier<Boolean> search;
  private final Supplier<Double> maxLossPercent;
  private final Supplier<Boolean> json;
  private final Supplier<Optional<Double>> reportSeconds;
  private final Shutdown shutdown;

  LoadCommand(Shutdown shutdown) {
    super(
        "load",
        "Puts load on a DHCP server by many simulated clients, and tells rate, losses, latency and"
            + " addresses given out twice. The flags of perfdhcp mean what they mean there. Runs"
            + " until one of -n, -p, -D, or Ctrl-C, which prints the summary too.");
    exitCodes(
        "0:every exchange completed",
        "1:this machine refused something: standard error says what and why",
        "2:the command line is wrong",
        "3:exchanges were lost or refused, or addresses given out twice");
    Flags flags = flags();
    load = new LoadFlags(flags);
    search =
        flags.toggle(
            "--search",
            "Find the highest rate with fewer losses than --max-loss, by trials of -p seconds each"
                + " (default 5), beginning at -r.");
    maxLossPercent =
        flags.value(
            "--max-loss",
            "PERCENT",
            Form.DECIMAL,
            "2.5",
            "What --search counts as borne (default ${DEFAULT-VALUE}).");
    json = flags.toggle("--json", "Print the summary as one JSON object.");
    reportSeconds =
        flags.value(
            "-t,--report",
            "SECONDS",
            Form.DECIMAL,
            "Print a line on how far it is at this interval; on a terminal each second, in place.");
    PerfdhcpFlags.addTo(spec());
    this.shutdown = shutdown;
  }

  @Override
  public Integer call() throws InterruptedException {
    LoadFlags.Wanted wanted = wanted();
    if (load.wants(PerfdhcpFlags.Diagnostic.ARGUMENTS)) {
      err().println(wanted);
    }
    try (LoadRun run = LoadRun.open(wanted.population(), wanted.target(), wanted.seed())) {
      shutdown.onSignal(run::stop);
      if (load.bindsFirst(wanted.workload().mix())) {
        bind(run, wanted);
      }
      LoadRun.Outcome outcome = search.get() ? search(run, wanted) : perform(run, wanted);
      print(run, outcome);
      LoadReport report = outcome.report();
      boolean clean = report.lost() + report.naks() + report.duplicates() == 0;
      return clean || search.get() ? CommandLine.ExitCode.OK : NOT_ALL_COMPLETED;
    } catch (IOException failure) {
      err().println("lessor: " + failure.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  private LoadFlags.Wanted wanted() {
    try {
      if (search.get() && !(maxLossPercent.get() > 0 && maxLossPercent.get() <= 100)) {
        throw new IllegalArgumentException("--max-loss is above 0 and at most 100");
      }
      if (reportSeconds.get().filter(seconds -> !(seconds >= 0.01)).isPresent()) {
        throw new IllegalArgumentException("-t is 0.01 or more");
      }
      return load.wanted();
    } catch (IllegalArgumentException wrong) {
      throw wrong(String.valueOf(wrong.getMessage()));
    }
  }

  /// Lets every client obtain a lease. What fails here is told, and not counted.
  private void bind(LoadRun run, LoadFlags.Wanted wanted) throws IOException, InterruptedException {
    Workload binding =
        Workload.binding(
            wanted.population(),
            new Pace.InFlight(BIND_IN_FLIGHT * run.threads()),
            wanted.workload().dropTimeNanos());
    LoadReport report = run.perform(binding, Limits.NONE, interval(), progress("bind")).report();
    endProgress();
    if (report.completed() < report.begun()) {
      err()
          .printf(
              "lessor: %,d of %,d clients obtained no lease%n",
              report.begun() - report.completed(), report.begun());
    }
  }

  private LoadRun.Outcome perform(LoadRun run, LoadFlags.Wanted wanted)
      throws IOException, InterruptedException {
    LoadRun.Outcome outcome =
        run.perform(wanted.workload(), wanted.limits(), interval(), progress(""));
    endProgress();
    return outcome;
  }

  /// Makes trials at one rate after the other; the outcome is that of the best one.
  private LoadRun.Outcome search(LoadRun run, LoadFlags.Wanted wanted)
      throws IOException, InterruptedException {
    double seconds = load.periodSeconds().orElse(SEARCH_TRIAL_SECONDS);
    Limits trial = Limits.period((long) (seconds * NANOS));
    double first = load.ratePerSecond().orElse(SEARCH_FIRST_RATE);
    RateSearch search = new RateSearch(first, maxLossPercent.get() / 100, SEARCH_PRECISION);
    LoadRun.@Nullable Outcome best = null;
    LoadRun.@Nullable Outcome last = null;
    while (!search.finished() && !run.stopped()) {
      double rate = search.nextPerSecond();
      long dropNanos = wanted.workload().dropTimeNanos();
      Workload workload =
          new Workload(
              wanted.workload().mix(),
              Pace.Rate.of(rate, dropNanos),
              Workload.UNLIMITED,
              dropNanos);
      last = run.perform(workload, trial, interval(), progress("%,.0f/s".formatted(rate)));
      endProgress();
      if (last.end() == LoadRun.End.STOPPED) {
        break;
      }
      double due = rate * seconds * wanted.workload().mix().answeredShare();
      double lossRatio = Math.clamp(1 - last.report().completed() / due, 0, 1);
      search.tried(lossRatio);
      if (search.bestPerSecond() == rate) {
        best = last;
      }
      err().printf("%,.0f a second: %.2f %% lost%n", rate, 100 * lossRatio);
      err().flush();
    }
    err()
        .printf(
            "highest rate with less than %s %% lost: %,.0f a second%n",
            maxLossPercent.get(), search.bestPerSecond());
    if (best != null) {
      return best;
    }
    return last != null ? last : perform(run, wanted);
  }

  private void print(LoadRun run, LoadRun.Outcome outcome) {
    PrintWriter out = out();
    if (load.wants(PerfdhcpFlags.Diagnostic.LEASES)) {
      run.forEachLease((mac, address) -> out.println(ReportText.lease(mac, address)));
    }
    if (load.wants(PerfdhcpFlags.Diagnostic.EXIT_REASON)) {
      err().println("ended: " + ReportText.reason(outcome.end()));
    }
    if (json.get()) {
      out.println(ReportJson.of(outcome.report()));
    } else {
      out.print(ReportText.summary(outcome.report()));
    }
    out.flush();
    err().flush();
  }

  private long interval() {
    return (long) (reportSeconds.get().orElse(1.0) * NANOS);
  }

  private boolean inPlace() {
    return reportSeconds.get().isEmpty()
        && Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  private LoadRun.Listener progress(String label) {
    if (reportSeconds.get().isEmpty() && !inPlace()) {
      return LoadRun.Listener.NOBODY;
    }
    return (before, now) -> {
      String line = (label.isEmpty() ? "" : label + ": ") + ReportText.progress(before, now);
      err().print(inPlace() ? "\r" + line + "\033[K" : line + System.lineSeparator());
      err().flush();
    };
  }

  private void endProgress() {
    if (inPlace()) {
      err().print("\r\033[K");
      err().flush();
    }
  }
}
