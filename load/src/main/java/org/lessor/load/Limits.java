package org.lessor.load;

/// When a workload ends by itself, besides its number of exchanges.
///
/// @param periodNanos how long exchanges begin, warm-up included; [#UNLIMITED]
/// @param warmUpNanos how long at the beginning nothing counts, 0 or more
/// @param maxLost ends as soon as this many exchanges are lost, 1 or more; [#UNLIMITED]
/// @param maxLostPercent ends when more than this part of those that ended are lost, once 10 have
///   ended; 100: never
/// @param exitWaitNanos how long answers are waited for at the end, 0 or more; not longer than the
///   drop time
/// @param maxUnanswered ends as soon as this many are lost and none has completed, 1 or more;
///   [#UNLIMITED]
public record Limits(
    long periodNanos,
    long warmUpNanos,
    long maxLost,
    double maxLostPercent,
    long exitWaitNanos,
    long maxUnanswered) {
  /// No limit.
  public static final long UNLIMITED = Long.MAX_VALUE;

  /// Ends by the number of exchanges alone.
  public static final Limits NONE = new Limits(UNLIMITED, 0, UNLIMITED, 100, UNLIMITED, UNLIMITED);

  /// Throws [IllegalArgumentException] out of range.
  public Limits {
    if (periodNanos < 1
        || warmUpNanos < 0
        || maxLost < 1
        || maxUnanswered < 1
        || exitWaitNanos < 0) {
      throw new IllegalArgumentException("a limit is out of range");
    }
    if (!(maxLostPercent >= 0 && maxLostPercent <= 100)) {
      throw new IllegalArgumentException("a percentage is 0 to 100, not " + maxLostPercent);
    }
    if (warmUpNanos >= periodNanos) {
      throw new IllegalArgumentException("nothing is left of the period after the warm-up");
    }
  }

  /// Ends after this time.
  public static Limits period(long nanos) {
    return new Limits(nanos, 0, UNLIMITED, 100, UNLIMITED, UNLIMITED);
  }

  /// Ends by the number of exchanges, or when the first `most` were lost and none completed.
  public static Limits whileAnswered(long most) {
    return new Limits(UNLIMITED, 0, UNLIMITED, 100, UNLIMITED, most);
  }

  /// Whether so many losses among so many that ended are too many.
  boolean tooManyLost(long lost, long completed) {
    long ended = lost + completed;
    return lost >= maxLost
        || (completed == 0 && lost >= maxUnanswered)
        || (maxLostPercent < 100 && ended >= 10 && lost * 100.0 > maxLostPercent * ended);
  }
}
