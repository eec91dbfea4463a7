package org.lessor.cli;

import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import org.lessor.load.LoadReport;
import org.lessor.load.LoadRun;
import org.lessor.load.Mix;
import org.lessor.load.Pace;
import org.lessor.load.RateSearch;
import org.lessor.load.ReportText;
import org.lessor.load.Workload;

/// Makes trials at one rate after the other, for `lessor load --search`, and tells of each in a
/// line. Used by one thread at a time.
final class LoadSearch {
  /// Makes one trial: begins exchanges as the workload says for the time of a trial.
  @FunctionalInterface
  interface Trials {
    /// `rate` is what the trial is to be called.
    LoadRun.Outcome perform(Workload workload, String rate)
        throws IOException, InterruptedException;
  }

  private final RateSearch search;
  private final Workload wanted;
  private final double perRated;
  private final double seconds;
  private final PrintWriter err;

  private boolean answered;
  private boolean duplicates;
  private LoadRun.@Nullable Outcome best;
  private LoadRun.@Nullable Outcome last;

  /// Searches with `search` for the rate of the mix and drop time of `wanted`, by trials of so many
  /// seconds. For each exchange that a rate counts `perRated` begin in all, 1 or more.
  LoadSearch(RateSearch search, Workload wanted, double perRated, double seconds, PrintWriter err) {
    this.search = search;
    this.wanted = wanted;
    this.perRated = perRated;
    this.seconds = seconds;
    this.err = err;
  }

  /// Makes trials until the rate is found, a trial is stopped from outside, or nothing at all was
  /// answered: a lower rate would not help there.
  void perform(Trials trials) throws IOException, InterruptedException {
    Mix mix = wanted.mix();
    while (!search.finished()) {
      double rate = search.nextPerSecond();
      double all = rate * perRated;
      long dropNanos = wanted.dropTimeNanos();
      LoadRun.Outcome outcome =
          trials.perform(
              new Workload(mix, Pace.Rate.of(all, dropNanos), Workload.UNLIMITED, dropNanos),
              ReportText.perSecond(rate) + "/s");
      LoadReport report = outcome.report();
      last = outcome;
      duplicates |= report.duplicates() > 0;
      if (outcome.end() == LoadRun.End.STOPPED) {
        break;
      }
      double due = all * seconds * mix.answeredShare();
      search.tried(Math.clamp(1 - report.completed() / due, 0, 1));
      if (search.bestPerSecond() == rate) {
        best = outcome;
      }
      err.println(ReportText.trial(search.result().trials().getLast()));
      err.flush();
      answered |= !report.unanswered();
      if (!answered) {
        err.println("nothing at all was answered: no other rate is tried");
        break;
      }
    }
    err.println(ReportText.found(search.result()));
    err.flush();
  }

  /// What came of the best trial, or of the last one where no rate was borne.
  LoadRun.@Nullable Outcome outcome() {
    return best != null ? best : last;
  }

  RateSearch.Result result() {
    return search.result();
  }

  /// Whether a rate was borne, and no trial showed an address given out twice.
  boolean succeeded() {
    return search.bestPerSecond() > 0 && !duplicates;
  }
}
