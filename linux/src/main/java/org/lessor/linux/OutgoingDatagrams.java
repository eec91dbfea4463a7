package org.lessor.linux;

import org.lessor.linux.internal.CallState;
import org.lessor.linux.internal.Cmsghdr;
import org.lessor.linux.internal.InPktinfo;
import org.lessor.linux.internal.MessageVector;
import org.lessor.linux.internal.SockaddrIn;
import org.lessor.linux.internal.SocketOption;

/// A batch of UDP datagrams to be sent by few system calls.
///
/// Write a payload into [#next], then say where it goes with [#add] (and [#via]); repeat until
/// [#full]; then [UdpSocket#send], look at [#errno] of each if the count is short, and [#clear].
/// Used by one thread at a time.
public final class OutgoingDatagrams {
  private static final int CONTROL_BYTES = Cmsghdr.space(InPktinfo.SIZE);

  private final MessageVector vector;
  private final byte[][] payloads;
  private final int[] sizes;
  private final int[] controlSizes;
  private final int[] errnos;
  private int count;

  /// Room for `slots` datagrams of at most `payloadBytes` each.
  public OutgoingDatagrams(int slots, int payloadBytes) {
    vector = new MessageVector(slots, SockaddrIn.SIZE, CONTROL_BYTES, payloadBytes);
    payloads = new byte[slots][payloadBytes];
    sizes = new int[slots];
    controlSizes = new int[slots];
    errnos = new int[slots];
  }

  /// How many datagrams wait in the batch.
  public int count() {
    return count;
  }

  /// Whether there is no slot left.
  public boolean full() {
    return count == payloads.length;
  }

  /// Empties the batch.
  public void clear() {
    count = 0;
  }

  /// The array for the next datagram's payload, to be written from index 0 on. Asking twice without
  /// [#add] between gives the same array.
  ///
  /// @throws IllegalStateException where the batch is [#full]
  public byte[] next() {
    requireRoom();
    return payloads[count];
  }

  private void requireRoom() {
    if (full()) {
      throw new IllegalStateException("the batch is full: " + count + " datagrams");
    }
  }

  /// Adds what was written into [#next], `sizeBytes` of it, for `address` (as in [Ip4#bits]) and
  /// `port`. The kernel chooses interface and source address, unless [#via] says otherwise.
  public void add(int sizeBytes, int address, int port) {
    requireRoom();
    if (sizeBytes < 0 || sizeBytes > payloads[count].length) {
      throw new IllegalArgumentException(
          sizeBytes + " bytes do not fit in " + payloads[count].length);
    }
    SockaddrIn.set(vector.memory(), vector.name(count), address, port);
    sizes[count] = sizeBytes;
    controlSizes[count] = 0;
    errnos[count] = 0;
    count++;
  }

  /// Sends the datagram added last by the interface with this index (0: the kernel chooses), from
  /// this address of ours (0: the kernel chooses).
  public void via(int interfaceIndex, int sourceAddress) {
    if (count == 0) {
      throw new IllegalStateException("no datagram was added yet");
    }
    int slot = count - 1;
    long control = vector.control(slot);
    Cmsghdr.set(vector.memory(), control, SocketOption.IP_PKTINFO, InPktinfo.SIZE);
    InPktinfo.set(vector.memory(), control + Cmsghdr.SIZE, interfaceIndex, sourceAddress);
    controlSizes[slot] = CONTROL_BYTES;
  }

  /// Why the last send refused this datagram, as a positive number of [Errno]; 0 where it was
  /// taken. `EAGAIN` means that there was no room any more: it and all behind it were not tried.
  public int errno(int slot) {
    return errnos[slot];
  }

  /// Sends all: how many were taken. One that is refused does not keep back the others; where the
  /// socket has no room, the rest is left.
  int send(int fd) {
    CallState state = CallState.ofThread();
    for (int slot = 0; slot < count; slot++) {
      vector.fill(slot, payloads[slot], sizes[slot], SockaddrIn.SIZE, controlSizes[slot]);
    }
    return vector.sendAll(state, fd, count, errnos);
  }
}
