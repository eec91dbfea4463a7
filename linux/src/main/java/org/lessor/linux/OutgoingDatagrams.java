package org.lessor.linux;

import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.util.Arrays;
import org.lessor.linux.internal.CallState;
import org.lessor.linux.internal.Cmsghdr;
import org.lessor.linux.internal.InPktinfo;
import org.lessor.linux.internal.MessageVector;
import org.lessor.linux.internal.SockaddrIn;
import org.lessor.linux.internal.SocketOption;

/// A batch of UDP datagrams to be sent by few system calls.
///
/// Write a payload into [#next], then say where it goes with [#add] (and [#via]), or add one that
/// lies elsewhere; repeat until [#full]; then [UdpSocket#send], look at [#errno] of each if the
/// count is short, and [#clear]. Used by one thread at a time.
public final class OutgoingDatagrams {
  private static final int PKTINFO_BYTES = Cmsghdr.space(InPktinfo.SIZE);
  private static final int SEGMENT_BYTES = Cmsghdr.space(Short.BYTES);
  private static final int CONTROL_BYTES = PKTINFO_BYTES + SEGMENT_BYTES;

  private final MessageVector vector;
  private final byte[] next;
  private final int[] sizes;
  private final int[] controlSizes;
  private final int[] addresses;
  private final int[] ports;
  private final int[] interfaces;
  private final int[] sources;
  private final int[] errnos;
  // Of each message handed to the kernel: its first slot, and what became of it.
  private final int[] firstSlots;
  private final int[] messageErrnos;
  private final int[] single = new int[1];
  private int count;

  /// Room for `slots` datagrams of at most `payloadBytes` each.
  public OutgoingDatagrams(int slots, int payloadBytes) {
    vector = new MessageVector(slots, SockaddrIn.SIZE, CONTROL_BYTES, payloadBytes);
    for (int slot = 0; slot < slots; slot++) {
      Cmsghdr.set(vector.memory(), vector.control(slot), SocketOption.IP_PKTINFO, InPktinfo.SIZE);
    }
    next = new byte[payloadBytes];
    sizes = new int[slots];
    controlSizes = new int[slots];
    addresses = new int[slots];
    ports = new int[slots];
    interfaces = new int[slots];
    sources = new int[slots];
    errnos = new int[slots];
    firstSlots = new int[slots + 1];
    messageErrnos = new int[slots];
  }

  /// How many datagrams wait in the batch.
  public int count() {
    return count;
  }

  /// Whether there is no slot left.
  public boolean full() {
    return count == sizes.length;
  }

  /// Empties the batch.
  public void clear() {
    count = 0;
  }

  /// An array for the next datagram's payload, to be written from index 0 on. It is the same for
  /// all: [#add] copies what is in it.
  ///
  /// @throws IllegalStateException where the batch is [#full]
  public byte[] next() {
    requireRoom();
    return next;
  }

  private void requireRoom() {
    if (full()) {
      throw new IllegalStateException("the batch is full: " + count + " datagrams");
    }
  }

  /// Adds what was written into [#next], `sizeBytes` of it, for `address` (as in [Ip4#bits]) and
  /// `port`. The kernel chooses interface and source address, unless [#via] says otherwise.
  public void add(int sizeBytes, int address, int port) {
    add(next, sizeBytes, address, port);
  }

  /// As [#add(int, int, int)], with the first `sizeBytes` of `payload`, which are copied.
  public void add(byte[] payload, int sizeBytes, int address, int port) {
    requireRoom();
    if (sizeBytes < 0 || sizeBytes > vector.payloadBytes()) {
      throw new IllegalArgumentException(
          sizeBytes + " bytes do not fit in " + vector.payloadBytes());
    }
    vector.fill(count, payload, sizeBytes);
    SockaddrIn.set(vector.memory(), vector.name(count), address, port);
    sizes[count] = sizeBytes;
    addresses[count] = address;
    ports[count] = port;
    interfaces[count] = 0;
    sources[count] = 0;
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
    long data = vector.control(slot) + Cmsghdr.SIZE;
    InPktinfo.set(vector.memory(), data, interfaceIndex, sourceAddress);
    interfaces[slot] = interfaceIndex;
    sources[slot] = sourceAddress;
    controlSizes[slot] = PKTINFO_BYTES;
  }

  /// Why the last send refused this datagram, as a positive number of [Errno]; 0 where it was
  /// taken. `EAGAIN` means that there was no room any more: it and all behind it were not tried.
  public int errno(int slot) {
    return errnos[slot];
  }

  /// Sends all: how many were taken. One that is refused does not keep back the others; where the
  /// socket has no room, the rest is left.
  ///
  /// From a socket with [UdpSocket#segmentationOffload] datagrams of one size that follow one
  /// another to the same destination go as one message that the kernel cuts up (`UDP_SEGMENT`),
  /// which costs it a fraction of the work. On a wire there is no difference; but over a virtual
  /// link (veth) the message arrives in one piece, and only UDP sockets there take it apart. So
  /// broadcasts always go one by one: DHCP clients receive them by packet sockets.
  int send(int fd, Segmentation segmentation) {
    CallState state = CallState.ofThread();
    int messages = 0;
    int next = 0;
    while (next < count) {
      firstSlots[messages] = next;
      next += join(messages, trainFrom(next, segmentation));
      messages++;
    }
    firstSlots[messages] = count;
    vector.sendAll(state, fd, messages, messageErrnos);
    int taken = 0;
    for (int message = 0; message < messages; message++) {
      taken += settle(state, fd, message, segmentation);
    }
    return taken;
  }

  /// How many datagrams from `first` on can go as one message.
  private int trainFrom(int first, Segmentation segmentation) {
    int most = addresses[first] == Ip4.BROADCAST.bits() ? 1 : segmentation.most(sizes[first]);
    int length = 1;
    while (length < most && first + length < count && alike(first, first + length)) {
      length++;
    }
    return length;
  }

  private boolean alike(int one, int other) {
    return sizes[one] == sizes[other]
        && addresses[one] == addresses[other]
        && ports[one] == ports[other]
        && interfaces[one] == interfaces[other]
        && sources[one] == sources[other];
  }

  private int join(int message, int length) {
    int first = firstSlots[message];
    int controlSize = controlSizes[first];
    if (length > 1) {
      long control = vector.control(first) + controlSize;
      Cmsghdr.set(vector.memory(), control, SocketOption.UDP_SEGMENT, Short.BYTES);
      vector.memory().set(JAVA_SHORT, control + Cmsghdr.SIZE, (short) sizes[first]);
      controlSize += SEGMENT_BYTES;
    }
    vector.join(message, first, length, controlSize);
    return length;
  }

  /// Notes for each datagram of a message what became of it: how many were taken. A message of
  /// several that the kernel refuses is sent again one by one: not every interface and route can do
  /// it.
  private int settle(CallState state, int fd, int message, Segmentation segmentation) {
    int first = firstSlots[message];
    int end = firstSlots[message + 1];
    int errno = messageErrnos[message];
    boolean again =
        end - first > 1 && errno != 0 && errno != Errno.EAGAIN && errno != Errno.ENOBUFS;
    if (!again) {
      Arrays.fill(errnos, first, end, errno);
      return errno == 0 ? end - first : 0;
    }
    int taken = 0;
    for (int slot = first; slot < end; slot++) {
      vector.join(0, slot, 1, controlSizes[slot]);
      taken += vector.sendAll(state, fd, 1, single);
      errnos[slot] = single[0];
    }
    if (taken > 0) {
      segmentation.refused(sizes[first]);
    }
    return taken;
  }
}
