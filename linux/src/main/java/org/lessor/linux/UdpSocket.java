package org.lessor.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lessor.linux.internal.CallState;
import org.lessor.linux.internal.SockaddrIn;
import org.lessor.linux.internal.SocketCalls;
import org.lessor.linux.internal.SocketOption;

/// A UDP socket over IPv4 that never blocks, and tells for each datagram which address it was sent
/// to and which interface it came in by (`IP_PKTINFO`).
///
/// ```java
/// try (UdpSocket socket = UdpSocket.at(Ip4.ANY, 67).device("eth1").broadcast().open()) { ... }
/// ```
///
/// Used by one thread at a time.
public final class UdpSocket implements Pollable, AutoCloseable {
  private final Descriptor descriptor;
  private final Ip4 address;
  private final int port;
  private final int receiveBufferBytes;
  private final int sendBufferBytes;
  private final DropCounter drops = new DropCounter();
  private final Segmentation segmentation = new Segmentation();

  private UdpSocket(
      Descriptor descriptor, Ip4 address, int port, int receiveBufferBytes, int sendBufferBytes) {
    this.descriptor = descriptor;
    this.address = address;
    this.port = port;
    this.receiveBufferBytes = receiveBufferBytes;
    this.sendBufferBytes = sendBufferBytes;
  }

  /// Begins a socket bound to `address` ([Ip4#ANY]: all of ours) and `port` (0: the kernel
  /// chooses).
  public static Builder at(Ip4 address, int port) {
    return new Builder(address, port);
  }

  /// Fills `batch` with datagrams that wait, up to its size: how many, 0 where none waits, or
  /// `-errno`.
  public int receive(ReceivedDatagrams batch) {
    int received = batch.receive(descriptor.number(), drops);
    return received == -Errno.EAGAIN || received == -Errno.EINTR ? 0 : received;
  }

  /// Sends the datagrams of `batch`: how many the kernel took. Where that is fewer than were in it,
  /// [OutgoingDatagrams#errno] says why for each.
  public int send(OutgoingDatagrams batch) {
    return batch.send(descriptor.number(), segmentation);
  }

  /// Whether datagrams of one size to one destination are handed to the kernel in one piece from
  /// now on, where it can cut them up: see [OutgoingDatagrams#send]. For networks where nobody
  /// receives them by a packet socket at the other end of a virtual link, and for interfaces that
  /// leave the cutting to the kernel ([LinkFeatures#TX_UDP_SEGMENTATION]). In the beginning each
  /// goes on its own. Any thread may call it, also while others send.
  public void segmentationOffload(boolean allowed) {
    segmentation.allow(allowed);
  }

  /// Datagrams lost since the socket was opened because they came faster than they were received,
  /// as far as the kernel has told: it does so with the next datagram that it delivers.
  public long droppedByKernel() {
    return drops.total();
  }

  /// The address that the socket is bound to.
  public Ip4 address() {
    return address;
  }

  /// The port that the socket is bound to.
  public int port() {
    return port;
  }

  /// The size of the receive buffer that the kernel granted (it counts its own overhead too).
  public int receiveBufferBytes() {
    return receiveBufferBytes;
  }

  /// The size of the send buffer that the kernel granted (it counts its own overhead too).
  public int sendBufferBytes() {
    return sendBufferBytes;
  }

  @Override
  public Descriptor descriptor() {
    return descriptor;
  }

  @Override
  public void close() {
    descriptor.close();
  }

  /// What a socket should be like. Not a blocking one: use a [Poller] to wait.
  public static final class Builder {
    private static final int KEEP = -1;

    private final Ip4 address;
    private final int port;
    private @Nullable String device;
    private boolean broadcast;
    private boolean reuseAddress;
    private int receiveBufferBytes = KEEP;
    private int sendBufferBytes = KEEP;
    private int dscp = KEEP;

    private Builder(Ip4 address, int port) {
      this.address = Objects.requireNonNull(address);
      if (port < 0 || port > 0xffff) {
        throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
      }
      this.port = port;
    }

    /// Takes part in the traffic of this interface only (`SO_BINDTODEVICE`).
    public Builder device(String name) {
      this.device = name;
      return this;
    }

    /// May send to broadcast addresses.
    public Builder broadcast() {
      this.broadcast = true;
      return this;
    }

    /// May share address and port with other sockets that allow it too. Of such sockets only one
    /// receives a unicast datagram, so two servers on one host would take each other's packets: off
    /// unless asked for.
    public Builder reuseAddress() {
      this.reuseAddress = true;
      return this;
    }

    /// Room for datagrams that wait. What goes over net.core.rmem_max is granted to those with
    /// `CAP_NET_ADMIN` only; others get the maximum.
    public Builder receiveBufferBytes(int sizeBytes) {
      this.receiveBufferBytes = sizeBytes;
      return this;
    }

    /// Room for datagrams that have not left yet, such as those whose destination is being asked
    /// for by ARP, which may take seconds. What goes over net.core.wmem_max is granted to those
    /// with `CAP_NET_ADMIN` only; others get the maximum.
    public Builder sendBufferBytes(int sizeBytes) {
      this.sendBufferBytes = sizeBytes;
      return this;
    }

    /// The differentiated-services code point of what is sent, 0 to 63 (RFC 2474).
    public Builder dscp(int codePoint) {
      if (codePoint < 0 || codePoint > 63) {
        throw new IllegalArgumentException("a DSCP is 0 to 63, not " + codePoint);
      }
      this.dscp = codePoint;
      return this;
    }

    /// Opens and binds the socket.
    ///
    /// @throws ErrnoException with a remedy where the port is taken, the privilege for it is
    ///   missing, or there is no such interface or address
    public UdpSocket open() throws ErrnoException {
      int type = SocketCalls.SOCK_DGRAM | SocketCalls.SOCK_NONBLOCK | SocketCalls.SOCK_CLOEXEC;
      int fd = SocketCalls.socket(CallState.ofThread(), SocketCalls.AF_INET, type, 0);
      Descriptor descriptor = new Descriptor(ErrnoException.check(fd, "open a UDP socket"));
      try {
        configure(fd);
        bind(fd);
        int granted = ErrnoException.check(SocketOption.SO_RCVBUF.get(fd), "get SO_RCVBUF");
        int grantedToSend = ErrnoException.check(SocketOption.SO_SNDBUF.get(fd), "get SO_SNDBUF");
        return new UdpSocket(descriptor, address, boundPort(fd), granted, grantedToSend);
      } catch (ErrnoException failure) {
        descriptor.close();
        throw failure;
      }
    }

    private void configure(int fd) throws ErrnoException {
      set(SocketOption.IP_PKTINFO, fd, 1);
      set(SocketOption.SO_RXQ_OVFL, fd, 1);
      if (broadcast) {
        set(SocketOption.SO_BROADCAST, fd, 1);
      }
      if (reuseAddress) {
        set(SocketOption.SO_REUSEADDR, fd, 1);
      }
      if (dscp != KEEP) {
        set(SocketOption.IP_TOS, fd, dscp << 2);
      }
      if (receiveBufferBytes != KEEP
          && SocketOption.SO_RCVBUFFORCE.set(fd, receiveBufferBytes) < 0) {
        set(SocketOption.SO_RCVBUF, fd, receiveBufferBytes);
      }
      if (sendBufferBytes != KEEP && SocketOption.SO_SNDBUFFORCE.set(fd, sendBufferBytes) < 0) {
        set(SocketOption.SO_SNDBUF, fd, sendBufferBytes);
      }
      if (device != null) {
        bindToDevice(fd, device);
      }
    }

    private static void set(SocketOption option, int fd, int value) throws ErrnoException {
      ErrnoException.check(option.set(fd, value), "set " + option + " to " + value);
    }

    private static void bindToDevice(int fd, String name) throws ErrnoException {
      int result = SocketOption.SO_BINDTODEVICE.set(fd, name);
      String attempted = "bind a UDP socket to interface " + name;
      if (result == -Errno.ENODEV) {
        throw new ErrnoException(attempted, Errno.ENODEV, "there is no interface " + name);
      }
      ErrnoException.check(result, attempted, Capability.CAP_NET_RAW);
    }

    private void bind(int fd) throws ErrnoException {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment name = arena.allocate(SockaddrIn.SIZE, 8);
        SockaddrIn.set(name, 0, address.bits(), port);
        int result = SocketCalls.bind(CallState.ofThread(), fd, name, SockaddrIn.SIZE);
        if (result < 0) {
          throw new ErrnoException("bind " + address + ":" + port, -result, bindRemedy(-result));
        }
      }
    }

    private String bindRemedy(int errno) {
      return switch (errno) {
        case Errno.EACCES, Errno.EPERM -> Capability.CAP_NET_BIND_SERVICE.remedy();
        case Errno.EADDRINUSE ->
            "another program holds UDP port %d (ss -lunp 'sport = :%d' names it): stop it first"
                .formatted(port, port);
        case Errno.EADDRNOTAVAIL -> "no interface here has the address " + address;
        default -> "";
      };
    }

    private static int boundPort(int fd) throws ErrnoException {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment name = arena.allocate(SockaddrIn.SIZE, 8);
        MemorySegment size = arena.allocateFrom(ValueLayout.JAVA_INT, SockaddrIn.SIZE);
        ErrnoException.check(
            SocketCalls.getsockname(CallState.ofThread(), fd, name, size), "getsockname");
        return SockaddrIn.port(name, 0);
      }
    }
  }
}
