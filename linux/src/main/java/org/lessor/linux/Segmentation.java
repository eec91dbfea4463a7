package org.lessor.linux;

/// What a socket has learnt about sending several datagrams of one size as one message that the
/// kernel cuts up (udp(7), `UDP_SEGMENT`). Nothing is sent so until it is allowed. Several threads
/// may use one.
final class Segmentation {
  /// The kernel's limit (`UDP_MAX_SEGMENTS`; newer ones allow more).
  private static final int MAX_SEGMENTS = 64;

  /// An IP datagram less the largest IP header and that of UDP.
  private static final int MAX_MESSAGE_BYTES = 65535 - 60 - 8;

  // Written seldom; a thread that reads an old value is refused once more.
  private volatile int largestBytes;

  /// How many datagrams of this size one message may hold, 1 or more.
  int most(int sizeBytes) {
    return sizeBytes == 0 || sizeBytes > largestBytes
        ? 1
        : Math.clamp(MAX_MESSAGE_BYTES / sizeBytes, 1, MAX_SEGMENTS);
  }

  /// A message of datagrams of this size was refused, though each of them can be sent: they are
  /// larger than the route's MTU, or its interface leaves checksums to the program.
  void refused(int sizeBytes) {
    largestBytes = Math.min(largestBytes, sizeBytes - 1);
  }

  /// Tries it from now on, also what was refused before; or no longer.
  void allow(boolean allowed) {
    largestBytes = allowed ? MAX_MESSAGE_BYTES : 0;
  }
}
