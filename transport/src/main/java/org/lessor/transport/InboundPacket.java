package org.lessor.transport;

import java.util.Optional;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// One received UDP payload and how it came. A slot of an [InboundBatch]: what it says holds until
/// the next receive, and does not leave the thread that received it; [#payload] makes a copy that
/// may.
public final class InboundPacket {
  /// [#vlan] of a packet that came without a tag, or by a port that cannot tell.
  public static final int UNTAGGED = -1;

  private static final byte[] EMPTY = new byte[0];
  private static final int ETHERNET_SIZE = 6;

  private byte[] buffer = EMPTY;
  private int offset;
  private int length;
  private boolean truncated;
  private int interfaceIndex;
  private int sourceAddress;
  private int sourcePort;
  private int destinationAddress;
  private int destinationPort;
  private int localAddress;
  private boolean broadcast;
  private int vlan = UNTAGGED;
  private boolean sourceHardwareKnown;
  private final byte[] sourceHardware = new byte[ETHERNET_SIZE];

  InboundPacket() {}

  /// The array with the payload. Bytes outside [#offset] to `offset() + length() - 1` mean nothing.
  public byte[] buffer() {
    return buffer;
  }

  /// Where in [#buffer] the payload begins.
  public int offset() {
    return offset;
  }

  /// The size of the payload in bytes; of a truncated one, of the part that is there.
  public int length() {
    return length;
  }

  /// A copy of the payload.
  public Bytes payload() {
    return Bytes.copyOf(buffer, offset, length);
  }

  /// Whether the payload was larger than the port has room for: its end is lost.
  public boolean truncated() {
    return truncated;
  }

  /// The index of the interface that it came in by; 0 where the port cannot tell.
  public int interfaceIndex() {
    return interfaceIndex;
  }

  /// The source in its IP header: 0.0.0.0 from a client without an address.
  public Ipv4 sourceAddress() {
    return new Ipv4(sourceAddress);
  }

  /// The UDP port that it was sent from.
  public int sourcePort() {
    return sourcePort;
  }

  /// The destination in its IP header: an address of ours, or a broadcast address.
  public Ipv4 destinationAddress() {
    return new Ipv4(destinationAddress);
  }

  /// The UDP port that it was sent to.
  public int destinationPort() {
    return destinationPort;
  }

  /// The address to answer from: the destination itself, or after a broadcast the first address of
  /// the interface; 0.0.0.0 where it has none.
  public Ipv4 localAddress() {
    return new Ipv4(localAddress);
  }

  /// Whether the IP destination was a broadcast address, that of everyone or that of a subnet.
  public boolean broadcast() {
    return broadcast;
  }

  /// The VLAN that the frame was tagged with, 0 to 4095, or [#UNTAGGED].
  public int vlan() {
    return vlan;
  }

  /// The source in its Ethernet header: the sender itself, or the router that passed it on. Empty
  /// where the port cannot tell, as with UDP sockets.
  public Optional<HardwareAddress> sourceHardwareAddress() {
    return sourceHardwareKnown
        ? Optional.of(new HardwareAddress(HardwareAddress.ETHERNET, Bytes.of(sourceHardware)))
        : Optional.empty();
  }

  void reset() {
    buffer = EMPTY;
    offset = 0;
    length = 0;
    truncated = false;
    interfaceIndex = 0;
    sourceAddress = 0;
    sourcePort = 0;
    destinationAddress = 0;
    destinationPort = 0;
    localAddress = 0;
    broadcast = false;
    vlan = UNTAGGED;
    sourceHardwareKnown = false;
  }

  /// Becomes the same as `other`, with the same buffer.
  void copyFrom(InboundPacket other) {
    buffer = other.buffer;
    offset = other.offset;
    length = other.length;
    truncated = other.truncated;
    interfaceIndex = other.interfaceIndex;
    sourceAddress = other.sourceAddress;
    sourcePort = other.sourcePort;
    destinationAddress = other.destinationAddress;
    destinationPort = other.destinationPort;
    localAddress = other.localAddress;
    broadcast = other.broadcast;
    vlan = other.vlan;
    sourceHardwareKnown = other.sourceHardwareKnown;
    System.arraycopy(other.sourceHardware, 0, sourceHardware, 0, ETHERNET_SIZE);
  }

  void setPayload(byte[] buffer, int offset, int length) {
    this.buffer = buffer;
    this.offset = offset;
    this.length = length;
  }

  void setTruncated(boolean truncated) {
    this.truncated = truncated;
  }

  void setInterface(int index) {
    this.interfaceIndex = index;
  }

  void setSource(int address, int port) {
    this.sourceAddress = address;
    this.sourcePort = port;
  }

  void setDestination(int address, int port) {
    this.destinationAddress = address;
    this.destinationPort = port;
  }

  void setLocalAddress(int address) {
    this.localAddress = address;
  }

  void setBroadcast(boolean broadcast) {
    this.broadcast = broadcast;
  }

  void setVlan(int vlan) {
    this.vlan = vlan;
  }

  void setSourceHardware(byte[] source, int from) {
    System.arraycopy(source, from, sourceHardware, 0, ETHERNET_SIZE);
    sourceHardwareKnown = true;
  }

  /// `192.0.2.9:67 -> 192.0.2.1:67 on 2, 300 bytes`.
  @Override
  public String toString() {
    return sourceAddress()
        + ":"
        + sourcePort
        + " -> "
        + destinationAddress()
        + ":"
        + destinationPort
        + " on "
        + interfaceIndex
        + ", "
        + length
        + " bytes"
        + (truncated ? " (truncated)" : "");
  }
}
