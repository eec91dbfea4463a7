package org.lessor.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lessor.wire.Ipv4;

/// What people read of a run.
class ReportTextTest {
  private final Tally tally = new Tally();

  private LoadReport after(double seconds) {
    return tally.report((long) (seconds * 1e9), 3, 2);
  }

  private void exchange(long discoverMillis, long requestMillis) {
    Exchanges.completed(tally, discoverMillis, requestMillis);
  }

  @Test
  void aSummaryTellsEachStepWithItsLatency() {
    exchange(1, 3);
    exchange(2, 4);
    assertThat(ReportText.summary(after(0.5)))
        .startsWith("2 exchanges completed in 0.50 s: 4.0 a second\n")
        .containsPattern(
            "discover-offer +2 +2 +0 +0 +1\\.00. +2\\.00. +2\\.00. +2\\.00. +2\\.000\n")
        .containsPattern("request-ack +2 +2 +0 +0 .* 4\\.000\n")
        .containsPattern("whole exchange .* 6\\.000\n")
        .doesNotContain("nothing was answered")
        .doesNotContain("held by");
  }

  @Test
  void whatHasNoAnswerHasNoLatency() {
    exchange(1, 3);
    tally.begun(ExchangeKind.RELEASE);
    tally.sent(Step.RELEASE);
    tally.completed(ExchangeKind.RELEASE);
    assertThat(ReportText.summary(after(1))).containsPattern("release +1 +0 +0 +0( +-){5}\n");
  }

  @Test
  void whereNothingIsAnsweredItSaysWhatToLookAt() {
    tally.begun(ExchangeKind.FOUR_MESSAGES);
    tally.sent(Step.DISCOVER);
    tally.lost(Step.DISCOVER);
    assertThat(ReportText.summary(after(1))).contains("nothing was answered: ");
  }

  @Test
  void aRateBelowAHundredKeepsItsDigits() {
    assertThat(ReportText.trial(new RateSearch.Trial(0.125, 1)))
        .isEqualTo("0.125 a second: 100.00 % lost");
    assertThat(ReportText.perSecond(62.5)).isEqualTo("62.5");
    assertThat(ReportText.perSecond(0.1)).isEqualTo("0.1");
    assertThat(ReportText.perSecond(17_021.3)).isEqualTo("17,021");
  }

  @Test
  void aSearchSaysWhereNoRateWasBorne() {
    assertThat(ReportText.found(new RateSearch.Result(0, 0.025, List.of())))
        .isEqualTo("at no rate that was tried less than 2.5 % was lost");
    assertThat(ReportText.found(new RateSearch.Result(0.5, 0.01, List.of())))
        .isEqualTo("highest rate with less than 1 % lost: 0.5 a second");
  }

  private void begun() {
    tally.begun(ExchangeKind.FOUR_MESSAGES);
    tally.sent(Step.DISCOVER);
  }

  @Test
  void lostIsWhatIsCalledLost() {
    exchange(1, 1);
    begun();
    tally.refused(Step.DISCOVER);
    assertThat(ReportText.summary(after(1)))
        .contains("2 begun, 0 lost (0.000 %), 1 refused by NAK, 0 duplicate")
        .doesNotContain("abandoned");
    begun();
    tally.lost(Step.DISCOVER);
    begun();
    tally.abandoned++;
    assertThat(ReportText.summary(after(1)))
        .contains("4 begun, 1 lost (25.000 %), 1 refused by NAK, 1 abandoned, 0 duplicate");
  }

  @Test
  void onlyWhatCompletedIsClean() {
    exchange(1, 1);
    assertThat(after(1).clean()).isTrue();
    tally.abandoned++;
    assertThat(after(1).clean()).isFalse();
  }

  @Test
  void whereAllIsReleasedTheirRateIsTold() {
    for (int i = 0; i < 3; i++) {
      tally.begun(ExchangeKind.RELEASE);
      tally.sent(Step.RELEASE);
      tally.completed(ExchangeKind.RELEASE);
    }
    assertThat(ReportText.summary(after(1.5)))
        .startsWith("3 releases sent in 1.50 s: 2.0 a second\n")
        .doesNotContain("completed in", "lost (");
    exchange(1, 1);
    assertThat(ReportText.summary(after(1))).startsWith("1 exchanges completed in ");
  }

  @Test
  void anEmptyMeasurementIsCalledSo() {
    assertThat(ReportText.summary(after(1))).contains("nothing was measured: ");
    exchange(1, 1);
    assertThat(ReportText.summary(after(1))).doesNotContain("nothing was measured");
  }

  @Test
  void duplicatesAreNamed() {
    exchange(1, 1);
    tally.duplicate(Ipv4.of("192.0.2.9").bits(), 0x02000000000aL, 0x02000000000bL);
    assertThat(ReportText.summary(after(1)))
        .contains("1 duplicate addresses")
        .contains("192.0.2.9 is held by 02:00:00:00:00:0a and 02:00:00:00:00:0b\n");
  }

  @Test
  void progressTellsTheRateSinceTheLineBefore() {
    exchange(1, 1);
    LoadReport before = after(1);
    assertThat(ReportText.progress(before, before)).containsPattern(" 1 s +1/s +completed 1 ");
    exchange(1, 1);
    exchange(1, 1);
    assertThat(ReportText.progress(before, after(2)))
        .containsPattern(" 2 s +2/s +completed 3 +lost 0 ")
        .containsPattern("p99 2\\.0[01] ms$");
  }

  @Test
  void whereProgressMustBeShortItLeavesOutWhatMattersLeast() {
    exchange(1, 1);
    LoadReport now = after(12_345);
    String whole = ReportText.progress(now, now);
    assertThat(whole).contains("naks 0", "in flight 3").hasSizeGreaterThan(79);
    assertThat(ReportText.progress(now, now, 200)).isEqualTo(whole);
    assertThat(ReportText.progress(now, now, 79))
        .contains("completed 1", "lost 0", "p99 2.")
        .doesNotContain("in flight")
        .hasSizeLessThanOrEqualTo(79);
    assertThat(ReportText.progress(now, now, 50)).contains("completed 1").hasSizeLessThan(51);
    assertThat(ReportText.progress(now, now, 5)).hasSize(5);
    assertThat(ReportText.progress(now, now, -1)).isEmpty();
  }
}
