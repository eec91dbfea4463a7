package org.lessor.server;

/// When work that is done in rounds is due: at once at first and where a round left something over,
/// otherwise after a pause. For one thread.
final class Rounds {
  private static final long SECOND_NANOS = 1_000_000_000L;

  private long nextNanos;
  private boolean overdue = true;

  /// Begins a round if one is due, and returns whether it is; never where there is no pause between
  /// rounds. A round that fails is not done again before the pause has passed.
  boolean begin(long pauseSeconds, long nowNanos) {
    if (pauseSeconds == 0 || (!overdue && nowNanos - nextNanos < 0)) {
      return false;
    }
    overdue = false;
    nextNanos = nowNanos + pauseSeconds * SECOND_NANOS;
    return true;
  }

  /// Ends a round that found `found` of at most `most` things to do.
  void end(int found, int most) {
    overdue = found == most;
  }

  /// When the next round is due; [Long#MAX_VALUE] where there is no pause between rounds.
  long deadlineNanos(long pauseSeconds) {
    return pauseSeconds == 0 ? Long.MAX_VALUE : nextNanos;
  }

  /// The earlier of two deadlines of [#deadlineNanos], of a clock that may pass its largest value.
  static long earlier(long one, long other) {
    if (one == Long.MAX_VALUE || other == Long.MAX_VALUE) {
      return Math.min(one, other);
    }
    return one - other < 0 ? one : other;
  }
}
