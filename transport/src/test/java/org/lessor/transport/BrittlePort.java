package org.lessor.transport;

import java.util.function.Predicate;

/// A port with a fault: it throws at some packets, so that it sends no batch with one of them.
public final class BrittlePort extends PassingPort {
  private final Predicate<OutboundPacket> fault;

  /// One that throws at packets that `fault` accepts, and has `port` do all else.
  public BrittlePort(PacketPort port, Predicate<OutboundPacket> fault) {
    super(port);
    this.fault = fault;
  }

  @Override
  public int send(OutboundBatch batch) {
    for (int i = 0; i < batch.count(); i++) {
      if (fault.test(batch.packet(i))) {
        throw new IllegalStateException("a fault at " + batch.packet(i));
      }
    }
    return port.send(batch);
  }
}
