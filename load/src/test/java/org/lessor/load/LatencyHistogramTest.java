package org.lessor.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LatencyHistogramTest {
  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 50, 90, 99, 99.9, 99.99, 100})
  void tellsEachPercentileToFourThousandths(double percent) {
    SplittableRandom random = new SplittableRandom(7);
    LatencyHistogram histogram = new LatencyHistogram();
    long[] all = new long[20_000];
    for (int i = 0; i < all.length; i++) {
      // From nanoseconds to minutes, each order of magnitude as often as the others.
      all[i] = (long) Math.exp(random.nextDouble(0, Math.log(2e11)));
      histogram.record(all[i]);
    }
    Arrays.sort(all);
    long exact = all[Math.max(0, (int) Math.ceil(percent / 100 * all.length) - 1)];

    assertThat(histogram.percentileNanos(percent))
        .isBetween(exact, exact + (long) Math.ceil(exact * 0.004));
  }

  @Test
  void tellsTheLongestExactly() {
    LatencyHistogram histogram = new LatencyHistogram();
    histogram.record(1_234_567_891);
    histogram.record(5);
    assertThat(histogram.maxNanos()).isEqualTo(1_234_567_891);
    assertThat(histogram.percentileNanos(100)).isEqualTo(1_234_567_891);
    assertThat(histogram.meanNanos()).isEqualTo(617_283_948);
  }

  @Test
  void tellsShortOnesExactly() {
    LatencyHistogram histogram = new LatencyHistogram();
    for (long nanos = 0; nanos < 512; nanos++) {
      histogram.record(nanos);
    }
    for (int rank = 1; rank <= 512; rank++) {
      assertThat(histogram.percentileNanos(100.0 * rank / 512)).isEqualTo(rank - 1);
    }
  }

  @Test
  void countsWhatIsOutOfRangeAtItsEnds() {
    LatencyHistogram histogram = new LatencyHistogram();
    histogram.record(-5);
    histogram.record(Long.MAX_VALUE);
    assertThat(histogram.percentileNanos(50)).isZero();
    assertThat(histogram.maxNanos()).isEqualTo(LatencyHistogram.MAX_NANOS);
    assertThat(histogram.count()).isEqualTo(2);
  }

  @Test
  void addsUp() {
    LatencyHistogram one = new LatencyHistogram();
    LatencyHistogram other = new LatencyHistogram();
    one.record(1000);
    other.record(3000);
    LatencyHistogram sum = one.copy();
    sum.add(other);
    assertThat(sum.count()).isEqualTo(2);
    assertThat(sum.meanNanos()).isEqualTo(2000);
    assertThat(one.count()).isEqualTo(1);
  }

  @Test
  void tellsNothingOfNothing() {
    LatencyHistogram histogram = new LatencyHistogram();
    assertThat(histogram.percentileNanos(99)).isZero();
    assertThat(histogram.meanNanos()).isZero();
    assertThatThrownBy(() -> histogram.percentileNanos(101))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
