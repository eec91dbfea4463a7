package org.lessor.linux.packet;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import org.lessor.linux.LinkAddress;
import org.lessor.linux.internal.CallState;
import org.lessor.linux.internal.Cmsghdr;
import org.lessor.linux.internal.MessageVector;
import org.lessor.linux.internal.SockaddrLl;
import org.lessor.linux.internal.SocketCalls;
import org.lessor.linux.internal.SocketOption;
import org.lessor.linux.internal.TpacketAuxdata;

/// A batch of packets received by one system call, with what the link and the kernel told of each.
///
/// Made once and filled again by each [PacketSocket#receive]. What the accessors return, and the
/// byte arrays, hold until then. Used by one thread at a time.
public final class ReceivedFrames {
  /// What [#vlanTag] returns for a packet without a tag.
  public static final int UNTAGGED = -1;

  /// The VLAN's number in a tag; 0 is none, and the tag is there for its priority only.
  private static final int VLAN_ID = 0xfff;

  private static final int TP_STATUS_CSUMNOTREADY = 1 << 3;
  private static final int TP_STATUS_VLAN_VALID = 1 << 4;
  private static final int CONTROL_BYTES = Cmsghdr.space(TpacketAuxdata.SIZE);

  private final MessageVector vector;
  private final byte[][] packets;
  private final int[] sizes;
  private final int[] statuses;
  private final int[] vlanTags;
  private int boundInterface;
  private int count;

  /// Room for `slots` packets of at most `packetBytes` each.
  public ReceivedFrames(int slots, int packetBytes) {
    vector = new MessageVector(slots, SockaddrLl.SIZE, CONTROL_BYTES, packetBytes);
    packets = new byte[slots][packetBytes];
    sizes = new int[slots];
    statuses = new int[slots];
    vlanTags = new int[slots];
  }

  int receive(int fd, int boundTo) {
    boundInterface = boundTo;
    int received = vector.receive(CallState.ofThread(), fd);
    count = Math.max(received, 0);
    for (int slot = 0; slot < count; slot++) {
      sizes[slot] = vector.copyPayload(slot, packets[slot]);
      readControl(slot);
    }
    return received;
  }

  private void readControl(int slot) {
    MemorySegment memory = vector.memory();
    statuses[slot] = 0;
    vlanTags[slot] = UNTAGGED;
    long end = vector.control(slot) + vector.controlSizeBytes(slot);
    long at = vector.control(slot);
    while (at + Cmsghdr.SIZE <= end) {
      if (Cmsghdr.is(memory, at, SocketOption.PACKET_AUXDATA)) {
        long data = at + Cmsghdr.SIZE;
        statuses[slot] = memory.get(JAVA_INT, data + TpacketAuxdata.TP_STATUS);
        if ((statuses[slot] & TP_STATUS_VLAN_VALID) != 0) {
          vlanTags[slot] = memory.get(JAVA_SHORT, data + TpacketAuxdata.TP_VLAN_TCI) & 0xffff;
        }
      }
      at = Cmsghdr.next(at, memory.get(JAVA_LONG, at + Cmsghdr.CMSG_LEN));
    }
  }

  /// How many packets the last receive brought: slots 0 to `count() - 1` are valid.
  public int count() {
    return count;
  }

  /// The bytes of a slot's packet, from index 0 to [#sizeBytes]; what lies behind is left from
  /// before.
  public byte[] packet(int slot) {
    return packets[slot];
  }

  /// The size of a slot's packet; that of the array where the packet was larger.
  public int sizeBytes(int slot) {
    return sizes[slot];
  }

  /// Whether the packet was larger than the batch has room for: its end is lost.
  public boolean truncated(int slot) {
    return (vector.flags(slot) & SocketCalls.MSG_TRUNC) != 0;
  }

  /// Whether the packet's transport checksum can be checked.
  public ChecksumState checksum(int slot) {
    return (statuses[slot] & TP_STATUS_CSUMNOTREADY) != 0
        ? ChecksumState.NOT_READY
        : ChecksumState.COMPLETE;
  }

  /// Whether the packet is meant for this host on the very interface that the socket is bound to:
  /// not for another station, and not of a VLAN over that interface. Such packets reach a socket
  /// too, and in several disguises: with the interface of the VLAN, with a tag (a socket for
  /// [EtherType#ALL]), or, where no interface exists for the VLAN, as [PacketKind#OTHERHOST]
  /// without its tag.
  public boolean isForUs(int slot) {
    return (vlanTags[slot] == UNTAGGED || (vlanTags[slot] & VLAN_ID) == 0)
        && kind(slot) != PacketKind.OTHERHOST
        && (boundInterface == 0 || boundInterface == interfaceIndex(slot));
  }

  /// The VLAN tag (priority and VLAN id, 0 to 65535) that the kernel took out of the packet, or
  /// [#UNTAGGED]. Only a socket for [EtherType#ALL] sees the tag: see [#isForUs].
  public int vlanTag(int slot) {
    return vlanTags[slot];
  }

  /// To whom the packet was addressed on its link.
  public PacketKind kind(int slot) {
    return PacketKind.of(SockaddrLl.packetType(vector.memory(), vector.name(slot)));
  }

  /// The packet's EtherType.
  public int protocol(int slot) {
    return SockaddrLl.protocol(vector.memory(), vector.name(slot));
  }

  /// The index of the interface that it came in by.
  public int interfaceIndex(int slot) {
    return SockaddrLl.interfaceIndex(vector.memory(), vector.name(slot));
  }

  /// The kind of link (`ARPHRD_*`): 1 is Ethernet.
  public int hardwareType(int slot) {
    return SockaddrLl.hardwareType(vector.memory(), vector.name(slot));
  }

  /// Who sent it on the link. Makes a new object; see also [#copySource].
  public LinkAddress source(int slot) {
    byte[] octets = new byte[SockaddrLl.addressSizeBytes(vector.memory(), vector.name(slot))];
    copySource(slot, octets);
    return LinkAddress.of(octets);
  }

  /// Copies the link address of who sent it to the start of `target` (8 bytes are always enough):
  /// its size in bytes.
  public int copySource(int slot, byte[] target) {
    MemorySegment memory = vector.memory();
    long name = vector.name(slot);
    int sizeBytes = SockaddrLl.addressSizeBytes(memory, name);
    MemorySegment.copy(memory, JAVA_BYTE, name + SockaddrLl.SLL_ADDR, target, 0, sizeBytes);
    return sizeBytes;
  }
}
