package org.lessor.transport;

import java.io.IOException;

/// A port that has another do all but sending.
abstract class PassingPort implements PacketPort {
  final PacketPort port;

  PassingPort(PacketPort port) {
    this.port = port;
  }

  @Override
  public final int receive(InboundBatch batch) {
    return port.receive(batch);
  }

  @Override
  public final PortCounts counts() {
    return port.counts();
  }

  @Override
  public final boolean await(long timeoutNanos) throws IOException {
    return port.await(timeoutNanos);
  }

  @Override
  public final void wakeUp() {
    port.wakeUp();
  }

  @Override
  public final void close() {
    port.close();
  }
}
