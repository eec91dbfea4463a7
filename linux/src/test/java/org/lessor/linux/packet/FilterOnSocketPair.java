package org.lessor.linux.packet;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.lessor.linux.Descriptor;
import org.lessor.linux.ErrnoException;
import org.lessor.linux.internal.CallState;
import org.lessor.linux.internal.DescriptorCalls;
import org.lessor.linux.internal.SocketCalls;

/// Runs a filter in the kernel on any bytes, without privilege: on a pair of Unix sockets, whose
/// datagrams pass through filters like any other.
final class FilterOnSocketPair implements AutoCloseable {
  private final Descriptor sender;
  private final Descriptor receiver;

  FilterOnSocketPair(BpfProgram program) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment pair = arena.allocate(2 * JAVA_INT.byteSize(), 4);
      int type = SocketCalls.SOCK_DGRAM | SocketCalls.SOCK_NONBLOCK | SocketCalls.SOCK_CLOEXEC;
      ErrnoException.check(
          SocketCalls.socketpair(CallState.ofThread(), SocketCalls.AF_UNIX, type, 0, pair),
          "socketpair");
      sender = new Descriptor(pair.getAtIndex(JAVA_INT, 0));
      receiver = new Descriptor(pair.getAtIndex(JAVA_INT, 1));
    }
    program.attachTo(receiver);
  }

  /// How many bytes of `packet` pass: 0 where it is dropped.
  int passes(byte[] packet) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(2048);
      MemorySegment.copy(
          packet, 0, memory, java.lang.foreign.ValueLayout.JAVA_BYTE, 0, packet.length);
      CallState state = CallState.ofThread();
      DescriptorCalls.write(state, sender.number(), memory, packet.length);
      return Math.max(DescriptorCalls.read(state, receiver.number(), memory, 2048), 0);
    }
  }

  @Override
  public void close() {
    sender.close();
    receiver.close();
  }
}
