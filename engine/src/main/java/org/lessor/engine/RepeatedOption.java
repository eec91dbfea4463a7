package org.lessor.engine;

import org.jspecify.annotations.Nullable;
import org.lessor.wire.Bytes;
import org.lessor.wire.Option;

/// An option of four bytes that most replies have as the reply before had it, such as the lease
/// time: made anew only where it differs.
///
/// Any number of threads may ask. What they remember for one another is immutable, and each looks
/// at it before taking it.
final class RepeatedOption {
  private final int code;
  private @Nullable Option latest;

  RepeatedOption(int code) {
    this.code = code;
  }

  /// The option with this value; only its low 32 bits count.
  Option of(long value) {
    Option known = latest;
    if (known == null || (int) known.value().uint32(0) != (int) value) {
      known = new Option(code, Bytes.ofUint32(value));
      latest = known;
    }
    return known;
  }
}
