package org.lessor.transport;

import org.jspecify.annotations.Nullable;
import org.lessor.linux.OutgoingDatagrams;
import org.lessor.linux.packet.OutgoingFrames;
import org.lessor.linux.packet.UdpHeaders;

/// What a [LinuxSender] hands to the kernel, for one thread at a time. Each kind of packet has its
/// memory when it is first needed: most ports send one or two kinds.
final class LinuxSendingBuffers {
  private final int slots;
  private @Nullable OutgoingDatagrams datagrams;
  private @Nullable OutgoingFrames frames;

  /// @param slots how many packets one system call takes at most, some 8 KiB each for each kind
  LinuxSendingBuffers(int slots) {
    this.slots = slots;
  }

  int slots() {
    return slots;
  }

  /// Room for UDP datagrams.
  OutgoingDatagrams datagrams() {
    OutgoingDatagrams made = datagrams;
    if (made == null) {
      made = new OutgoingDatagrams(slots, PacketPort.MAX_PAYLOAD_BYTES);
      datagrams = made;
    }
    return made;
  }

  /// Room for frames, the headers of IP and UDP included.
  OutgoingFrames frames() {
    OutgoingFrames made = frames;
    if (made == null) {
      made = new OutgoingFrames(slots, UdpHeaders.SIZE_BYTES + PacketPort.MAX_PAYLOAD_BYTES);
      frames = made;
    }
    return made;
  }
}
