package org.lessor.load;

import java.util.Arrays;

/// Counts of durations in buckets that are narrow for short ones and wide for long ones, so that
/// every percentile is told to 0.4 % (high dynamic range). Recording allocates nothing and costs a
/// few nanoseconds.
///
/// Durations are nanoseconds from 0 to [#MAX_NANOS] (over an hour); longer ones count as that. Used
/// by one thread at a time.
public final class LatencyHistogram {
  /// The longest duration told apart.
  public static final long MAX_NANOS = (1L << 42) - 1;

  /*
   * A duration with more than PRECISION + 1 significant bits loses the lower ones: it lies in
   * bucket shift * 2^PRECISION + (nanos >>> shift). For a shift above 0 the second term is at
   * least 2^PRECISION, so the buckets of one shift follow those of the shift before without gaps.
   */
  private static final int PRECISION = 8;
  private static final int BUCKETS = bucket(MAX_NANOS) + 1;

  private final long[] counts = new long[BUCKETS];
  private long count;
  private long maxNanos;
  private double sumNanos;

  /// One that has seen nothing.
  public LatencyHistogram() {}

  private static int bucket(long nanos) {
    int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(nanos) - PRECISION - 1);
    return (shift << PRECISION) + (int) (nanos >>> shift);
  }

  /// The longest duration in a bucket.
  private static long upperNanos(int bucket) {
    int shift = Math.max(0, (bucket >>> PRECISION) - 1);
    long mantissa = bucket - ((long) shift << PRECISION);
    return ((mantissa + 1) << shift) - 1;
  }

  /// Counts a duration; a negative one as 0.
  public void record(long nanos) {
    long kept = Math.clamp(nanos, 0, MAX_NANOS);
    counts[bucket(kept)]++;
    count++;
    sumNanos += kept;
    maxNanos = Math.max(maxNanos, kept);
  }

  /// Adds all that `other` has counted.
  public void add(LatencyHistogram other) {
    for (int bucket = 0; bucket < counts.length; bucket++) {
      counts[bucket] += other.counts[bucket];
    }
    count += other.count;
    sumNanos += other.sumNanos;
    maxNanos = Math.max(maxNanos, other.maxNanos);
  }

  /// The same counts in an object of its own.
  public LatencyHistogram copy() {
    LatencyHistogram copy = new LatencyHistogram();
    copy.add(this);
    return copy;
  }

  /// Forgets everything.
  public void clear() {
    Arrays.fill(counts, 0);
    count = 0;
    sumNanos = 0;
    maxNanos = 0;
  }

  /// How many durations were counted.
  public long count() {
    return count;
  }

  /// The longest duration, exact; 0 where none was counted.
  public long maxNanos() {
    return maxNanos;
  }

  /// The mean; 0 where none was counted.
  public long meanNanos() {
    return count == 0 ? 0 : Math.round(sumNanos / count);
  }

  /// A duration that `percent` of all do not exceed, and that is at most 0.4 % above the smallest
  /// such one; 0 where none was counted. Throws [IllegalArgumentException] outside 0 to 100.
  public long percentileNanos(double percent) {
    if (!(percent >= 0 && percent <= 100)) {
      throw new IllegalArgumentException("a percentile is 0 to 100, not " + percent);
    }
    long wanted = Math.max(1, (long) Math.ceil(percent / 100 * count));
    long seen = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      seen += counts[bucket];
      if (seen >= wanted) {
        return Math.min(upperNanos(bucket), maxNanos);
      }
    }
    return maxNanos;
  }
}
