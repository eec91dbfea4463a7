package org.lessor.transport;

import java.util.function.BiConsumer;
import org.lessor.linux.Errno;

/// Sends batches so that a fault of the program's own at one packet keeps none of the others from
/// leaving: where a port throws, which none should, each packet of the batch is sent alone. Those
/// that had left before leave twice then, which datagrams may.
///
/// Threads as for [PacketPort#send].
public final class SteadySender {
  private final PacketPort port;
  private final BiConsumer<OutboundPacket, Throwable> faults;

  /// Sends by `port`; `faults` is told each packet that it throws at, and what.
  public SteadySender(PacketPort port, BiConsumer<OutboundPacket, Throwable> faults) {
    this.port = port;
    this.faults = faults;
  }

  /// As [PacketPort#send], but throws no [RuntimeException]: a packet that the port throws one at
  /// has the errno `EIO`. What the port asserts goes on to the caller.
  public int send(OutboundBatch batch) {
    try {
      return port.send(batch);
    } catch (RuntimeException _) {
      return sendEach(batch);
    }
  }

  private int sendEach(OutboundBatch batch) {
    int left = 0;
    for (int i = 0; i < batch.count(); i++) {
      OutboundPacket packet = batch.packet(i);
      try {
        OutboundBatch alone = new OutboundBatch(1, packet.length());
        alone.next().copyFrom(packet);
        alone.add(packet.length());
        left += port.send(alone);
        packet.setErrno(alone.packet(0).errno());
      } catch (RuntimeException fault) {
        packet.setErrno(Errno.EIO);
        faults.accept(packet, fault);
      }
    }
    return left;
  }
}
