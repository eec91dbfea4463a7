package org.lessor.transport;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import org.lessor.wire.HardwareAddress;

/// A port that tells a listener of each packet that goes by. Threads as in [PacketPort].
///
/// It copies every packet: for demonstrations, captures and tests, not for a busy server.
public final class TracingPort implements PacketPort {
  private final PacketPort port;
  private final int udpPort;
  private final LocalLink local;
  private final InstantSource clock;
  private final PacketListener listener;

  /// Tells `listener` what happens at `port`, which sends from `udpPort`.
  public TracingPort(
      PacketPort port, int udpPort, LocalLink local, InstantSource clock, PacketListener listener) {
    this.port = port;
    this.udpPort = udpPort;
    this.local = local;
    this.clock = clock;
    this.listener = listener;
  }

  @Override
  public int receive(InboundBatch batch) {
    int received = port.receive(batch);
    if (received > 0) {
      Instant now = clock.instant();
      for (int i = 0; i < received; i++) {
        listener.on(new PacketEvent.Received(now, traced(batch.packet(i))));
      }
    }
    return received;
  }

  private TracedPacket traced(InboundPacket packet) {
    return new TracedPacket(
        packet.interfaceIndex(),
        packet.sourceHardwareAddress().orElse(TracedPacket.UNKNOWN),
        packet.destinationAddress().isLimitedBroadcast()
            ? TracedPacket.EVERYONE
            : local.hardware(packet.interfaceIndex()),
        new Endpoint(packet.sourceAddress(), packet.sourcePort()),
        new Endpoint(packet.destinationAddress(), packet.destinationPort()),
        packet.payload());
  }

  @Override
  public int send(OutboundBatch batch) {
    int left = port.send(batch);
    if (batch.count() > 0) {
      Instant now = clock.instant();
      for (int i = 0; i < batch.count(); i++) {
        OutboundPacket packet = batch.packet(i);
        listener.on(
            packet.errno() == 0
                ? new PacketEvent.Sent(now, traced(packet))
                : new PacketEvent.Refused(now, traced(packet), packet.errno()));
      }
    }
    return left;
  }

  private TracedPacket traced(OutboundPacket packet) {
    HardwareAddress destination =
        switch (packet.way()) {
          case UNICAST -> TracedPacket.UNKNOWN;
          case BROADCAST -> TracedPacket.EVERYONE;
          case FRAME -> packet.hardware().orElseThrow();
        };
    return new TracedPacket(
        packet.interfaceIndex(),
        local.hardware(packet.interfaceIndex()),
        destination,
        new Endpoint(packet.source(), udpPort),
        new Endpoint(packet.destination(), packet.destinationPort()),
        packet.payload());
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
  public PortCounts counts() {
    return port.counts();
  }

  @Override
  public void close() {
    port.close();
  }
}
