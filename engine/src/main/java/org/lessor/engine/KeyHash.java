package org.lessor.engine;

import org.lessor.wire.Bytes;

/// Hashes of what clients send, keyed by a secret so that nobody outside can choose keys that
/// collide.
record KeyHash(long secret) {
  private static final long FIRST = 0x9e3779b97f4a7c15L;
  private static final long SECOND = 0xd1b54a32d192ed03L;

  /// How many low bits of an address go into its hash as they are.
  private static final int ADDRESS_BITS = 4;

  /// The hash of an address. Sixteen addresses in a row have hashes in a row, so that an index has
  /// them side by side: a pool gives out one after the other, and what is looked at for one is in
  /// the processor's cache for the next. Addresses are the operator's, not the client's to choose.
  int of(int addressBits) {
    int low = (1 << ADDRESS_BITS) - 1;
    int group = fold(mix((addressBits >>> ADDRESS_BITS) ^ secret, FIRST));
    return (group & ~low) | (addressBits & low);
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
