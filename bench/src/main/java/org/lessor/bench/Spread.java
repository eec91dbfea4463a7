package org.lessor.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// The middle and the ends of a few measurements.
record Spread(double median, double least, double most) {
  static <T> Spread of(List<T> values, ToDoubleFunction<T> number) {
    double[] sorted = values.stream().mapToDouble(number).sorted().toArray();
    if (sorted.length == 0) {
      return new Spread(Double.NaN, Double.NaN, Double.NaN);
    }
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], Arrays.stream(sorted).max().orElseThrow());
  }

  /// `17,021 (16,400-17,300)`.
  String toText(int digits) {
    String number = "%,." + digits + "f";
    return String.format(
        Locale.ROOT, number + " (" + number + "-" + number + ")", median, least, most);
  }
}
