package org.lessor.client;

import java.io.IOException;
import java.net.BindException;
import java.util.Optional;
import org.lessor.transport.ArpPacket;
import org.lessor.transport.ClientPort;
import org.lessor.transport.InboundBatch;
import org.lessor.transport.OutboundBatch;
import org.lessor.transport.PortCounts;
import org.lessor.wire.Ipv4;

/// A port at whose address another program listens.
record PortTaken(ClientPort inner) implements ClientPort {
  @Override
  public void listenAt(Ipv4 address) throws IOException {
    throw new BindException("bind 0.0.0.0:68: EADDRINUSE");
  }

  @Override
  public void listenOnLink() throws IOException {
    inner.listenOnLink();
  }

  @Override
  public void listenToArp() throws IOException {
    inner.listenToArp();
  }

  @Override
  public void ignoreArp() {
    inner.ignoreArp();
  }

  @Override
  public Optional<ArpPacket> receiveArp() {
    return inner.receiveArp();
  }

  @Override
  public int sendArp(ArpPacket packet) {
    return inner.sendArp(packet);
  }

  @Override
  public int receive(InboundBatch batch) {
    return inner.receive(batch);
  }

  @Override
  public int send(OutboundBatch batch) {
    return inner.send(batch);
  }

  @Override
  public PortCounts counts() {
    return inner.counts();
  }

  @Override
  public boolean await(long timeoutNanos) throws IOException {
    return inner.await(timeoutNanos);
  }

  @Override
  public void wakeUp() {
    inner.wakeUp();
  }

  @Override
  public void close() {
    inner.close();
  }
}
