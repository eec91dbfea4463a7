package org.lessor.transport;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.lessor.linux.Errno;
import org.lessor.wire.Ipv4;

/// A port by plain `java.nio`, bound to one address and UDP port: for loopback, for relayed
/// traffic, and for systems other than Linux.
///
/// **What it cannot do**, for want of it in java.nio: tell which interface a packet came in by, or
/// which address it was sent to when bound to 0.0.0.0 (then the destination and the address to
/// answer from read 0.0.0.0, and a broadcast looks like unicast); choose interface or source of
/// what is sent (the routing table does); send frames (`EOPNOTSUPP`), so that a client without an
/// address can be reached by broadcast only; see packets lost by the kernel. It makes some objects
/// for each packet.
public final class NioPort implements PacketPort {
  private static final int BUFFER_BYTES = 4 << 20;

  private final DatagramChannel channel;
  private final Selector selector;
  private final Endpoint at;
  private final int interfaceIndex;
  private final ReentrantLock sending = new ReentrantLock();
  private final ReentrantLock closing = new ReentrantLock();
  private byte[][] buffers = new byte[0][];
  private final LongAdder received = new LongAdder();
  private final LongAdder receiveErrors = new LongAdder();
  private final LongAdder sent = new LongAdder();
  private final LongAdder refused = new LongAdder();

  private NioPort(DatagramChannel channel, Selector selector, Endpoint wanted) throws IOException {
    this.channel = channel;
    this.selector = selector;
    channel.register(selector, SelectionKey.OP_READ);
    InetSocketAddress bound = (InetSocketAddress) channel.getLocalAddress();
    this.at = new Endpoint(wanted.address(), bound.getPort());
    NetworkInterface on = NetworkInterface.getByInetAddress(bound.getAddress());
    this.interfaceIndex = on == null ? 0 : on.getIndex();
  }

  /// A port bound to `at`; port 0 lets the system choose, and [#at] says what it chose.
  ///
  /// @throws IOException with a remedy where the port is taken or not permitted
  public static NioPort open(Endpoint at) throws IOException {
    DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.SO_BROADCAST, true);
      channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
      bind(channel, at);
      Selector selector = Selector.open();
      try {
        return new NioPort(channel, selector, at);
      } catch (IOException failure) {
        selector.close();
        throw failure;
      }
    } catch (IOException failure) {
      channel.close();
      throw failure;
    }
  }

  private static void bind(DatagramChannel channel, Endpoint at) throws IOException {
    try {
      channel.bind(socketAddress(at.address(), at.port()));
    } catch (IOException failure) {
      String remedy =
          failure instanceof BindException
              ? ": another program may hold it, the address may not be this host's, or a port below"
                  + " 1024 may need a privilege"
              : "";
      IOException told = new BindException("bind " + at + ": " + failure.getMessage() + remedy);
      told.initCause(failure);
      throw told;
    }
  }

  private static InetSocketAddress socketAddress(Ipv4 address, int port) {
    try {
      return new InetSocketAddress(InetAddress.getByAddress(address.toBytes().toArray()), port);
    } catch (UnknownHostException impossible) {
      throw new AssertionError("four bytes are an address", impossible);
    }
  }

  /// The index of the interface that has the address; 0 where it is bound to 0.0.0.0.
  public int interfaceIndex() {
    return interfaceIndex;
  }

  /// Where it is bound.
  public Endpoint at() {
    return at;
  }

  @Override
  public int receive(InboundBatch batch) {
    batch.clear();
    while (!batch.full() && receiveOne(batch)) {}
    received.add(batch.count());
    return batch.count();
  }

  private boolean receiveOne(InboundBatch batch) {
    byte[] bytes = buffer(batch.count());
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    InetSocketAddress from;
    try {
      from = (InetSocketAddress) channel.receive(buffer);
    } catch (ClosedChannelException closed) {
      return false;
    } catch (IOException failure) {
      receiveErrors.increment();
      return false;
    }
    if (from == null) {
      return false;
    }
    InboundPacket packet = batch.add();
    int length = Math.min(buffer.position(), MAX_PAYLOAD_BYTES);
    packet.setPayload(bytes, 0, length);
    packet.setTruncated(buffer.position() > MAX_PAYLOAD_BYTES);
    packet.setInterface(interfaceIndex);
    packet.setSource(Ipv4.at(from.getAddress().getAddress(), 0).bits(), from.getPort());
    packet.setDestination(at.address().bits(), at.port());
    packet.setLocalAddress(at.address().bits());
    return true;
  }

  /// One byte larger than the largest payload, to see that one was larger.
  private byte[] buffer(int slot) {
    if (slot >= buffers.length) {
      buffers = Arrays.copyOf(buffers, slot + 1);
      buffers[slot] = new byte[MAX_PAYLOAD_BYTES + 1];
    }
    return buffers[slot];
  }

  @Override
  public boolean await(long timeoutNanos) throws IOException {
    try {
      selector.selectedKeys().clear();
      if (timeoutNanos <= 0) {
        selector.selectNow();
      } else if (timeoutNanos == FOREVER_NANOS) {
        selector.select();
      } else {
        // Selectors count milliseconds: rather a little long than a loop of short waits.
        selector.select(Math.ceilDiv(timeoutNanos, 1_000_000L));
      }
      return !selector.selectedKeys().isEmpty();
    } catch (ClosedSelectorException closed) {
      return false;
    }
  }

  @Override
  public void wakeUp() {
    closing.lock();
    try {
      if (selector.isOpen()) {
        selector.wakeup();
      }
    } finally {
      closing.unlock();
    }
  }

  @Override
  public int send(OutboundBatch batch) {
    sending.lock();
    try {
      int left = 0;
      for (int i = 0; i < batch.count(); i++) {
        OutboundPacket packet = batch.packet(i);
        packet.setErrno(send(packet));
        if (packet.errno() == 0) {
          left++;
        }
      }
      sent.add(left);
      refused.add(batch.count() - left);
      return left;
    } finally {
      sending.unlock();
    }
  }

  private int send(OutboundPacket packet) {
    if (!channel.isOpen()) {
      return Errno.EBADF;
    }
    if (packet.way() == OutboundPacket.Way.FRAME) {
      return Errno.EOPNOTSUPP;
    }
    if (packet.length() > MAX_PAYLOAD_BYTES) {
      return Errno.EMSGSIZE;
    }
    if (packet.interfaceIndex() != 0
        && interfaceIndex != 0
        && packet.interfaceIndex() != interfaceIndex) {
      return Errno.ENODEV;
    }
    try {
      ByteBuffer payload = ByteBuffer.wrap(packet.buffer(), 0, packet.length());
      InetSocketAddress to = socketAddress(packet.destination(), packet.destinationPort());
      return channel.send(payload, to) == 0 && packet.length() > 0 ? Errno.EAGAIN : 0;
    } catch (ClosedChannelException closed) {
      return Errno.EBADF;
    } catch (NoRouteToHostException failure) {
      return Errno.EHOSTUNREACH;
    } catch (PortUnreachableException failure) {
      return Errno.ECONNREFUSED;
    } catch (IOException failure) {
      return Errno.EIO;
    }
  }

  @Override
  public PortCounts counts() {
    return new PortCounts(
        received.sum(), 0, 0, 0, 0, receiveErrors.sum(), sent.sum(), refused.sum());
  }

  @Override
  public void close() {
    closing.lock();
    try {
      selector.close();
      channel.close();
    } catch (IOException failure) {
      throw new AssertionError("closing a datagram socket has nothing to write", failure);
    } finally {
      closing.unlock();
    }
  }
}
