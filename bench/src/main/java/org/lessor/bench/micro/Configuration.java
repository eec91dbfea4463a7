package org.lessor.bench.micro;

/// How much is configured: what [DecisionBenchmark] compares.
public enum Configuration {
  /// One subnet and nothing else.
  ONE_SUBNET(1, 0, 0),
  /// One subnet and 50 classes.
  CLASSES(1, 0, 50),
  /// 10,000 subnets.
  SUBNETS(10_000, 0, 0),
  /// 10,000 subnets with 100,000 reservations.
  RESERVATIONS(10_000, 100_000, 0),
  /// 10,000 subnets, 100,000 reservations, 50 classes.
  EVERYTHING(10_000, 100_000, 50);

  final int subnets;
  final int reservations;
  final int classes;

  Configuration(int subnets, int reservations, int classes) {
    this.subnets = subnets;
    this.reservations = reservations;
    this.classes = classes;
  }
}
