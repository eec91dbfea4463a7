package org.lessor.linux.icmp;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.lessor.linux.Capability;
import org.lessor.linux.Descriptor;
import org.lessor.linux.Errno;
import org.lessor.linux.ErrnoException;
import org.lessor.linux.Ip4;
import org.lessor.linux.Pollable;
import org.lessor.linux.internal.CallState;
import org.lessor.linux.internal.Cmsghdr;
import org.lessor.linux.internal.InPktinfo;
import org.lessor.linux.internal.MessageVector;
import org.lessor.linux.internal.SockaddrIn;
import org.lessor.linux.internal.SocketCalls;
import org.lessor.linux.internal.SocketOption;
import org.lessor.linux.packet.BpfProgram;
import org.lessor.linux.packet.InternetChecksum;

/// Sends ICMP echo requests, and receives the replies to them, without blocking.
///
/// Of all ICMP that reaches the host, only echo replies with this socket's identifier arrive here.
/// Any thread may send; one thread at a time receives and closes.
public final class EchoSocket implements Pollable, AutoCloseable {
  /// How the kernel lets us send.
  public enum Kind {
    /// A raw socket: needs `CAP_NET_RAW`.
    RAW(SocketCalls.SOCK_RAW),
    /// A "ping socket" (icmp(7)): for users in the groups of net.ipv4.ping_group_range.
    PING(SocketCalls.SOCK_DGRAM);

    private final int type;

    Kind(int type) {
      this.type = type;
    }
  }

  private static final int IPPROTO_ICMP = 1;
  private static final int ECHO_REPLY = 0;
  private static final int ECHO_REQUEST = 8;

  private static final int TYPE = 0;
  private static final int CHECKSUM = TYPE + 2;
  private static final int IDENTIFIER = CHECKSUM + 2;
  private static final int SEQUENCE = IDENTIFIER + 2;
  private static final int TOKEN = SEQUENCE + 2;
  private static final int MESSAGE_BYTES = TOKEN + Long.BYTES;

  private static final int BATCH = 16;
  private static final int RECEIVE_BYTES = 256;
  private static final int CONTROL_BYTES = Cmsghdr.space(InPktinfo.SIZE);

  private final Descriptor descriptor;
  private final Kind kind;
  private final int identifier;
  private final MessageVector incoming =
      new MessageVector(BATCH, SockaddrIn.SIZE, CONTROL_BYTES, RECEIVE_BYTES);
  private final byte[] reply = new byte[RECEIVE_BYTES];
  private final MessageVector outgoing =
      new MessageVector(1, SockaddrIn.SIZE, CONTROL_BYTES, MESSAGE_BYTES);
  private final byte[] request = new byte[MESSAGE_BYTES];
  private final int[] errno = new int[1];

  private EchoSocket(Descriptor descriptor, Kind kind, int identifier) {
    this.descriptor = descriptor;
    this.kind = kind;
    this.identifier = identifier;
  }

  /// Opens a raw socket, or where that is not permitted, a ping socket. `identifier` (0 to 65535)
  /// tells our requests from those of other programs; a random one is best. With a ping socket the
  /// kernel takes another one where this one is taken, or 0: see [#identifier].
  ///
  /// @throws ErrnoException where neither kind is permitted
  public static EchoSocket open(int identifier) throws ErrnoException {
    try {
      return open(Kind.RAW, identifier);
    } catch (ErrnoException refused) {
      if (refused.errno() != Errno.EPERM) {
        throw refused;
      }
      try {
        return open(Kind.PING, identifier);
      } catch (ErrnoException refusedToo) {
        refused.addSuppressed(refusedToo);
        throw refused;
      }
    }
  }

  /// Opens a socket of one kind.
  public static EchoSocket open(Kind kind, int identifier) throws ErrnoException {
    if (identifier < 0 || identifier > 0xffff) {
      throw new IllegalArgumentException("an identifier is 0 to 65535, not " + identifier);
    }
    int type = kind.type | SocketCalls.SOCK_NONBLOCK | SocketCalls.SOCK_CLOEXEC;
    int fd = SocketCalls.socket(CallState.ofThread(), SocketCalls.AF_INET, type, IPPROTO_ICMP);
    ErrnoException.check(fd, "open an ICMP socket (" + kind + ")", Capability.CAP_NET_RAW);
    Descriptor descriptor = new Descriptor(fd);
    try {
      ErrnoException.check(SocketOption.IP_PKTINFO.set(fd, 1), "set IP_PKTINFO");
      return switch (kind) {
        case RAW -> {
          // A set bit keeps out the type of its number.
          ErrnoException.check(
              SocketOption.ICMP_FILTER.set(fd, ~(1 << ECHO_REPLY)), "set ICMP_FILTER");
          identifierFilter(identifier).attachTo(descriptor);
          yield new EchoSocket(descriptor, kind, identifier);
        }
        case PING -> new EchoSocket(descriptor, kind, bindPing(fd, identifier));
      };
    } catch (ErrnoException failure) {
      descriptor.close();
      throw failure;
    }
  }

  private static BpfProgram identifierFilter(int identifier) {
    return BpfProgram.assemble(
        """
              ldxb 4*([0]&0xf)     ; x = size of the IP header
              ldh  [x + IDENTIFIER]
              jne  #OURS, drop
              ret  #0xffffffff
        drop: ret  #0
        """
            .replace("IDENTIFIER", Integer.toString(IDENTIFIER))
            .replace("OURS", Integer.toString(identifier)));
  }

  /// A ping socket's identifier is its "port".
  private static int bindPing(int fd, int identifier) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      CallState state = CallState.ofThread();
      // Ping sockets share identifiers unless told not to, and then take each other's replies.
      ErrnoException.check(SocketOption.SO_REUSEADDR.set(fd, 0), "clear SO_REUSEADDR");
      MemorySegment name = arena.allocate(SockaddrIn.SIZE, 8);
      SockaddrIn.set(name, 0, Ip4.ANY.bits(), identifier);
      int result = SocketCalls.bind(state, fd, name, SockaddrIn.SIZE);
      if (result == -Errno.EADDRINUSE) {
        SockaddrIn.set(name, 0, Ip4.ANY.bits(), 0);
        result = SocketCalls.bind(state, fd, name, SockaddrIn.SIZE);
      }
      ErrnoException.check(result, "bind a ping socket");
      MemorySegment size = arena.allocateFrom(JAVA_INT, SockaddrIn.SIZE);
      ErrnoException.check(SocketCalls.getsockname(state, fd, name, size), "getsockname");
      return SockaddrIn.port(name, 0);
    }
  }

  /// Sends an echo request to `address` out of the interface with this index (0: the kernel
  /// chooses): 0, or `-errno`. The reply will hold `sequence` (0 to 65535) and `token`: a random
  /// token is not guessed by who does not see the request.
  public synchronized int send(int interfaceIndex, Ip4 address, int sequence, long token) {
    ByteBuffer message = ByteBuffer.wrap(request);
    message.put(TYPE, (byte) ECHO_REQUEST).put(TYPE + 1, (byte) 0);
    message.putShort(CHECKSUM, (short) 0).putShort(IDENTIFIER, (short) identifier);
    message.putShort(SEQUENCE, (short) sequence).putLong(TOKEN, token);
    int checksum = InternetChecksum.of(InternetChecksum.add(0, request, 0, MESSAGE_BYTES));
    message.putShort(CHECKSUM, (short) checksum);

    MemorySegment memory = outgoing.memory();
    SockaddrIn.set(memory, outgoing.name(0), address.bits(), 0);
    long control = outgoing.control(0);
    Cmsghdr.set(memory, control, SocketOption.IP_PKTINFO, InPktinfo.SIZE);
    InPktinfo.set(memory, control + Cmsghdr.SIZE, interfaceIndex, Ip4.ANY.bits());
    outgoing.fill(0, request, MESSAGE_BYTES);
    outgoing.join(0, 0, 1, CONTROL_BYTES);
    outgoing.sendAll(CallState.ofThread(), descriptor.number(), 1, errno);
    return -errno[0];
  }

  /// Hands the replies that wait to `reader`: how many datagrams were looked at, 0 where none
  /// waits, or `-errno`.
  public int receive(Consumer<EchoReply> reader) {
    int received = incoming.receive(CallState.ofThread(), descriptor.number());
    for (int slot = 0; slot < received; slot++) {
      int sizeBytes = incoming.copyPayload(slot, reply);
      int start =
          switch (kind) {
            case RAW -> (reply[0] & 0xf) * 4;
            case PING -> 0;
          };
      if (sizeBytes >= start + TOKEN) {
        read(slot, ByteBuffer.wrap(reply, start, sizeBytes - start).slice(), reader);
      }
    }
    return received == -Errno.EAGAIN || received == -Errno.EINTR ? 0 : received;
  }

  private void read(int slot, ByteBuffer message, Consumer<EchoReply> reader) {
    boolean ours =
        message.get(TYPE) == ECHO_REPLY
            && Short.toUnsignedInt(message.getShort(IDENTIFIER)) == identifier;
    if (ours) {
      long token = message.limit() >= MESSAGE_BYTES ? message.getLong(TOKEN) : 0;
      int sequence = Short.toUnsignedInt(message.getShort(SEQUENCE));
      Ip4 from = new Ip4(SockaddrIn.address(incoming.memory(), incoming.name(slot)));
      reader.accept(new EchoReply(from, interfaceIndex(slot), sequence, token));
    }
  }

  private int interfaceIndex(int slot) {
    MemorySegment memory = incoming.memory();
    long at = incoming.control(slot);
    long end = at + incoming.controlSizeBytes(slot);
    while (at + Cmsghdr.SIZE <= end) {
      if (Cmsghdr.is(memory, at, SocketOption.IP_PKTINFO)) {
        return InPktinfo.interfaceIndex(memory, at + Cmsghdr.SIZE);
      }
      at = Cmsghdr.next(at, memory.get(JAVA_LONG, at + Cmsghdr.CMSG_LEN));
    }
    return 0;
  }

  /// What tells our requests from those of other programs, 0 to 65535.
  public int identifier() {
    return identifier;
  }

  /// How the kernel lets us send.
  public Kind kind() {
    return kind;
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
