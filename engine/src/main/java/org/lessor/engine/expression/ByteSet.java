package org.lessor.engine.expression;

import java.util.Map;
import java.util.function.IntPredicate;

/// A set of byte values, by which a pattern says what may stand in one place. Letters are those of
/// ASCII.
final class ByteSet {
  static final ByteSet NONE = of(_ -> false);
  static final ByteSet DIGIT = of(b -> b >= '0' && b <= '9');
  static final ByteSet UPPER = of(b -> b >= 'A' && b <= 'Z');
  static final ByteSet LOWER = of(b -> b >= 'a' && b <= 'z');
  static final ByteSet ALPHA = UPPER.or(LOWER);
  static final ByteSet ALNUM = ALPHA.or(DIGIT);
  static final ByteSet WORD = ALNUM.or(of(b -> b == '_'));
  static final ByteSet SPACE = of(b -> b == ' ' || (b >= '\t' && b <= '\r'));

  /// What `.` stands for: all but line ends.
  static final ByteSet ANY = of(b -> b != '\n' && b != '\r');

  /// The sets that a pattern calls by name, as in `[[:digit:]]`.
  static final Map<String, ByteSet> NAMED =
      Map.ofEntries(
          Map.entry("alnum", ALNUM),
          Map.entry("alpha", ALPHA),
          Map.entry("blank", of(b -> b == ' ' || b == '\t')),
          Map.entry("cntrl", of(b -> b < 0x20 || b == 0x7f)),
          Map.entry("d", DIGIT),
          Map.entry("digit", DIGIT),
          Map.entry("graph", of(b -> b > 0x20 && b < 0x7f)),
          Map.entry("lower", LOWER),
          Map.entry("print", of(b -> b >= 0x20 && b < 0x7f)),
          Map.entry("punct", of(b -> b > 0x20 && b < 0x7f).minus(ALNUM)),
          Map.entry("s", SPACE),
          Map.entry("space", SPACE),
          Map.entry("upper", UPPER),
          Map.entry("w", WORD),
          Map.entry("xdigit", DIGIT.or(of(b -> (b >= 'a' && b <= 'f') || (b >= 'A' && b <= 'F')))));

  private final long[] bits;

  private ByteSet(long[] bits) {
    this.bits = bits;
  }

  /// The values of which `wanted` is true.
  static ByteSet of(IntPredicate wanted) {
    long[] bits = new long[256 / Long.SIZE];
    for (int value = 0; value < 256; value++) {
      if (wanted.test(value)) {
        bits[value / Long.SIZE] |= 1L << value;
      }
    }
    return new ByteSet(bits);
  }

  /// The values from `first` to `last`.
  static ByteSet range(int first, int last) {
    return of(value -> value >= first && value <= last);
  }

  boolean contains(int value) {
    return (bits[value / Long.SIZE] >>> value & 1) != 0;
  }

  ByteSet or(ByteSet other) {
    return of(value -> contains(value) || other.contains(value));
  }

  ByteSet minus(ByteSet other) {
    return of(value -> contains(value) && !other.contains(value));
  }

  ByteSet inverse() {
    return of(value -> !contains(value));
  }
}
