package org.lessor.load;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Which kinds of exchanges the clients begin, and in what proportion.
///
/// @param weights how many of each kind among as many as all weights together; 1 or more each, a
///   kind that is absent does not happen
public record Mix(Map<ExchangeKind, Double> weights) {
  /// Throws [IllegalArgumentException] where nothing would happen, or a weight is not above 0.
  public Mix {
    if (weights.isEmpty()) {
      throw new IllegalArgumentException("a mix names one kind of exchange or more");
    }
    weights.forEach((kind, weight) -> {
      if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("the weight of " + kind + " must be above 0: " + weight);
      }
    });
    weights = Map.copyOf(weights);
  }

  /// Nothing but exchanges of this kind.
  public static Mix only(ExchangeKind kind) {
    return new Mix(Map.of(kind, 1.0));
  }

  /// Reads `four=80,renew=15,release=5`, or one kind alone: `renew`. Throws
  /// [IllegalArgumentException] with what is wrong.
  public static Mix parse(String text) {
    Map<ExchangeKind, Double> weights = new EnumMap<>(ExchangeKind.class);
    for (String part : text.split(",", -1)) {
      String[] sides = part.strip().split("=", 2);
      ExchangeKind kind =
          ExchangeKind.of(sides[0])
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "'"
                          + sides[0]
                          + "' is no kind of exchange: write four, discover, renew, reboot or"
                          + " release"));
      if (weights.put(kind, weight(sides)) != null) {
        throw new IllegalArgumentException(kind + " is named twice");
      }
    }
    return new Mix(weights);
  }

  private static double weight(String[] sides) {
    if (sides.length == 1) {
      return 1;
    }
    try {
      return Double.parseDouble(sides[1]);
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException(
          "the weight of " + sides[0] + " must be a number, not '" + sides[1] + "'", wrong);
    }
  }

  /// The weight of a kind; 0 where it does not happen.
  public double weight(ExchangeKind kind) {
    return weights.getOrDefault(kind, 0.0);
  }

  /// Whether nothing in it gives a client without a lease one.
  public boolean needsLeases() {
    return !weights.containsKey(ExchangeKind.FOUR_MESSAGES)
        && weights.keySet().stream().anyMatch(ExchangeKind::needsLease);
  }

  /// Whether a server answers any of it.
  public boolean answered() {
    return weights.keySet().stream().anyMatch(ExchangeKind::answered);
  }

  /// The part of all exchanges that a server answers, 0 to 1.
  public double answeredShare() {
    double all = 0;
    double answered = 0;
    for (Map.Entry<ExchangeKind, Double> each : weights.entrySet()) {
      all += each.getValue();
      answered += each.getKey().answered() ? each.getValue() : 0;
    }
    return answered / all;
  }

  /// `four=80,renew=20`, in the order of the kinds.
  @Override
  public String toString() {
    return new EnumMap<>(weights)
        .entrySet().stream()
            .map(each -> each.getKey() + "=" + trimmed(each.getValue()))
            .collect(Collectors.joining(","));
  }

  private static String trimmed(double weight) {
    return weight == Math.rint(weight) ? Long.toString((long) weight) : Double.toString(weight);
  }
}
