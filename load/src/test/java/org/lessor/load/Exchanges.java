package org.lessor.load;

/// What happened, for reports to tell.
final class Exchanges {
  static final long MILLI = 1_000_000;

  private Exchanges() {}

  /// Counts an exchange of four messages whose answers came after so many milliseconds.
  static void completed(Tally tally, long discoverMillis, long requestMillis) {
    tally.begun(ExchangeKind.FOUR_MESSAGES);
    tally.sent(Step.DISCOVER);
    tally.answered(Step.DISCOVER, discoverMillis * MILLI);
    tally.sent(Step.REQUEST);
    tally.answered(Step.REQUEST, requestMillis * MILLI);
    tally.completed(ExchangeKind.FOUR_MESSAGES);
    tally.exchangeLatency.record((discoverMillis + requestMillis) * MILLI);
  }
}
