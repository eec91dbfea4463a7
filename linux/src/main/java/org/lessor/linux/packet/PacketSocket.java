package org.lessor.linux.packet;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lessor.linux.Capability;
import org.lessor.linux.Descriptor;
import org.lessor.linux.Errno;
import org.lessor.linux.ErrnoException;
import org.lessor.linux.Pollable;
import org.lessor.linux.internal.CallState;
import org.lessor.linux.internal.SockaddrLl;
import org.lessor.linux.internal.SocketCalls;
import org.lessor.linux.internal.SocketOption;

/// A socket for the packets of one interface, below IP (packet(7)): it works on an interface that
/// has no address, and sees packets that are not for an address of ours. Never blocks.
///
/// The filter is in place before the socket is bound, so that no packet is queued that did not pass
/// it. Needs `CAP_NET_RAW`. Used by one thread at a time.
///
/// ```java
/// var socket = PacketSocket.on(index, EtherType.IPV4, Kind.COOKED)
///     .filter(BpfProgram.udpTo(68, Kind.COOKED)).open();
/// ```
public final class PacketSocket implements Pollable, AutoCloseable {
  /// What a packet's bytes begin with, received or sent.
  public enum Kind {
    /// The network header; the kernel takes and adds the link's own (`SOCK_DGRAM`). Works on any
    /// kind of link.
    COOKED(SocketCalls.SOCK_DGRAM, 0),
    /// The Ethernet header (`SOCK_RAW`).
    RAW(SocketCalls.SOCK_RAW, 14);

    private final int type;
    private final int networkOffset;

    Kind(int type, int networkOffset) {
      this.type = type;
      this.networkOffset = networkOffset;
    }

    /// Where the network header begins: 0, or 14 on Ethernet. (A VLAN tag is taken out of received
    /// packets: see [ReceivedFrames#vlanTag].)
    public int networkOffset() {
      return networkOffset;
    }
  }

  /// Packets since the last time the socket was asked.
  ///
  /// @param received passed the filter, dropped ones included
  /// @param dropped lost because the socket's queue was full
  public record Statistics(long received, long dropped) {}

  private final Descriptor descriptor;
  private final int interfaceIndex;
  private final int protocol;

  private PacketSocket(Descriptor descriptor, int interfaceIndex, int protocol) {
    this.descriptor = descriptor;
    this.interfaceIndex = interfaceIndex;
    this.protocol = protocol;
  }

  /// Begins a socket for packets of one EtherType (see [EtherType]) on the interface with this
  /// index (0: all interfaces; such a socket can receive only).
  public static Builder on(int interfaceIndex, int protocol, Kind kind) {
    return new Builder(interfaceIndex, protocol, kind);
  }

  /// Fills `batch` with packets that wait, up to its size: how many, 0 where none waits, or
  /// `-errno` (`-ENETDOWN` once after the interface went down; packets come again when it is up).
  public int receive(ReceivedFrames batch) {
    int received = batch.receive(descriptor.number(), interfaceIndex);
    return received == -Errno.EAGAIN || received == -Errno.EINTR ? 0 : received;
  }

  /// Sends the packets of `batch`: how many the kernel took. Where that is fewer than were in it,
  /// [OutgoingFrames#errno] says why for each.
  public int send(OutgoingFrames batch) {
    return batch.send(descriptor.number(), interfaceIndex, protocol);
  }

  /// Counts packets received and dropped since the last call, or since the socket was opened.
  public Statistics takeStatistics() throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      // struct tpacket_stats { unsigned int tp_packets; unsigned int tp_drops; };
      MemorySegment counts = arena.allocate(2 * JAVA_INT.byteSize(), JAVA_INT.byteAlignment());
      int result = SocketOption.PACKET_STATISTICS.get(descriptor.number(), counts);
      ErrnoException.check(result, "get PACKET_STATISTICS");
      return new Statistics(
          Integer.toUnsignedLong(counts.getAtIndex(JAVA_INT, 0)),
          Integer.toUnsignedLong(counts.getAtIndex(JAVA_INT, 1)));
    }
  }

  /// The index of the interface that the socket is bound to.
  public int interfaceIndex() {
    return interfaceIndex;
  }

  @Override
  public Descriptor descriptor() {
    return descriptor;
  }

  @Override
  public void close() {
    descriptor.close();
  }

  /// What a socket should be like.
  public static final class Builder {
    private static final int KEEP = -1;
    private static final int MREQ_BYTES = 16;
    private static final short PACKET_MR_PROMISC = 1;

    private final int interfaceIndex;
    private final int protocol;
    private final Kind kind;
    private @Nullable BpfProgram filter;
    private boolean outgoing;
    private boolean sendOnly;
    private boolean promiscuous;
    private int receiveBufferBytes = KEEP;

    private Builder(int interfaceIndex, int protocol, Kind kind) {
      if (interfaceIndex < 0) {
        throw new IllegalArgumentException("not an interface index: " + interfaceIndex);
      }
      if (protocol < 1 || protocol > 0xffff) {
        throw new IllegalArgumentException("an EtherType is 1 to 65535, not " + protocol);
      }
      this.interfaceIndex = interfaceIndex;
      this.protocol = protocol;
      this.kind = Objects.requireNonNull(kind);
    }

    /// Receives only packets that this program keeps.
    public Builder filter(BpfProgram program) {
      this.filter = program;
      return this;
    }

    /// Receives also what this host sends; the kernel shows that only to sockets for
    /// [EtherType#ALL].
    public Builder outgoing() {
      this.outgoing = true;
      return this;
    }

    /// Receives what is addressed to others as well, as far as the link brings it here: the
    /// interface is asked to let all frames in (`IFF_PROMISC`) for as long as the socket is open.
    public Builder promiscuous() {
      this.promiscuous = true;
      return this;
    }

    /// Receives nothing: for a socket that only sends, so that the kernel does not offer it each
    /// packet that comes in.
    public Builder sendOnly() {
      this.sendOnly = true;
      return this;
    }

    /// Room for packets that wait. What goes over net.core.rmem_max is granted to those with
    /// `CAP_NET_ADMIN` only; others get the maximum.
    public Builder receiveBufferBytes(int sizeBytes) {
      this.receiveBufferBytes = sizeBytes;
      return this;
    }

    /// Opens the socket, attaches the filter, then binds it.
    ///
    /// @throws ErrnoException with a remedy where the privilege is missing
    public PacketSocket open() throws ErrnoException {
      int type = kind.type | SocketCalls.SOCK_NONBLOCK | SocketCalls.SOCK_CLOEXEC;
      // Protocol 0: nothing is queued before bind(2) names the protocol.
      int fd = SocketCalls.socket(CallState.ofThread(), SocketCalls.AF_PACKET, type, 0);
      ErrnoException.check(fd, "open a packet socket", Capability.CAP_NET_RAW);
      Descriptor descriptor = new Descriptor(fd);
      try {
        configure(descriptor);
        bind(fd);
        if (promiscuous) {
          letAllIn(fd);
        }
      } catch (ErrnoException failure) {
        descriptor.close();
        throw failure;
      }
      return new PacketSocket(descriptor, interfaceIndex, protocol);
    }

    private void configure(Descriptor descriptor) throws ErrnoException {
      int fd = descriptor.number();
      ErrnoException.check(SocketOption.PACKET_AUXDATA.set(fd, 1), "set PACKET_AUXDATA");
      if (!outgoing) {
        int result = SocketOption.PACKET_IGNORE_OUTGOING.set(fd, 1);
        ErrnoException.check(result, "set PACKET_IGNORE_OUTGOING");
      }
      if (receiveBufferBytes != KEEP
          && SocketOption.SO_RCVBUFFORCE.set(fd, receiveBufferBytes) < 0) {
        ErrnoException.check(SocketOption.SO_RCVBUF.set(fd, receiveBufferBytes), "set SO_RCVBUF");
      }
      if (filter != null) {
        filter.attachTo(descriptor);
      }
    }

    // struct packet_mreq { int index; unsigned short type, alen; unsigned char address[8]; };
    private void letAllIn(int fd) throws ErrnoException {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment wish = arena.allocate(MREQ_BYTES, JAVA_INT.byteAlignment());
        wish.set(JAVA_INT, 0, interfaceIndex);
        wish.set(JAVA_SHORT, JAVA_INT.byteSize(), PACKET_MR_PROMISC);
        int result = SocketOption.PACKET_ADD_MEMBERSHIP.set(fd, wish);
        ErrnoException.check(result, "have interface " + interfaceIndex + " let all frames in");
      }
    }

    private void bind(int fd) throws ErrnoException {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment name = arena.allocate(SockaddrLl.SIZE, 8);
        SockaddrLl.set(name, 0, interfaceIndex, sendOnly ? 0 : protocol);
        int result = SocketCalls.bind(CallState.ofThread(), fd, name, SockaddrLl.SIZE);
        if (result < 0) {
          String remedy = result == -Errno.ENODEV ? "there is no interface with this index" : "";
          throw new ErrnoException(
              "bind a packet socket to interface " + interfaceIndex, -result, remedy);
        }
      }
    }
  }
}
