package org.lessor.linux;

/// Widens the kernel's count of dropped packets (32 bits, for the life of a socket) to 64 bits.
final class DropCounter {
  private int last;
  private long total;

  /// The kernel reported `count` drops since the socket was opened.
  void sawTotal(int count) {
    total += Integer.toUnsignedLong(count - last);
    last = count;
  }

  long total() {
    return total;
  }
}
