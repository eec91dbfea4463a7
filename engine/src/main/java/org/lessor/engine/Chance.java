package org.lessor.engine;

/// Numbers that nobody can foretell who does not know the seed. Drawing changes nothing: the same
/// number comes until [#turn()].
///
/// Called only by [LeaseTable], which says what protects it.
final class Chance {
  private static final long STEP = 0x9e3779b97f4a7c15L;

  private long state;

  Chance(long seed) {
    state = seed;
  }

  /// A number from 0 to `bound` - 1, all of them as likely; `bound` is 1 to 2^32.
  long below(long bound) {
    // The finishing steps of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number
    // generators, 2014), and of the result the part that `bound` is of 2^64.
    long mixed = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return Math.unsignedMultiplyHigh(mixed ^ (mixed >>> 31), bound);
  }

  /// Has another number come from now on.
  void turn() {
    state += STEP;
  }
}
