package org.lessor.linux.internal;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Socket options (socket(7), ip(7), udp(7), packet(7), netlink(7)) of the kinds this module sets,
/// each with its level. The numbers are those of x86-64 and aarch64.
public enum SocketOption {
  SO_REUSEADDR(Level.SOL_SOCKET, 2),
  SO_BROADCAST(Level.SOL_SOCKET, 6),
  SO_SNDBUF(Level.SOL_SOCKET, 7),
  SO_RCVBUF(Level.SOL_SOCKET, 8),
  SO_BINDTODEVICE(Level.SOL_SOCKET, 25),
  SO_ATTACH_FILTER(Level.SOL_SOCKET, 26),
  SO_SNDBUFFORCE(Level.SOL_SOCKET, 32),
  SO_RCVBUFFORCE(Level.SOL_SOCKET, 33),
  SO_RXQ_OVFL(Level.SOL_SOCKET, 40),
  IP_TOS(Level.IPPROTO_IP, 1),
  IP_PKTINFO(Level.IPPROTO_IP, 8),
  UDP_SEGMENT(Level.SOL_UDP, 103),
  ICMP_FILTER(Level.SOL_RAW, 1),
  PACKET_ADD_MEMBERSHIP(Level.SOL_PACKET, 1),
  PACKET_STATISTICS(Level.SOL_PACKET, 6),
  PACKET_AUXDATA(Level.SOL_PACKET, 8),
  PACKET_IGNORE_OUTGOING(Level.SOL_PACKET, 23),
  NETLINK_ADD_MEMBERSHIP(Level.SOL_NETLINK, 1),
  NETLINK_CAP_ACK(Level.SOL_NETLINK, 10),
  NETLINK_EXT_ACK(Level.SOL_NETLINK, 11),
  NETLINK_GET_STRICT_CHK(Level.SOL_NETLINK, 12);

  /// The `level` arguments of setsockopt(2), and of ancillary data.
  static final class Level {
    static final int IPPROTO_IP = 0;
    static final int SOL_SOCKET = 1;
    static final int SOL_UDP = 17;
    static final int SOL_RAW = 255;
    static final int SOL_PACKET = 263;
    static final int SOL_NETLINK = 270;

    private Level() {}
  }

  private final int level;
  private final int number;

  SocketOption(int level, int number) {
    this.level = level;
    this.number = number;
  }

  public int level() {
    return level;
  }

  public int number() {
    return number;
  }

  /// Sets a whole number: 0, or `-errno`.
  public int set(int fd, int value) {
    try (Arena arena = Arena.ofConfined()) {
      return set(fd, arena.allocateFrom(JAVA_INT, value));
    }
  }

  /// Sets a text without its final 0: 0, or `-errno`.
  public int set(int fd, String value) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocateFrom(value);
      return set(fd, text.asSlice(0, text.byteSize() - 1));
    }
  }

  /// Sets whatever `value` holds: 0, or `-errno`.
  public int set(int fd, MemorySegment value) {
    int sizeBytes = (int) value.byteSize();
    return SocketCalls.setsockopt(CallState.ofThread(), fd, level, number, value, sizeBytes);
  }

  /// Reads the option into `value`: 0, or `-errno`.
  public int get(int fd, MemorySegment value) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment size = arena.allocateFrom(JAVA_INT, (int) value.byteSize());
      return SocketCalls.getsockopt(CallState.ofThread(), fd, level, number, value, size);
    }
  }

  /// Reads a whole number that is never negative: the number, or `-errno`.
  public int get(int fd) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(JAVA_INT);
      int result = get(fd, value);
      return result < 0 ? result : value.get(JAVA_INT, 0);
    }
  }
}
