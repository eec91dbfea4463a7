package org.lessor.transport;

import org.lessor.linux.Errno;

/// A port in front of a network card that takes few packets at once: of each batch so many leave,
/// and for the others there is no room.
public final class NarrowPort extends PassingPort {
  private final int room;
  private long refused;

  /// One that lets `room` packets of each batch through to `port`.
  public NarrowPort(PacketPort port, int room) {
    super(port);
    this.room = room;
  }

  /// How often a packet found no room.
  public long refused() {
    return refused;
  }

  @Override
  public int send(OutboundBatch batch) {
    int taken = Math.min(room, batch.count());
    OutboundBatch through = new OutboundBatch(Math.max(1, taken), MAX_PAYLOAD_BYTES);
    for (int i = 0; i < batch.count(); i++) {
      OutboundPacket packet = batch.packet(i);
      packet.setErrno(i < taken ? 0 : Errno.EAGAIN);
      if (i < taken) {
        through.next().copyFrom(packet);
        through.add(packet.length());
      } else {
        refused++;
      }
    }
    port.send(through);
    return taken;
  }
}
