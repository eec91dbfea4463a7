package org.lessor.engine;

/// How many records are in each state, to be counted up and down.
final class StateCounts {
  private final int[] byCode = new int[6];

  /// Counts `difference` records more in this state.
  void add(LeaseState state, int difference) {
    byCode[code(state)] += difference;
  }

  int of(LeaseState state) {
    return byCode[code(state)];
  }

  /// How many there are.
  int all() {
    return held() + of(LeaseState.EXPIRED_RECLAIMED) + of(LeaseState.RELEASED);
  }

  /// How many hold an address.
  int held() {
    return of(LeaseState.OFFERED) + of(LeaseState.ASSIGNED) + of(LeaseState.DECLINED);
  }

  /// As a value that stays as it is.
  LeaseCounts with(long free) {
    return new LeaseCounts(
        of(LeaseState.OFFERED),
        of(LeaseState.ASSIGNED),
        of(LeaseState.DECLINED),
        of(LeaseState.EXPIRED_RECLAIMED),
        of(LeaseState.RELEASED),
        free);
  }

  /// A number for each state, 1 to 5: what stands in a row must not hang on the order of an enum.
  static int code(LeaseState state) {
    return switch (state) {
      case OFFERED -> 1;
      case ASSIGNED -> 2;
      case DECLINED -> 3;
      case EXPIRED_RECLAIMED -> 4;
      case RELEASED -> 5;
    };
  }

  /// The state of a number that [#code] gave.
  static LeaseState state(int code) {
    return switch (code) {
      case 1 -> LeaseState.OFFERED;
      case 2 -> LeaseState.ASSIGNED;
      case 3 -> LeaseState.DECLINED;
      case 4 -> LeaseState.EXPIRED_RECLAIMED;
      case 5 -> LeaseState.RELEASED;
      default -> throw new IllegalArgumentException("no lease state: " + code);
    };
  }
}
