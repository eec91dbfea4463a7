package org.lessor.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lessor.wire.Ipv4;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What programs read of a run.
class ReportJsonTest {
  private final Tally tally = new Tally();

  private JsonNode summary() {
    LoadReport report =
        tally.report(500 * Exchanges.MILLI, 0, 2).with(new LoadReport.Oddities(0, 0, 0, 7, 8));
    return JsonMapper.shared().readTree(ReportJson.of(report));
  }

  private void exchange(long discoverMillis, long requestMillis) {
    Exchanges.completed(tally, discoverMillis, requestMillis);
  }

  @Test
  void everyFieldHasItsName() {
    exchange(1, 3);
    assertThat(summary().propertyNames())
        .containsExactly(
            "elapsed-s",
            "rate",
            "begun",
            "completed",
            "lost",
            "naks",
            "abandoned",
            "loss-percent",
            "duplicates",
            "bound",
            "exchanges",
            "steps",
            "latency-ms",
            "orphans",
            "malformed",
            "unusable",
            "dropped-by-kernel",
            "refused",
            "duplicate-examples");
    assertThat(summary().at("/exchanges/four").propertyNames())
        .containsExactly("begun", "completed");
    assertThat(summary().at("/steps/request-ack").propertyNames())
        .containsExactly("sent", "answered", "lost", "naks", "latency-ms");
    assertThat(summary().at("/latency-ms").propertyNames())
        .containsExactly("mean", "p50", "p90", "p99", "p99.9", "p99.99", "max");
  }

  @Test
  void numbersAreCountsAndMilliseconds() {
    exchange(1, 3);
    tally.begun(ExchangeKind.FOUR_MESSAGES);
    tally.sent(Step.DISCOVER);
    tally.lost(Step.DISCOVER);
    JsonNode summary = summary();
    assertThat(summary.at("/elapsed-s").asDouble()).isEqualTo(0.5);
    assertThat(summary.at("/rate").asDouble()).isEqualTo(2);
    assertThat(summary.at("/begun").asLong()).isEqualTo(2);
    assertThat(summary.at("/exchanges/four/completed").asLong()).isEqualTo(1);
    assertThat(summary.at("/lost").asLong()).isEqualTo(1);
    assertThat(summary.at("/loss-percent").asDouble()).isEqualTo(50);
    assertThat(summary.at("/steps/discover-offer/sent").asLong()).isEqualTo(2);
    assertThat(summary.at("/steps/request-ack/latency-ms/max").asDouble()).isEqualTo(3);
    assertThat(summary.at("/latency-ms/p50").asDouble()).isBetween(3.98, 4.02);
    assertThat(summary.at("/latency-ms/max").asDouble()).isEqualTo(4);
    assertThat(summary.at("/bound").asLong()).isEqualTo(2);
    assertThat(summary.at("/dropped-by-kernel").asLong()).isEqualTo(7);
    assertThat(summary.at("/refused").asLong()).isEqualTo(8);
  }

  private JsonNode searched(double bestPerSecond) {
    RateSearch.Result result =
        new RateSearch.Result(
            bestPerSecond,
            0.025,
            List.of(new RateSearch.Trial(100, 0), new RateSearch.Trial(200, 0.5)));
    LoadReport report = tally.report(500 * Exchanges.MILLI, 0, 2);
    return JsonMapper.shared().readTree(ReportJson.of(report, result));
  }

  @Test
  void aSearchTellsItsTrialsBesides() {
    assertThat(searched(100).at("/completed").asLong()).isZero();
    JsonNode search = searched(100).at("/search");
    assertThat(search.propertyNames())
        .containsExactly("highest-rate", "max-loss-percent", "trials");
    assertThat(search.at("/highest-rate").asDouble()).isEqualTo(100);
    assertThat(search.at("/max-loss-percent").asDouble()).isEqualTo(2.5);
    assertThat(search.at("/trials/1").propertyNames()).containsExactly("rate", "loss-percent");
    assertThat(search.at("/trials/1/rate").asDouble()).isEqualTo(200);
    assertThat(search.at("/trials/1/loss-percent").asDouble()).isEqualTo(50);
  }

  @Test
  void whereNoRateWasBorneTheHighestIsNull() {
    assertThat(searched(0).at("/search/highest-rate").isNull()).isTrue();
  }

  @Test
  void duplicatesAreNamed() {
    tally.duplicate(Ipv4.of("192.0.2.9").bits(), 0x02000000000aL, 0x02000000000bL);
    JsonNode example = summary().at("/duplicate-examples/0");
    assertThat(example.at("/address").asString()).isEqualTo("192.0.2.9");
    assertThat(example.at("/first").asString()).isEqualTo("02:00:00:00:00:0a");
    assertThat(example.at("/second").asString()).isEqualTo("02:00:00:00:00:0b");
  }
}
