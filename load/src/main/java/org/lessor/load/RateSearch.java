package org.lessor.load;

import java.util.ArrayList;
import java.util.List;

/// Looks for the highest rate at which less than a given part of all exchanges is lost: doubles or
/// halves until one rate was borne and a higher one was not, then halves the gap between them. It
/// decides only; who uses it makes the trials.
///
/// ```java
/// while (!search.finished()) {
///   search.tried(lossRatioAt(search.nextPerSecond()));
/// }
/// ```
///
/// Used by one thread at a time.
public final class RateSearch {
  /// What a trial led to.
  ///
  /// @param ratePerSecond the rate that was tried
  /// @param lossRatio the part of the exchanges due that did not complete, 0 to 1
  public record Trial(double ratePerSecond, double lossRatio) {}

  /// What the search has found so far.
  ///
  /// @param bestPerSecond the highest rate that was borne; 0 where none was
  /// @param maxLossRatio a rate is borne where less than this part is lost
  /// @param trials all that was tried, in this order
  public record Result(double bestPerSecond, double maxLossRatio, List<Trial> trials) {
    /// Copies the list.
    public Result {
      trials = List.copyOf(trials);
    }
  }

  private static final int MAX_TRIALS = 40;

  /// The lowest rate that a search begins at.
  public static final double LOWEST_PER_SECOND = 0.1;

  /// The highest rate that is tried.
  public static final double HIGHEST_PER_SECOND = 1e7;

  private final double maxLossRatio;
  private final double precision;
  private double next;
  private double borne;
  private double tooMuch = Double.POSITIVE_INFINITY;
  private final List<Trial> trials = new ArrayList<>();

  /// Begins at `firstPerSecond`. A rate is borne where less than `maxLossRatio` (above 0, at most
  /// 1) is lost; the search ends when the rates borne and not borne differ by less than `precision`
  ///    (such as 0.02).
  public RateSearch(double firstPerSecond, double maxLossRatio, double precision) {
    if (!(maxLossRatio > 0 && maxLossRatio <= 1) || !(precision > 0 && precision < 1)) {
      throw new IllegalArgumentException(
          "loss and precision are parts of 1, not " + maxLossRatio + " and " + precision);
    }
    this.next = Math.clamp(firstPerSecond, LOWEST_PER_SECOND, HIGHEST_PER_SECOND);
    this.maxLossRatio = maxLossRatio;
    this.precision = precision;
  }

  /// Whether nothing is left to try.
  public boolean finished() {
    return trials.size() >= MAX_TRIALS
        || tooMuch <= LOWEST_PER_SECOND
        || borne >= HIGHEST_PER_SECOND
        || tooMuch - borne < precision * borne;
  }

  /// The rate to try next.
  public double nextPerSecond() {
    return next;
  }

  /// What the trial of [#nextPerSecond] led to: the part of the exchanges due that did not
  /// complete.
  public void tried(double lossRatio) {
    trials.add(new Trial(next, lossRatio));
    if (lossRatio < maxLossRatio) {
      borne = next;
    } else {
      tooMuch = next;
    }
    if (Double.isInfinite(tooMuch)) {
      next = Math.min(HIGHEST_PER_SECOND, 2 * borne);
    } else {
      next = borne == 0 ? tooMuch / 2 : (borne + tooMuch) / 2;
    }
  }

  /// The highest rate that was borne; 0 where none was.
  public double bestPerSecond() {
    return borne;
  }

  /// What was tried and found so far.
  public Result result() {
    return new Result(borne, maxLossRatio, trials);
  }
}
