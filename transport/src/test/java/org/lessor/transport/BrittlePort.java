package org.lessor.transport;

import java.io.IOException;
import java.util.function.Predicate;

/// A port with a fault: it throws at some packets, so that it sends no batch with one of them.
public final class BrittlePort implements PacketPort {
  private final PacketPort port;
  private final Predicate<OutboundPacket> fault;

  /// One that throws at packets that `fault` accepts, and has `port` do all else.
  public BrittlePort(PacketPort port, Predicate<OutboundPacket> fault) {
    this.port = port;
    this.fault = fault;
  }

  @Override
  public int receive(InboundBatch batch) {
    return port.receive(batch);
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

  @Override
  public PortCounts counts() {
    return port.counts();
  }

  @Override
  public boolean await(long timeoutNanos) throws IOException {
    return port.await(timeoutNanos);
  }

  @Override
  public void wakeUp() {
    port.wakeUp();
  }

  @Override
  public void close() {
    port.close();
  }
}
