package org.lessor.load;

/// When clients begin exchanges.
public sealed interface Pace {
  /// How many exchanges may be under way at the same time at most.
  int mostInFlight();

  /// A closed loop: whenever an exchange ends, the next begins. The server sets the speed.
  ///
  /// @param mostInFlight how many are under way at any time, 1 to [#LIMIT]
  record InFlight(int mostInFlight) implements Pace {
    /// Throws [IllegalArgumentException] out of range.
    public InFlight {
      requireRange(mostInFlight);
    }
  }

  /// An open loop: exchanges begin on schedule, whether or not those before were answered, as
  /// clients of a real network do. Latency counts from the moment that the schedule says, so that a
  /// server that stalls cannot hide it by slowing down who measures.
  ///
  /// @param perSecond how many exchanges begin in a second
  /// @param atOnce how many of them begin at the same time, 1 or more: 1 spreads them evenly; with
  ///   more whoever sends them wakes less often, and takes less from others on its machine
  /// @param mostInFlight no more than this many are under way, 1 to [#LIMIT]; those that are due
  ///   meanwhile begin late, and their latency tells
  record Rate(double perSecond, int atOnce, int mostInFlight) implements Pace {
    /// Throws [IllegalArgumentException] out of range.
    public Rate {
      if (atOnce < 1) {
        throw new IllegalArgumentException("at least 1 exchange begins at a time, not " + atOnce);
      }
      if (!(perSecond > 0 && perSecond <= 1e8)) {
        throw new IllegalArgumentException(
            "a rate is above 0 and at most 100000000 a second, not " + perSecond);
      }
      requireRange(mostInFlight);
    }

    /// The rate with room for all that can be under way before an exchange counts as lost.
    public static Rate of(double perSecond, long dropTimeNanos) {
      // Each of two steps may take the whole drop time.
      double room = 2.2 * perSecond * dropTimeNanos / 1e9 + 64;
      return new Rate(perSecond, 1, (int) Math.min(LIMIT, room));
    }

    /// The same rate, so many at once.
    public Rate withAtOnce(int several) {
      return new Rate(perSecond, several, mostInFlight);
    }
  }

  /// The most exchanges that can be under way.
  int LIMIT = 1 << 20;

  private static void requireRange(int inFlight) {
    if (inFlight < 1 || inFlight > LIMIT) {
      throw new IllegalArgumentException("in flight are 1 to " + LIMIT + ", not " + inFlight);
    }
  }
}
