package org.lessor.transport;

import org.lessor.linux.ReceivedDatagrams;
import org.lessor.linux.packet.ReceivedFrames;
import org.lessor.linux.packet.UdpPacket;

/// What client ports receive into: some 600 KB, of which all ports that one thread works may share
/// one, so that a thousand clients do not need a thousand.
///
/// Packets that a port received hold until the next receive on any port with the same buffers. Used
/// by one thread.
public final class LinuxClientBuffers {
  /// How many packets one receive brings at most. A batch that is given to a port with shared
  /// buffers must have room for so many, or the rest would be lost to the next port.
  public static final int SLOTS = 16;

  /// A frame is received whole even if its payload is too large to be handed out.
  private static final int FRAME_BYTES = 16_384;

  final ReceivedFrames frames = new ReceivedFrames(SLOTS, FRAME_BYTES);
  final ReceivedDatagrams datagrams = new ReceivedDatagrams(SLOTS, PacketPort.MAX_PAYLOAD_BYTES);
  final UdpPacket udp = new UdpPacket();
  final byte[] sourceHardware = new byte[8];

  private int ports;

  /// One more port receives into these.
  void join() {
    ports++;
  }

  /// Throws [IllegalArgumentException] where a batch is too small for what a receive may bring.
  void require(InboundBatch batch) {
    if (ports > 1 && batch.capacity() < SLOTS) {
      throw new IllegalArgumentException(
          "a batch for " + batch.capacity() + " packets, but shared buffers bring " + SLOTS);
    }
  }

  /// Buffers that no port uses yet.
  public LinuxClientBuffers() {}
}
