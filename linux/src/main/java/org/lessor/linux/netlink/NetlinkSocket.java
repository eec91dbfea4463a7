package org.lessor.linux.netlink;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.lessor.linux.Descriptor;
import org.lessor.linux.Errno;
import org.lessor.linux.ErrnoException;
import org.lessor.linux.Pollable;
import org.lessor.linux.internal.CallState;
import org.lessor.linux.internal.SockaddrNl;
import org.lessor.linux.internal.SocketCalls;
import org.lessor.linux.internal.SocketOption;

/// A socket to the kernel's routing tables (`NETLINK_ROUTE`). Used by one thread at a time.
final class NetlinkSocket implements Pollable, AutoCloseable {
  private static final int NETLINK_ROUTE = 0;

  /// As much as the kernel puts into one answer, unless a single link needs more.
  static final int USUAL_ANSWER_BYTES = 32 * 1024;

  private final Descriptor descriptor;
  private final int bufferBytes;
  private final Arena arena = Arena.ofAuto();
  private final MemorySegment buffer;
  private final MemorySegment kernel = arena.allocate(SockaddrNl.SIZE, 4);
  private final MemorySegment sender = arena.allocate(SockaddrNl.SIZE, 4);
  private final MemorySegment senderSize = arena.allocate(JAVA_INT);

  private NetlinkSocket(Descriptor descriptor, int bufferBytes) {
    this.descriptor = descriptor;
    this.bufferBytes = bufferBytes;
    this.buffer = arena.allocate(bufferBytes, 8);
    SockaddrNl.set(kernel, 0, 0);
  }

  /// A socket that asks; `flags` may hold `SOCK_NONBLOCK`. Answers of more than `bufferBytes` are
  /// lost.
  static NetlinkSocket open(int flags, int bufferBytes) throws ErrnoException {
    int type = SocketCalls.SOCK_RAW | SocketCalls.SOCK_CLOEXEC | flags;
    int fd = SocketCalls.socket(CallState.ofThread(), SocketCalls.AF_NETLINK, type, NETLINK_ROUTE);
    ErrnoException.check(fd, "open a netlink socket");
    NetlinkSocket socket = new NetlinkSocket(new Descriptor(fd), bufferBytes);
    try {
      socket.set(SocketOption.NETLINK_EXT_ACK, 1);
      socket.set(SocketOption.NETLINK_CAP_ACK, 1);
      int bound = SocketCalls.bind(CallState.ofThread(), fd, socket.kernel, SockaddrNl.SIZE);
      ErrnoException.check(bound, "bind a netlink socket");
      return socket;
    } catch (ErrnoException failure) {
      socket.close();
      throw failure;
    }
  }

  void set(SocketOption option, int value) throws ErrnoException {
    ErrnoException.check(option.set(descriptor.number(), value), "set " + option);
  }

  /// Sets an option that an older kernel may not know: whether it was set.
  boolean trySet(SocketOption option, int value) {
    return option.set(descriptor.number(), value) == 0;
  }

  /// Sends all messages of `request`.
  void send(NetlinkWriter request, String attempted) throws ErrnoException {
    int sent =
        SocketCalls.sendto(
            CallState.ofThread(),
            descriptor.number(),
            request.memory(),
            request.sizeBytes(),
            0,
            kernel,
            SockaddrNl.SIZE);
    ErrnoException.check(sent, attempted);
  }

  /// Receives the next packet of messages from the kernel; on a socket that blocks, waits for it.
  /// Returns its size, or `-errno`; `-ENOBUFS` says that the kernel had to drop some before it.
  int receive() {
    while (true) {
      senderSize.set(JAVA_INT, 0, SockaddrNl.SIZE);
      int sizeBytes =
          SocketCalls.recvfrom(
              CallState.ofThread(),
              descriptor.number(),
              buffer,
              bufferBytes,
              SocketCalls.MSG_TRUNC,
              sender,
              senderSize);
      if (sizeBytes == -Errno.EINTR) {
        continue;
      }
      if (sizeBytes > bufferBytes) {
        return -Errno.EMSGSIZE;
      }
      if (sizeBytes < 0 || sender.get(JAVA_INT, SockaddrNl.NL_PID) == 0) {
        return sizeBytes;
      }
      // Not from the kernel: any program may write to us.
    }
  }

  /// The messages of the packet received last, `sizeBytes` in all.
  NetlinkReader messages(int sizeBytes) {
    return new NetlinkReader(buffer, sizeBytes);
  }

  @Override
  public Descriptor descriptor() {
    return descriptor;
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
