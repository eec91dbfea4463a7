package org.lessor.transport;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lessor.linux.Errno;
import org.lessor.transport.SimulatedDatagrams.Arrival;
import org.lessor.wire.Ipv4;

/// A [ClientPort] of a [SimulatedHost]. Used by the simulation's thread only.
public final class SimulatedClientPort implements ClientPort {
  private final SimulatedInterface on;
  private final int udpPort;
  private final SimulatedDatagrams datagrams = new SimulatedDatagrams();
  private final SimulatedQueue<ArpPacket> arps = new SimulatedQueue<>();
  private final SimulatedReadiness readiness;
  private @Nullable Ipv4 address;
  private boolean listensToArp;
  private boolean closed;
  private long sent;
  private long refused;

  SimulatedClientPort(SimulatedInterface on, int udpPort) {
    this.on = on;
    this.udpPort = udpPort;
    this.readiness =
        new SimulatedReadiness(on.host().network(), () -> !datagrams.isEmpty() || !arps.isEmpty());
  }

  /// Runs `action`, as an event at the same virtual time, whenever packets have arrived or
  /// [#wakeUp] was called. It replaces the action given before.
  public void whenReady(Runnable action) {
    readiness.whenReady(action);
  }

  @Override
  public void listenOnLink() {
    address = null;
    datagrams.clear();
  }

  @Override
  public void listenAt(Ipv4 wanted) {
    address = wanted;
    datagrams.clear();
  }

  @Override
  public void listenToArp() {
    listensToArp = true;
  }

  @Override
  public void ignoreArp() {
    listensToArp = false;
    arps.clear();
  }

  @Override
  public Optional<ArpPacket> receiveArp() {
    return Optional.ofNullable(arps.poll());
  }

  @Override
  public int sendArp(ArpPacket packet) {
    if (closed) {
      return Errno.EBADF;
    }
    if (!on.isUp()) {
      return Errno.ENETDOWN;
    }
    on.send(SimulatedFrame.EVERYONE, new SimulatedFrame.Arp(packet));
    return 0;
  }

  void onLink(Arrival arrival) {
    if (address == null) {
      take(arrival);
    }
  }

  void atAddress(Arrival arrival) {
    Ipv4 destination = arrival.ip().destination();
    if (address != null && (destination.equals(address) || destination.isLimitedBroadcast())) {
      take(arrival);
    }
  }

  private void take(Arrival arrival) {
    if (arrival.on() == on && arrival.udp().destinationPort() == udpPort) {
      datagrams.put(arrival);
      readiness.arrived();
    }
  }

  void arrived(SimulatedInterface by, ArpPacket packet) {
    if (by == on && listensToArp) {
      arps.put(packet);
      readiness.arrived();
    }
  }

  @Override
  public int receive(InboundBatch batch) {
    return datagrams.receive(batch);
  }

  @Override
  public int send(OutboundBatch batch) {
    int left = 0;
    for (int i = 0; i < batch.count(); i++) {
      OutboundPacket packet = batch.packet(i);
      packet.setErrno(send(packet));
      if (packet.errno() == 0) {
        left++;
      }
    }
    sent += left;
    refused += batch.count() - left;
    return left;
  }

  private int send(OutboundPacket packet) {
    if (closed) {
      return Errno.EBADF;
    }
    if (packet.interfaceIndex() != 0 && packet.interfaceIndex() != on.index()) {
      return Errno.ENODEV;
    }
    if (packet.way() != OutboundPacket.Way.FRAME && address == null) {
      return Errno.EADDRNOTAVAIL;
    }
    return SimulatedDeparture.of(packet, on.host(), on, udpPort);
  }

  @Override
  public PortCounts counts() {
    return new PortCounts(datagrams.received(), datagrams.dropped(), 0, 0, 0, 0, sent, refused);
  }

  @Override
  public boolean await(long timeoutNanos) {
    return readiness.await(timeoutNanos);
  }

  @Override
  public void wakeUp() {
    if (!closed) {
      readiness.wakeUp();
    }
  }

  @Override
  public void close() {
    closed = true;
    datagrams.clear();
    ignoreArp();
    on.host().closed(this);
  }
}
