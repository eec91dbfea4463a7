package org.lessor.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lessor.wire.Ipv4;

/// What people read of a run.
class ReportTextTest {
  private static final long MILLI = 1_000_000;

  private final Tally tally = new Tally();

  private LoadReport after(double seconds) {
    return tally.report((long) (seconds * 1e9), 3, 2);
  }

  private void exchange(int discoverMillis, int requestMillis) {
    tally.begun(ExchangeKind.FOUR_MESSAGES);
    tally.sent(Step.DISCOVER);
    tally.answered(Step.DISCOVER, discoverMillis * MILLI);
    tally.sent(Step.REQUEST);
    tally.answered(Step.REQUEST, requestMillis * MILLI);
    tally.completed(ExchangeKind.FOUR_MESSAGES);
    tally.exchangeLatency.record((discoverMillis + requestMillis) * MILLI);
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
}
