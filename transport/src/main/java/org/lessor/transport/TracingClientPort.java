package org.lessor.transport;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.lessor.wire.Ipv4;

/// A client's port that tells a listener of each packet that goes by, ARP too. Threads as in
/// [ClientPort].
public final class TracingClientPort implements ClientPort {
  private final ClientPort port;
  private final TracingPort traced;
  private final int interfaceIndex;
  private final InstantSource clock;
  private final PacketListener listener;

  /// Tells `listener` what happens at `port`, which sends from `udpPort` on the interface with this
  /// index.
  public TracingClientPort(
      ClientPort port,
      Origin origin,
      LocalLink local,
      InstantSource clock,
      PacketListener listener) {
    this.port = port;
    this.traced = new TracingPort(port, origin.udpPort(), local, clock, listener);
    this.interfaceIndex = origin.interfaceIndex();
    this.clock = clock;
    this.listener = listener;
  }

  /// Where a client's port is.
  public record Origin(int interfaceIndex, int udpPort) {}

  @Override
  public void listenOnLink() throws IOException {
    port.listenOnLink();
  }

  @Override
  public void listenAt(Ipv4 address) throws IOException {
    port.listenAt(address);
  }

  @Override
  public void listenToArp() throws IOException {
    port.listenToArp();
  }

  @Override
  public void ignoreArp() {
    port.ignoreArp();
  }

  @Override
  public Optional<ArpPacket> receiveArp() {
    Optional<ArpPacket> received = port.receiveArp();
    received.ifPresent(packet ->
        listener.on(new PacketEvent.ArpReceived(clock.instant(), interfaceIndex, packet)));
    return received;
  }

  @Override
  public int sendArp(ArpPacket packet) {
    int errno = port.sendArp(packet);
    if (errno == 0) {
      listener.on(new PacketEvent.ArpSent(clock.instant(), interfaceIndex, packet));
    }
    return errno;
  }

  @Override
  public int receive(InboundBatch batch) {
    return traced.receive(batch);
  }

  @Override
  public int send(OutboundBatch batch) {
    return traced.send(batch);
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
