package org.lessor.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RateSearchTest {
  @ParameterizedTest
  @ValueSource(doubles = {3, 170, 999, 1000, 17_021, 123_456})
  void findsWhatAServerBears(double capacity) {
    RateSearch search = new RateSearch(1000, 0.025, 0.02);
    int trials = 0;
    while (!search.finished()) {
      double rate = search.nextPerSecond();
      search.tried(rate <= capacity ? 0 : 1 - capacity / rate);
      trials++;
    }
    // A rate is borne as long as less than 2.5 % of it is lost.
    assertThat(search.bestPerSecond()).isBetween(capacity * 0.98, capacity / 0.975);
    assertThat(trials).isLessThan(25);
  }

  @Test
  void endsWhereNothingIsBorne() {
    RateSearch search = new RateSearch(1000, 0.025, 0.02);
    while (!search.finished()) {
      search.tried(1);
    }
    assertThat(search.bestPerSecond()).isZero();
  }

  @Test
  void endsWhereEverythingIsBorne() {
    RateSearch search = new RateSearch(1000, 0.025, 0.02);
    while (!search.finished()) {
      search.tried(0);
    }
    assertThat(search.bestPerSecond()).isEqualTo(1e7);
  }

  @Test
  void tellsWhatItTried() {
    RateSearch search = new RateSearch(100, 0.025, 0.02);
    search.tried(0.01);
    search.tried(0.5);
    assertThat(search.result())
        .isEqualTo(
            new RateSearch.Result(
                100,
                0.025,
                List.of(new RateSearch.Trial(100, 0.01), new RateSearch.Trial(200, 0.5))));
  }
}
