package org.lessor.engine;

import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;

/// Hashes of what clients send, keyed by a secret so that nobody outside can choose keys that
/// collide.
record KeyHash(long secret) {
  private static final long FIRST = 0x9e3779b97f4a7c15L;
  private static final long SECOND = 0xd1b54a32d192ed03L;

  /// Four addresses in a row differ in these bits of their hashes only.
  private static final int NEIGHBOUR_SHIFT = 24;

  private static final int NEIGHBOURS = 3;

  /// The hash of an address. Four addresses in a row have hashes that differ in high bits only, so
  /// that an index has them side by side: a pool gives out one after the other, and what is looked
  /// at for one is in the processor's cache for the next. Addresses are the operator's, not the
  /// client's to choose.
  int of(int addressBits) {
    int group = fold(mix((addressBits & ~NEIGHBOURS) ^ secret, FIRST));
    return (group & ~(NEIGHBOURS << NEIGHBOUR_SHIFT))
        | ((addressBits & NEIGHBOURS) << NEIGHBOUR_SHIFT);
  }

  /// The hash of a client identifier. One that is a hardware address behind the type of Ethernet
  /// (RFC 2132 section 9.14) has the hash of that.
  int of(Bytes clientId) {
    return clientId.isEmpty() ? of(0, clientId, 0) : of(clientId.at(0), clientId, 1);
  }

  /// The hash of a hardware address, not an empty one, whatever its type.
  int of(HardwareAddress address) {
    return of(HardwareAddress.ETHERNET, address.address(), 0);
  }

  /// The hash of an Ethernet address, given as 48 bits.
  int ofEthernet(long address) {
    return fold(step(begin(HardwareAddress.ETHERNET, HardwareAddress.ETHERNET_SIZE), address));
  }

  private int of(int type, Bytes source, int from) {
    long hash = begin(type, source.length() - from);
    int i = from;
    while (i < source.length()) {
      long word = 0;
      for (int end = Math.min(i + 8, source.length()); i < end; i++) {
        word = (word << 8) | source.at(i);
      }
      hash = step(hash, word);
    }
    return fold(hash);
  }

  /// The hash of a client identifier that is `length` bytes of `source` from `offset`.
  int ofClientId(byte[] source, int offset, int length) {
    return length == 0
        ? of(0, source, offset, 0)
        : of(source[offset] & 0xff, source, offset + 1, length - 1);
  }

  /// The hash of a hardware address that is `length` bytes of `source` from `offset`.
  int ofHardwareAddress(byte[] source, int offset, int length) {
    return of(HardwareAddress.ETHERNET, source, offset, length);
  }

  private int of(int type, byte[] source, int offset, int length) {
    long hash = begin(type, length);
    int i = 0;
    while (i < length) {
      long word = 0;
      for (int end = Math.min(i + 8, length); i < end; i++) {
        word = (word << 8) | (source[offset + i] & 0xff);
      }
      hash = step(hash, word);
    }
    return fold(hash);
  }

  private long begin(int type, int length) {
    return mix(secret ^ type, FIRST + length);
  }

  private long step(long hash, long word) {
    return mix(hash ^ word, SECOND ^ secret);
  }

  private static long mix(long a, long b) {
    return (a * b) ^ Math.multiplyHigh(a, b);
  }

  private static int fold(long hash) {
    long mixed = mix(hash, SECOND);
    return (int) (mixed ^ (mixed >>> 32));
  }
}
