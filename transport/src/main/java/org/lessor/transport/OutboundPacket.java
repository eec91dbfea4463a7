package org.lessor.transport;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// One UDP payload to be sent, and where: a slot of an [OutboundBatch]. It leaves from the port's
/// own UDP port.
///
/// Exactly one of [#unicast], [#broadcast] and [#frame] says where; the last call counts.
public final class OutboundPacket {
  /// How a packet is to be sent.
  public enum Way {
    /// As any UDP datagram: the kernel finds the next hop and asks for its link address.
    UNICAST,
    /// To 255.255.255.255 on one interface.
    BROADCAST,
    /// As a frame of ours to a given link address: nobody is asked, no route is needed.
    FRAME
  }

  private static final byte[] EMPTY = new byte[0];

  /// What [#own] is a multiple of, in bytes.
  private static final int GRAIN = 64;

  /// Where the payload is, or is being written.
  private byte[] buffer = EMPTY;

  /// Where payloads end up, as large as the largest so far.
  private byte[] own = EMPTY;

  private int length;
  private @Nullable Way way;
  private int interfaceIndex;
  private Ipv4 source = Ipv4.UNSPECIFIED;
  private Ipv4 destination = Ipv4.UNSPECIFIED;
  private int destinationPort;
  private @Nullable HardwareAddress hardware;
  private int errno;
  private int note;

  OutboundPacket() {}

  /// The array with the payload, from index 0 on; what lies behind it means nothing. Before
  /// [OutboundBatch#add] it is to be written there, and has room for the largest.
  public byte[] buffer() {
    return buffer;
  }

  void writeInto(byte[] scratch) {
    buffer = scratch;
  }

  /// The size of the payload in bytes.
  public int length() {
    return length;
  }

  /// A copy of the payload.
  public Bytes payload() {
    return Bytes.copyOf(buffer, 0, length);
  }

  /// Goes to `destination` as any datagram does, out of the interface with this index and from this
  /// address of ours. Index 0 leaves the interface to the routing table, where the port can do
  /// that; `source` 0.0.0.0 leaves the address to the kernel.
  public void unicast(int interfaceIndex, Ipv4 source, Endpoint destination) {
    set(Way.UNICAST, interfaceIndex, source, destination.address(), destination.port());
  }

  /// Goes to 255.255.255.255 and `port` on the interface with this index, from this address.
  public void broadcast(int interfaceIndex, Ipv4 source, int port) {
    set(Way.BROADCAST, interfaceIndex, source, Ipv4.BROADCAST, port);
  }

  /// Goes as a frame to the Ethernet address `hardware` on the interface with this index, with
  /// `source` and `destination` in the IP header, whether or not the kernel knows of either.
  ///
  /// @throws IllegalArgumentException where `hardware` is not six bytes
  public void frame(
      int interfaceIndex, Ipv4 source, HardwareAddress hardware, Endpoint destination) {
    if (hardware.address().length() != 6) {
      throw new IllegalArgumentException("a frame needs an Ethernet address, not " + hardware);
    }
    set(Way.FRAME, interfaceIndex, source, destination.address(), destination.port());
    this.hardware = hardware;
  }

  private void set(Way way, int interfaceIndex, Ipv4 source, Ipv4 destination, int port) {
    this.way = way;
    this.interfaceIndex = interfaceIndex;
    this.source = source;
    this.destination = destination;
    this.destinationPort = port;
    this.hardware = null;
  }

  /// How it is to be sent.
  ///
  /// @throws IllegalStateException where no destination was set
  public Way way() {
    if (way == null) {
      throw new IllegalStateException("no destination was set");
    }
    return way;
  }

  /// The index of the interface that it leaves by, or 0; see [#unicast].
  public int interfaceIndex() {
    return interfaceIndex;
  }

  /// The source in its IP header.
  public Ipv4 source() {
    return source;
  }

  /// The destination in its IP header.
  public Ipv4 destination() {
    return destination;
  }

  /// The UDP port that it goes to.
  public int destinationPort() {
    return destinationPort;
  }

  /// The Ethernet address that a [Way#FRAME] goes to; empty for the others.
  public Optional<HardwareAddress> hardware() {
    return Optional.ofNullable(hardware);
  }

  /// Why the last send did not send it, a positive number of [org.lessor.linux.Errno]; 0 where it
  /// left, or was not sent yet.
  public int errno() {
    return errno;
  }

  /// A number that the sender keeps with the packet for itself; 0 where none was set.
  public int note() {
    return note;
  }

  /// Keeps `note` with the packet until its batch is emptied.
  public void note(int note) {
    this.note = note;
  }

  void setErrno(int errno) {
    this.errno = errno;
  }

  /// Becomes the same as `other`, whose payload must fit, but for the length and errno.
  void copyFrom(OutboundPacket other) {
    System.arraycopy(other.buffer, 0, buffer, 0, other.length);
    set(other.way(), other.interfaceIndex, other.source, other.destination, other.destinationPort);
    hardware = other.hardware;
    note = other.note;
  }

  void complete(int length) {
    way();
    if (length < 0 || length > buffer.length) {
      throw new IllegalArgumentException(length + " bytes do not fit in " + buffer.length);
    }
    if (own.length < length) {
      own = new byte[(length + GRAIN - 1) / GRAIN * GRAIN];
    }
    System.arraycopy(buffer, 0, own, 0, length);
    buffer = own;
    this.length = length;
    this.errno = 0;
  }

  void reset() {
    way = null;
    hardware = null;
    length = 0;
    errno = 0;
    note = 0;
  }

  /// `broadcast 192.0.2.1 -> 255.255.255.255:68 on 2, 300 bytes`.
  @Override
  public String toString() {
    return (way == null ? "nowhere" : way.name().toLowerCase(java.util.Locale.ROOT))
        + " "
        + source
        + " -> "
        + destination
        + ":"
        + destinationPort
        + (hardware == null ? "" : " (" + hardware + ")")
        + " on "
        + interfaceIndex
        + ", "
        + length
        + " bytes";
  }
}
