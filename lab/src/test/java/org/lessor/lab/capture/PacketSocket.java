package org.lessor.lab.capture;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.time.Instant;
import java.util.Optional;
import org.lessor.lab.capture.Frame.Direction;
import org.lessor.lab.capture.FrameDecoder.Checksums;
import org.lessor.lab.capture.FrameDecoder.Reception;
import org.lessor.lab.net.LabException;
import org.lessor.lab.net.Libc;
import org.lessor.wire.Bytes;

/// A packet socket (packet(7)) that sees every frame of one interface, in and out.
///
/// It belongs to the network namespace of the thread that opened it. One thread receives and
/// closes; any other may call [#wake()] until it is closed.
final class PacketSocket implements AutoCloseable {
  private static final int AF_PACKET = 17;
  private static final int SOCK_RAW_CLOEXEC_NONBLOCK = 3 | 0x80000 | 0x800;
  private static final int EFD_CLOEXEC_NONBLOCK = 0x80000 | 0x800;
  private static final short ETH_P_ALL_BIG_ENDIAN = 0x0300;
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVBUFFORCE = 33;
  private static final int SO_TIMESTAMPNS = 35;
  private static final int SOL_PACKET = 263;
  private static final int PACKET_AUXDATA = 8;
  private static final int PACKET_OUTGOING = 4;
  private static final int TP_STATUS_CSUMNOTREADY = 8;
  private static final int TP_STATUS_VLAN_VALID = 16;
  private static final short POLLIN = 1;
  private static final int EAGAIN = 11;
  private static final int EINTR = 4;
  private static final int ENETDOWN = 100;
  private static final int BUFFER_BYTES = 8 << 20;
  private static final int MAX_FRAME_BYTES = 1 << 16;
  private static final int CONTROL_BYTES = 256;

  /// struct sockaddr_ll: family, protocol, ifindex, hatype, pkttype, halen, addr[8].
  private static final int SOCKADDR_LL = 20;

  private static final int SLL_PROTOCOL = 2;
  private static final int SLL_IFINDEX = 4;
  private static final int SLL_PKTTYPE = 10;

  /// struct msghdr of 64-bit Linux: name, namelen, iov, iovlen, control, controllen, flags.
  private static final int MSGHDR = 56;

  private static final int MSG_NAMELEN = 8;
  private static final int MSG_IOV = 16;
  private static final int MSG_IOVLEN = 24;
  private static final int MSG_CONTROL = 32;
  private static final int MSG_CONTROLLEN = 40;

  /// struct cmsghdr of 64-bit Linux: len (its own 16 bytes counted), level, type; then the data.
  private static final int CMSG_HEADER = 16;

  private static final int CMSG_LEVEL = 8;
  private static final int CMSG_TYPE = 12;

  /// struct tpacket_auxdata: status, len, snaplen, mac, net, vlan_tci, vlan_tpid.
  private static final int AUX_VLAN_TCI = 16;

  private static final MethodHandle SOCKET = call("socket", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle SETSOCKOPT =
      call("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle BIND = call("bind", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle IF_NAMETOINDEX = call("if_nametoindex", ADDRESS);
  private static final MethodHandle EVENTFD = call("eventfd", JAVA_INT, JAVA_INT);
  private static final MethodHandle EVENTFD_WRITE = call("eventfd_write", JAVA_INT, JAVA_LONG);
  private static final MethodHandle EVENTFD_READ = call("eventfd_read", JAVA_INT, ADDRESS);
  private static final MethodHandle POLL = call("poll", ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle CLOSE = call("close", JAVA_INT);
  private static final MethodHandle RECVMSG =
      Libc.link("recvmsg", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));

  private final Arena arena = Arena.ofShared();
  private final MemorySegment state = Libc.state(arena);
  private final MemorySegment frame = arena.allocate(MAX_FRAME_BYTES);
  private final MemorySegment control = arena.allocate(CONTROL_BYTES, 8);
  private final MemorySegment name = arena.allocate(SOCKADDR_LL, 4);
  private final MemorySegment header = arena.allocate(MSGHDR, 8);
  private final MemorySegment polled = arena.allocate(16, 4); // two of struct pollfd
  private final MemorySegment wakeCount = arena.allocate(JAVA_LONG);
  private final int socket;
  private final int wakeUp;

  private PacketSocket(String interfaceName) throws Throwable {
    MemorySegment nameText = arena.allocateFrom(interfaceName);
    int index = (int) IF_NAMETOINDEX.invokeExact(state, nameText);
    if (index == 0) {
      throw new LabException("there is no interface " + interfaceName);
    }
    wakeUp = check((int) EVENTFD.invokeExact(state, 0, EFD_CLOEXEC_NONBLOCK), "eventfd");
    // Protocol 0 receives nothing: no frame comes before the options are set.
    socket =
        check((int) SOCKET.invokeExact(state, AF_PACKET, SOCK_RAW_CLOEXEC_NONBLOCK, 0), "socket");
    option(SOL_SOCKET, SO_RCVBUFFORCE, BUFFER_BYTES);
    option(SOL_SOCKET, SO_TIMESTAMPNS, 1);
    option(SOL_PACKET, PACKET_AUXDATA, 1);
    name.set(JAVA_SHORT, 0, (short) AF_PACKET);
    name.set(JAVA_SHORT, SLL_PROTOCOL, ETH_P_ALL_BIG_ENDIAN);
    name.set(JAVA_INT, SLL_IFINDEX, index);
    check((int) BIND.invokeExact(state, socket, name, SOCKADDR_LL), "bind to " + interfaceName);
    MemorySegment vector = arena.allocate(16, 8); // struct iovec
    vector.set(ADDRESS, 0, frame);
    vector.set(JAVA_LONG, 8, MAX_FRAME_BYTES);
    header.set(ADDRESS, 0, name);
    header.set(ADDRESS, MSG_IOV, vector);
    header.set(JAVA_LONG, MSG_IOVLEN, 1);
    header.set(ADDRESS, MSG_CONTROL, control);
    polled.set(JAVA_INT, 0, socket);
    polled.set(JAVA_SHORT, 4, POLLIN);
    polled.set(JAVA_INT, 8, wakeUp);
    polled.set(JAVA_SHORT, 12, POLLIN);
  }

  /// A socket that sees all frames from now on.
  static PacketSocket open(String interfaceName) {
    try {
      return new PacketSocket(interfaceName);
    } catch (LabException failure) {
      throw failure;
    } catch (Throwable thrown) {
      throw Libc.impossible(thrown);
    }
  }

  private static MethodHandle call(String name, MemoryLayout... arguments) {
    return Libc.link(name, FunctionDescriptor.of(JAVA_INT, arguments));
  }

  private int check(int result, String attempted) {
    return Libc.check(result, attempted, state);
  }

  private void option(int level, int option, int value) throws Throwable {
    MemorySegment buffer = arena.allocateFrom(JAVA_INT, value);
    check(
        (int) SETSOCKOPT.invokeExact(state, socket, level, option, buffer, 4),
        "setsockopt " + level + "/" + option);
  }

  /// Waits until a frame came or [#wake()] was called.
  void await() {
    try {
      int ready = (int) POLL.invokeExact(state, polled, 2L, -1);
      if (ready < 0 && Libc.errno(state) != EINTR) {
        check(ready, "poll");
      }
      int _ = (int) EVENTFD_READ.invokeExact(state, wakeUp, wakeCount); // EAGAIN: nobody woke us
    } catch (LabException failure) {
      throw failure;
    } catch (Throwable thrown) {
      throw Libc.impossible(thrown);
    }
  }

  /// Ends the current or next [#await()].
  void wake() {
    try (Arena call = Arena.ofConfined()) {
      MemorySegment callState = Libc.state(call);
      Libc.check((int) EVENTFD_WRITE.invokeExact(callState, wakeUp, 1L), "eventfd", callState);
    } catch (LabException failure) {
      throw failure;
    } catch (Throwable thrown) {
      throw Libc.impossible(thrown);
    }
  }

  /// The next frame that waits in the socket, if there is one.
  Optional<Frame> receive() {
    try {
      header.set(JAVA_INT, MSG_NAMELEN, SOCKADDR_LL);
      header.set(JAVA_LONG, MSG_CONTROLLEN, CONTROL_BYTES);
      long length = (long) RECVMSG.invokeExact(state, socket, header, 0);
      if (length < 0 && isNothingYet(Libc.errno(state))) {
        return Optional.empty();
      }
      check((int) length, "recvmsg");
      byte[] bytes = frame.asSlice(0, length).toArray(JAVA_BYTE);
      return Optional.of(FrameDecoder.decode(Bytes.of(bytes), reception()));
    } catch (LabException failure) {
      throw failure;
    } catch (Throwable thrown) {
      throw Libc.impossible(thrown);
    }
  }

  /// ENETDOWN is how the socket says, once, that the interface was taken down; it may come up
  /// again.
  private static boolean isNothingYet(int errno) {
    return errno == EAGAIN || errno == EINTR || errno == ENETDOWN;
  }

  private Reception reception() {
    Instant time = Instant.EPOCH;
    int vlanTag = -1;
    Checksums checksums = Checksums.FILLED_IN;
    long controlLength = header.get(JAVA_LONG, MSG_CONTROLLEN);
    for (long at = 0; at + CMSG_HEADER <= controlLength; ) {
      long data = at + CMSG_HEADER;
      int level = control.get(JAVA_INT, at + CMSG_LEVEL);
      int type = control.get(JAVA_INT, at + CMSG_TYPE);
      if (level == SOL_SOCKET && type == SO_TIMESTAMPNS) {
        time =
            Instant.ofEpochSecond(control.get(JAVA_LONG, data), control.get(JAVA_LONG, data + 8));
      } else if (level == SOL_PACKET && type == PACKET_AUXDATA) {
        int status = control.get(JAVA_INT, data);
        if ((status & TP_STATUS_CSUMNOTREADY) != 0) {
          checksums = Checksums.NOT_READY;
        }
        if ((status & TP_STATUS_VLAN_VALID) != 0) {
          vlanTag = Short.toUnsignedInt(control.get(JAVA_SHORT, data + AUX_VLAN_TCI));
        }
      }
      at += (control.get(JAVA_LONG, at) + 7) & ~7L;
    }
    Direction direction =
        name.get(JAVA_BYTE, SLL_PKTTYPE) == PACKET_OUTGOING ? Direction.OUT : Direction.IN;
    return new Reception(time, direction, vlanTag, checksums);
  }

  @Override
  public void close() {
    try {
      check((int) CLOSE.invokeExact(state, socket), "close");
      check((int) CLOSE.invokeExact(state, wakeUp), "close");
      arena.close();
    } catch (LabException failure) {
      throw failure;
    } catch (Throwable thrown) {
      throw Libc.impossible(thrown);
    }
  }
}
