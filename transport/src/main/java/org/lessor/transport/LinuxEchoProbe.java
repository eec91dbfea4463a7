package org.lessor.transport;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.lessor.linux.Errno;
import org.lessor.linux.Ip4;
import org.lessor.linux.Poller;
import org.lessor.linux.icmp.EchoSocket;
import org.lessor.wire.Ipv4;

/// An [EchoProbe] by an ICMP socket: needs `CAP_NET_RAW`, or a group of net.ipv4.ping_group_range.
///
/// Requests hold a random token; a reply without it is not ours, whatever it says.
public final class LinuxEchoProbe implements EchoProbe {
  private final EchoSocket socket;
  private final Poller poller;
  private final long token;

  /// Each held while the socket is used for it: closing must not happen meanwhile.
  private final ReentrantLock asking = new ReentrantLock();

  private final ReentrantLock receiving = new ReentrantLock();
  private final Queue<EchoReply> replies = new ArrayDeque<>();
  private volatile boolean closed;

  private LinuxEchoProbe(EchoSocket socket, Poller poller, long token) {
    this.socket = socket;
    this.poller = poller;
    this.token = token;
    poller.add(socket, Poller.Interest.READ);
  }

  /// Opens a socket in the network namespace of this thread. Identifier and token come from
  /// `random`.
  ///
  /// @throws IOException where the privilege is missing
  public static LinuxEchoProbe open(RandomGenerator random) throws IOException {
    EchoSocket socket = EchoSocket.open(random.nextInt(0x10000));
    try {
      return new LinuxEchoProbe(socket, Poller.open(), random.nextLong());
    } catch (IOException failure) {
      socket.close();
      throw failure;
    }
  }

  @Override
  public int ask(int interfaceIndex, Ipv4 address, int sequence) {
    asking.lock();
    try {
      return closed
          ? Errno.EBADF
          : -socket.send(interfaceIndex, new Ip4(address.bits()), sequence, token);
    } finally {
      asking.unlock();
    }
  }

  @Override
  public Optional<EchoReply> receive() {
    receiving.lock();
    try {
      if (replies.isEmpty() && !closed) {
        socket.receive(reply -> {
          if (reply.token() == token) {
            replies.add(new EchoReply(new Ipv4(reply.from().bits()), reply.sequence()));
          }
        });
      }
      return Optional.ofNullable(replies.poll());
    } finally {
      receiving.unlock();
    }
  }

  @Override
  public boolean await(long timeoutNanos) throws IOException {
    receiving.lock();
    try {
      return !closed && (!replies.isEmpty() || poller.await(timeoutNanos) > 0);
    } finally {
      receiving.unlock();
    }
  }

  @Override
  public void wakeUp() {
    poller.wakeUp();
  }

  @Override
  public void close() {
    // In this order, so that whoever waits now stops, and whoever comes later does not begin.
    closed = true;
    poller.wakeUp();
    receiving.lock();
    asking.lock();
    try {
      poller.close();
      socket.close();
    } finally {
      asking.unlock();
      receiving.unlock();
    }
  }
}
