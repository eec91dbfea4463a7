package org.lessor.lab.simulation;

import java.io.IOException;
import org.lessor.transport.InboundBatch;
import org.lessor.transport.OutboundBatch;
import org.lessor.transport.OutboundPacket;
import org.lessor.transport.PacketPort;
import org.lessor.transport.PortCounts;

/// A port that broadcasts what is for one client.
record Shouting(PacketPort port) implements PacketPort {
  private static final int CLIENT_PORT = 68;

  @Override
  public int send(OutboundBatch batch) {
    for (int i = 0; i < batch.count(); i++) {
      OutboundPacket packet = batch.packet(i);
      if (packet.way() == OutboundPacket.Way.UNICAST && packet.destinationPort() == CLIENT_PORT) {
        packet.broadcast(packet.interfaceIndex(), packet.source(), CLIENT_PORT);
      }
    }
    return port.send(batch);
  }

  @Override
  public int receive(InboundBatch batch) {
    return port.receive(batch);
  }

  @Override
  public boolean await(long nanos) throws IOException {
    return port.await(nanos);
  }

  @Override
  public void wakeUp() {
    port.wakeUp();
  }

  @Override
  public PortCounts counts() {
    return port.counts();
  }

  @Override
  public void close() {
    port.close();
  }
}
