package org.lessor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lessor.load.ExchangeKind;
import org.lessor.load.LatencyHistogram;
import org.lessor.load.LoadReport;
import org.lessor.load.LoadRun;
import org.lessor.load.Mix;
import org.lessor.load.Pace;
import org.lessor.load.RateSearch;
import org.lessor.load.Step;
import org.lessor.load.Workload;

/// `lessor load --search`, with servers that bear what each test says.
class LoadSearchTest {
  private final StringWriter err = new StringWriter();
  private final List<Double> tried = new ArrayList<>();

  private LoadSearch search(double first, Mix mix, double perRated) {
    return new LoadSearch(
        new RateSearch(first, 0.025, 0.02),
        new Workload(mix, new Pace.InFlight(1), Workload.UNLIMITED, 1),
        perRated,
        1,
        new PrintWriter(err));
  }

  private LoadRun.Outcome outcome(Workload workload, long completed, long duplicates) {
    double rate = ((Pace.Rate) workload.pace()).perSecond();
    tried.add(rate);
    long begun = (long) Math.ceil(rate);
    LatencyHistogram latency = new LatencyHistogram();
    return new LoadRun.Outcome(
        new LoadReport(
            1_000_000_000,
            Map.of(ExchangeKind.DISCOVER, new LoadReport.Kind(begun, completed)),
            Map.of(
                Step.DISCOVER,
                new LoadReport.Exchange(begun, completed, begun - completed, 0, latency)),
            latency,
            new LoadReport.Oddities(0, 0, 0, 0, 0),
            duplicates,
            List.of(),
            0,
            0,
            0),
        LoadRun.End.PERIOD);
  }

  @Test
  void whereNothingIsAnsweredTheFirstTrialIsTheLast() throws IOException, InterruptedException {
    LoadSearch search = search(0.5, Mix.only(ExchangeKind.DISCOVER), 1);
    search.perform((workload, _) -> outcome(workload, 0, 0));
    assertThat(tried).containsExactly(0.5);
    assertThat(search.succeeded()).isFalse();
    assertThat(err.toString())
        .contains("0.5 a second: 100.00 % lost")
        .contains("nothing at all was answered")
        .contains("at no rate that was tried less than 2.5 % was lost");
  }

  @Test
  void whatIsBorneAfterAFirstTrialThatWasTooMuchIsFound() throws IOException, InterruptedException {
    LoadSearch search = search(1000, Mix.only(ExchangeKind.DISCOVER), 1);
    search.perform((workload, _) ->
        outcome(workload, (long) Math.min(100, ((Pace.Rate) workload.pace()).perSecond()), 0));
    assertThat(search.succeeded()).isTrue();
    assertThat(search.result().bestPerSecond()).isBetween(98.0, 103.0);
  }

  @Test
  void anAddressGivenOutTwiceIsNoSuccess() throws IOException, InterruptedException {
    LoadSearch search = search(1000, Mix.only(ExchangeKind.DISCOVER), 1);
    search.perform((workload, _) -> outcome(workload, 100, 1));
    assertThat(search.result().bestPerSecond()).isPositive();
    assertThat(search.succeeded()).isFalse();
  }

  @Test
  void theRateIsThatOfTheFlagAndRenewalsComeBesides() throws IOException, InterruptedException {
    LoadSearch search =
        search(
            100, new Mix(Map.of(ExchangeKind.FOUR_MESSAGES, 100.0, ExchangeKind.RENEW, 50.0)), 1.5);
    search.perform((workload, _) -> {
      double all = ((Pace.Rate) workload.pace()).perSecond();
      return outcome(workload, (long) (all > 300 ? 1 : all), 0);
    });
    assertThat(tried.subList(0, 3)).containsExactly(150.0, 300.0, 600.0);
    assertThat(search.result().bestPerSecond()).isBetween(198.0, 200.0);
  }
}
