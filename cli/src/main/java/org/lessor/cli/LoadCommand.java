package org.lessor.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Objects;
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
  private static final double SEARCH_MAX_LOSS_PERCENT = 2.5;
  private static final int BIND_IN_FLIGHT = 64;

  /// After so many times as many losses as are in flight, without any answer, nobody is there.
  private static final int BIND_PATIENCE = 3;

  private final LoadFlags load;
  private final Supplier<Boolean> search;
  private final Supplier<Optional<Double>> maxLossPercent;
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
        "3:exchanges were lost, refused or abandoned, or addresses given out twice; --search: no"
            + " rate was borne, or addresses were given out twice");
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
            "What --search counts as borne: less than this (default 2.5).");
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
      err().println("arguments: " + LoadWords.of(wanted));
    }
    try (LoadRun run = LoadRun.open(wanted.population(), wanted.target(), wanted.seed())) {
      shutdown.onSignal(run::stop);
      if (load.bindsFirst(wanted.workload().mix()) && !bind(run, wanted)) {
        return NOT_ALL_COMPLETED;
      }
      if (search.get()) {
        return search(run, wanted);
      }
      LoadRun.Outcome outcome = perform(run, wanted);
      print(run, outcome, null);
      return outcome.report().clean() ? CommandLine.ExitCode.OK : NOT_ALL_COMPLETED;
    } catch (IOException failure) {
      err().println("lessor: " + failure.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  private LoadFlags.Wanted wanted() {
    try {
      if (maxLossPercent.get().filter(percent -> !(percent > 0 && percent <= 100)).isPresent()) {
        throw new IllegalArgumentException(
            "--max-loss is above 0 and at most 100, not " + maxLossPercent.get().get());
      }
      if (search.get()) {
        load.requireSearchable();
      } else if (maxLossPercent.get().isPresent()) {
        throw new IllegalArgumentException("--max-loss needs --search");
      }
      if (reportSeconds.get().filter(seconds -> !(seconds >= 0.01)).isPresent()) {
        throw new IllegalArgumentException(
            "-t is 0.01 seconds or more, not " + reportSeconds.get().get());
      }
      return load.wanted();
    } catch (IllegalArgumentException wrong) {
      throw wrong(String.valueOf(wrong.getMessage()));
    }
  }

  /// Lets every client obtain a lease. What fails here is told, and not counted. Returns whether
  /// there is any use in going on.
  private boolean bind(LoadRun run, LoadFlags.Wanted wanted)
      throws IOException, InterruptedException {
    int inFlight = BIND_IN_FLIGHT * run.threads();
    Workload binding =
        Workload.binding(
            wanted.population(), new Pace.InFlight(inFlight), wanted.workload().dropTimeNanos());
    LoadRun.Outcome outcome =
        run.perform(
            binding,
            Limits.whileAnswered((long) BIND_PATIENCE * BIND_IN_FLIGHT),
            interval(),
            progress("bind"));
    endProgress();
    LoadReport report = outcome.report();
    if (outcome.end() == LoadRun.End.STOPPED) {
      err()
          .printf(
              "lessor: stopped while clients obtained their leases: %,d of %,d have one%n",
              report.completed(), wanted.population().count());
      err().flush();
      return false;
    }
    if (report.completed() == 0) {
      err().print("lessor: no client obtained a lease: " + ReportText.remark(report));
      err().flush();
      return false;
    }
    if (report.completed() < report.begun()) {
      err()
          .printf(
              "lessor: %,d of %,d clients obtained no lease%n",
              report.begun() - report.completed(), report.begun());
    }
    return true;
  }

  private LoadRun.Outcome perform(LoadRun run, LoadFlags.Wanted wanted)
      throws IOException, InterruptedException {
    LoadRun.Outcome outcome =
        run.perform(wanted.workload(), wanted.limits(), interval(), progress(""));
    endProgress();
    return outcome;
  }

  /// Makes trials at one rate after the other; returns the exit code.
  private int search(LoadRun run, LoadFlags.Wanted wanted)
      throws IOException, InterruptedException {
    double seconds = load.periodSeconds().orElse(SEARCH_TRIAL_SECONDS);
    Limits trial = Limits.period((long) (seconds * NANOS));
    LoadSearch trials =
        new LoadSearch(
            new RateSearch(
                load.ratePerSecond().orElse(SEARCH_FIRST_RATE),
                maxLossPercent.get().orElse(SEARCH_MAX_LOSS_PERCENT) / 100,
                SEARCH_PRECISION),
            wanted.workload(),
            load.exchangesPerRated(),
            seconds,
            err());
    trials.perform((workload, rate) -> {
      LoadRun.Outcome outcome = run.perform(workload, trial, interval(), progress(rate));
      endProgress();
      return outcome;
    });
    print(run, Objects.requireNonNull(trials.outcome()), trials.result());
    return trials.succeeded() ? CommandLine.ExitCode.OK : NOT_ALL_COMPLETED;
  }

  private void print(LoadRun run, LoadRun.Outcome outcome, RateSearch.@Nullable Result found) {
    PrintWriter out = out();
    if (load.wants(PerfdhcpFlags.Diagnostic.LEASES)) {
      // Beside --json standard output holds one object and nothing else.
      PrintWriter leases = json.get() ? err() : out;
      run.forEachLease((mac, address) -> leases.println(ReportText.lease(mac, address)));
    }
    if (load.wants(PerfdhcpFlags.Diagnostic.EXIT_REASON)) {
      err().println("ended: " + ReportText.reason(outcome.end()));
    }
    if (outcome.end() == LoadRun.End.LEASES) {
      err().println("lessor: it ended since " + ReportText.reason(outcome.end()));
    }
    LoadReport report = outcome.report();
    if (json.get()) {
      out.println(found == null ? ReportJson.of(report) : ReportJson.of(report, found));
      err().print(ReportText.remark(report));
    } else {
      out.print(ReportText.summary(report));
    }
    out.flush();
    err().flush();
  }

  private long interval() {
    return (long) (reportSeconds.get().orElse(1.0) * NANOS);
  }

  private ProgressLine progressLine() {
    int columns =
        reportSeconds.get().isPresent()
            ? ProgressLine.LINE_BY_LINE
            : ProgressLine.columnsOfTerminal();
    return new ProgressLine(err(), columns);
  }

  private LoadRun.Listener progress(String label) {
    ProgressLine line = progressLine();
    if (reportSeconds.get().isEmpty() && !line.inPlace()) {
      return LoadRun.Listener.NOBODY;
    }
    return (before, now) -> line.tell(label, before, now);
  }

  private void endProgress() {
    progressLine().end();
  }
}
