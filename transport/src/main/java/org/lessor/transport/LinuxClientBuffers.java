package org.lessor.transport;

import org.lessor.linux.ReceivedDatagrams;
import org.lessor.linux.packet.ReceivedFrames;
import org.lessor.linux.packet.UdpPacket;

/// What client ports receive into and send from: some 600 KB, of which all ports that one thread
/// works may share one, so that a thousand clients do not need a thousand.
///
/// Packets that a port received hold until the next receive on any port with the same buffers. Used
/// by one thread.
public final class LinuxClientBuffers {
  /// How many packets one receive brings at most. A batch that is given to a port with shared
  /// buffers must have room for so many, or the rest would be lost to the next port.
  public static final int SLOTS = 16;

  /// A frame is received whole even if its payload is too large to be handed out.
  private static final int FRAME_BYTES = 16_384;

  private static final int FEW_SLOTS = 4;
  private static final int SENDING_SLOTS = 1;

  /// The largest payload behind the headers of IP, with some options, and UDP.
  private static final int SMALL_FRAME_BYTES = PacketPort.MAX_PAYLOAD_BYTES + 68;

  final ReceivedFrames frames;
  final ReceivedDatagrams datagrams;
  final UdpPacket udp = new UdpPacket();
  final byte[] sourceHardware = new byte[8];
  final LinuxSendingBuffers outgoing = new LinuxSendingBuffers(SENDING_SLOTS);

  /// How many packets one receive brings at most.
  final int slots;

  private int ports;

  /// One more port receives into these.
  void join() {
    ports++;
  }

  /// Throws [IllegalArgumentException] where a batch is too small for what a receive may bring.
  void require(InboundBatch batch) {
    if (ports > 1 && batch.capacity() < slots) {
      throw new IllegalArgumentException(
          "a batch for " + batch.capacity() + " packets, but shared buffers bring " + slots);
    }
  }

  /// Buffers that no port uses yet.
  public LinuxClientBuffers() {
    this(SLOTS, FRAME_BYTES);
  }

  private LinuxClientBuffers(int slots, int frameBytes) {
    this.slots = slots;
    this.frames = new ReceivedFrames(slots, frameBytes);
    this.datagrams = new ReceivedDatagrams(slots, PacketPort.MAX_PAYLOAD_BYTES);
  }

  /// A tenth of that, for one port on a thread of its own that hears little: frames beyond the
  /// largest payload are cut, and so dropped.
  public static LinuxClientBuffers small() {
    return new LinuxClientBuffers(FEW_SLOTS, SMALL_FRAME_BYTES);
  }
}
