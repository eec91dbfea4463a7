package org.lessor.engine;

import org.lessor.wire.Bytes;

/// Hashes of what clients send, keyed by a secret so that nobody outside can choose keys that
/// collide.
record KeyHash(long secret) {
  private static final long FIRST = 0x9e3779b97f4a7c15L;
  private static final long SECOND = 0xd1b54a32d192ed03L;

  /// The hash of an address.
  int of(int addressBits) {
    return fold(mix(addressBits ^ secret, FIRST));
  }

  /// The hash of `key`; keys that differ in `kind` only have unrelated hashes.
  int of(int kind, Bytes key) {
    long hash = mix(secret ^ kind, FIRST + key.length());
    int i = 0;
    while (i < key.length()) {
      long word = 0;
      for (int end = Math.min(i + 8, key.length()); i < end; i++) {
        word = (word << 8) | key.at(i);
      }
      hash = mix(hash ^ word, SECOND ^ secret);
    }
    return fold(hash);
  }

  /// The same of a key that is `length` bytes of `source` from `offset`.
  int of(int kind, byte[] source, int offset, int length) {
    long hash = mix(secret ^ kind, FIRST + length);
    int i = 0;
    while (i < length) {
      long word = 0;
      for (int end = Math.min(i + 8, length); i < end; i++) {
        word = (word << 8) | (source[offset + i] & 0xff);
      }
      hash = mix(hash ^ word, SECOND ^ secret);
    }
    return fold(hash);
  }

  private static long mix(long a, long b) {
    return (a * b) ^ Math.multiplyHigh(a, b);
  }

  private static int fold(long hash) {
    long mixed = mix(hash, SECOND);
    return (int) (mixed ^ (mixed >>> 32));
  }
}
