package org.lessor.load;

/// What the clients do for a while.
///
/// @param mix which exchanges they begin
/// @param pace when
/// @param maxExchanges how many they begin in all, 1 or more; [#UNLIMITED]
/// @param dropTimeNanos how long a client waits for an answer before it counts as lost, 1 or more
public record Workload(Mix mix, Pace pace, long maxExchanges, long dropTimeNanos) {
  /// No limit on the number of exchanges.
  public static final long UNLIMITED = Long.MAX_VALUE;

  /// Throws [IllegalArgumentException] for numbers out of range, and for a closed loop of nothing
  /// but releases: nobody answers these, so nothing would set its speed.
  public Workload {
    if (maxExchanges < 1) {
      throw new IllegalArgumentException("exchanges are 1 or more, not " + maxExchanges);
    }
    if (dropTimeNanos < 1) {
      throw new IllegalArgumentException("the drop time must be above 0: " + dropTimeNanos + " ns");
    }
    if (!mix.answered() && pace instanceof Pace.InFlight) {
      throw new IllegalArgumentException(
          "nobody answers a release: give a rate for a mix of nothing else");
    }
  }

  /// The part of worker `index` (from 0) among `count` that do this together.
  Workload share(int index, int count) {
    long exchanges =
        maxExchanges == UNLIMITED
            ? UNLIMITED
            : Math.max(1, maxExchanges / count + (index < maxExchanges % count ? 1 : 0));
    int inFlight = Math.max(1, pace.mostInFlight() / count);
    Pace slower =
        switch (pace) {
          case Pace.InFlight _ -> new Pace.InFlight(inFlight);
          case Pace.Rate(double perSecond, int atOnce, int _) ->
              new Pace.Rate(perSecond / count, atOnce, inFlight);
        };
    return new Workload(mix, slower, exchanges, dropTimeNanos);
  }

  /// One four-message exchange for each of these clients.
  public static Workload binding(Population population, Pace pace, long dropTimeNanos) {
    return new Workload(
        Mix.only(ExchangeKind.FOUR_MESSAGES), pace, population.count(), dropTimeNanos);
  }
}
