package org.lessor.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import org.lessor.linux.internal.CallState;
import org.lessor.linux.internal.Cmsghdr;
import org.lessor.linux.internal.InPktinfo;
import org.lessor.linux.internal.MessageVector;
import org.lessor.linux.internal.SockaddrIn;
import org.lessor.linux.internal.SocketCalls;
import org.lessor.linux.internal.SocketOption;

/// A batch of UDP datagrams received by one system call, with where each came from and where it was
/// sent to.
///
/// Made once and filled again by each [UdpSocket#receive]. What the accessors return, and the
/// payload arrays, hold until then. Used by one thread at a time.
public final class ReceivedDatagrams {
  private static final int CONTROL_BYTES =
      Cmsghdr.space(InPktinfo.SIZE) + Cmsghdr.space(Integer.BYTES);

  private final MessageVector vector;
  private final byte[][] payloads;
  private final int[] sizes;
  private final int[] destinations;
  private final int[] localAddresses;
  private final int[] interfaces;
  private int count;

  /// Room for `slots` datagrams of at most `payloadBytes` each.
  public ReceivedDatagrams(int slots, int payloadBytes) {
    vector = new MessageVector(slots, SockaddrIn.SIZE, CONTROL_BYTES, payloadBytes);
    payloads = new byte[slots][payloadBytes];
    sizes = new int[slots];
    destinations = new int[slots];
    localAddresses = new int[slots];
    interfaces = new int[slots];
  }

  /// Fills the batch: how many datagrams, or `-errno`. The socket's count of drops is updated.
  int receive(int fd, DropCounter drops) {
    int received = vector.receive(CallState.ofThread(), fd);
    count = Math.max(received, 0);
    for (int slot = 0; slot < count; slot++) {
      sizes[slot] = vector.copyPayload(slot, payloads[slot]);
      readControl(slot, drops);
    }
    return received;
  }

  private void readControl(int slot, DropCounter drops) {
    MemorySegment memory = vector.memory();
    destinations[slot] = 0;
    localAddresses[slot] = 0;
    interfaces[slot] = 0;
    long end = vector.control(slot) + vector.controlSizeBytes(slot);
    long at = vector.control(slot);
    while (at + Cmsghdr.SIZE <= end) {
      long data = at + Cmsghdr.SIZE;
      if (Cmsghdr.is(memory, at, SocketOption.IP_PKTINFO)) {
        destinations[slot] = InPktinfo.destination(memory, data);
        localAddresses[slot] = InPktinfo.localAddress(memory, data);
        interfaces[slot] = InPktinfo.interfaceIndex(memory, data);
      } else if (Cmsghdr.is(memory, at, SocketOption.SO_RXQ_OVFL)) {
        drops.sawTotal(memory.get(JAVA_INT, data));
      }
      at = Cmsghdr.next(at, memory.get(JAVA_LONG, at + Cmsghdr.CMSG_LEN));
    }
  }

  /// How many datagrams the last receive brought: slots 0 to `count() - 1` are valid.
  public int count() {
    return count;
  }

  /// The payload of a slot, from index 0 to [#sizeBytes]; what lies behind is left from before.
  public byte[] payload(int slot) {
    return payloads[slot];
  }

  /// The size of a slot's payload; that of the array where the datagram was larger.
  public int sizeBytes(int slot) {
    return sizes[slot];
  }

  /// Whether the datagram was larger than the batch has room for: its end is lost.
  public boolean truncated(int slot) {
    return (vector.flags(slot) & SocketCalls.MSG_TRUNC) != 0;
  }

  /// Who sent it, as in [Ip4#bits].
  public int sourceAddress(int slot) {
    return SockaddrIn.address(vector.memory(), vector.name(slot));
  }

  /// The port it was sent from, 0 to 65535.
  public int sourcePort(int slot) {
    return SockaddrIn.port(vector.memory(), vector.name(slot));
  }

  /// The destination in its IP header: one of our addresses, or a broadcast or multicast address.
  public int destinationAddress(int slot) {
    return destinations[slot];
  }

  /// The address of ours that the kernel would answer from: the destination itself, or after a
  /// broadcast the interface's own address; 0 where it has none.
  public int localAddress(int slot) {
    return localAddresses[slot];
  }

  /// The index of the interface that it came in by.
  public int interfaceIndex(int slot) {
    return interfaces[slot];
  }
}
