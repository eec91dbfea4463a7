package org.lessor.transport;

import java.io.IOException;
import java.util.Optional;
import org.lessor.linux.Errno;
import org.lessor.wire.Ipv4;

/// A client's port over plain UDP, where there is no link: for loopback, without privileges.
///
/// What would go to everyone on the link, as a frame or by broadcast, goes to one address that
/// stands for everyone: 127.255.255.255 reaches all servers that listen on Linux's loopback
/// interface. A frame to one station goes by unicast. Nobody contests an address: ARP packets are
/// taken and lead to nothing.
///
/// Threads as in [ClientPort].
public final class UdpClientPort implements ClientPort {
  private final PacketPort port;
  private final Ipv4 everyone;

  /// A client's port over `port`, which is closed with it.
  public UdpClientPort(PacketPort port, Ipv4 everyone) {
    this.port = port;
    this.everyone = everyone;
  }

  /// Does nothing: there is one way to listen.
  @Override
  public void listenOnLink() {}

  /// Does nothing: there is one way to listen.
  @Override
  public void listenAt(Ipv4 address) {}

  @Override
  public void listenToArp() {}

  @Override
  public void ignoreArp() {}

  @Override
  public Optional<ArpPacket> receiveArp() {
    return Optional.empty();
  }

  @Override
  public int sendArp(ArpPacket packet) {
    return 0;
  }

  @Override
  public int receive(InboundBatch batch) {
    return port.receive(batch);
  }

  @Override
  public int send(OutboundBatch batch) {
    if (batch.count() == 0) {
      return 0;
    }
    OutboundBatch plain = new OutboundBatch(batch.count(), MAX_PAYLOAD_BYTES);
    for (int i = 0; i < batch.count(); i++) {
      OutboundPacket packet = batch.packet(i);
      if (packet.length() <= MAX_PAYLOAD_BYTES) {
        System.arraycopy(packet.buffer(), 0, plain.next().buffer(), 0, packet.length());
        plain.next().unicast(packet.interfaceIndex(), packet.source(), destination(packet));
        plain.add(packet.length());
      }
    }
    port.send(plain);
    int left = 0;
    int at = 0;
    for (int i = 0; i < batch.count(); i++) {
      OutboundPacket packet = batch.packet(i);
      boolean tooLarge = packet.length() > MAX_PAYLOAD_BYTES;
      packet.setErrno(tooLarge ? Errno.EMSGSIZE : plain.packet(at++).errno());
      left += packet.errno() == 0 ? 1 : 0;
    }
    return left;
  }

  private Endpoint destination(OutboundPacket packet) {
    boolean toEveryone =
        switch (packet.way()) {
          case BROADCAST -> true;
          case UNICAST, FRAME -> packet.destination().isLimitedBroadcast();
        };
    return new Endpoint(toEveryone ? everyone : packet.destination(), packet.destinationPort());
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
