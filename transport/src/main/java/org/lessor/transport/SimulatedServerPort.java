package org.lessor.transport;

import java.net.BindException;
import java.net.SocketException;
import java.util.HashMap;
import java.util.Map;
import org.lessor.linux.Errno;
import org.lessor.transport.SimulatedDatagrams.Arrival;
import org.lessor.wire.Ipv4;

/// A [ServerPort] of a [SimulatedHost]. Used by the simulation's thread only.
public final class SimulatedServerPort implements ServerPort {
  private final SimulatedHost host;
  private final int udpPort;
  private final Map<Integer, Listening> listening = new HashMap<>();
  private final SimulatedDatagrams datagrams = new SimulatedDatagrams();
  private final SimulatedReadiness readiness;
  private boolean closed;
  private long notForUs;
  private long sent;
  private long refused;

  SimulatedServerPort(SimulatedHost host, int udpPort) {
    this.host = host;
    this.udpPort = udpPort;
    this.readiness = new SimulatedReadiness(host.network(), () -> !datagrams.isEmpty());
  }

  /// Runs `action`, as an event at the same virtual time, whenever packets have arrived or
  /// [#wakeUp] was called. It replaces the action given before.
  public void whenReady(Runnable action) {
    readiness.whenReady(action);
  }

  /// Serves all addresses of an interface.
  ///
  /// @throws BindException where another port of this host does so
  /// @throws SocketException where it is another host's
  public void listen(SimulatedInterface on) throws SocketException {
    listen(Listening.on(on.index(), on.name()));
  }

  @Override
  public void listen(Listening wanted) throws SocketException {
    if (host.interfaceWith(wanted.index()) == null) {
      throw new SocketException("there is no interface " + wanted.name() + " on " + host);
    }
    if (host.taken(this, wanted.index())) {
      throw new BindException("UDP port " + udpPort + " is taken on " + host);
    }
    listening.put(wanted.index(), wanted);
  }

  @Override
  public boolean leave(int interfaceIndex) {
    return listening.remove(interfaceIndex) != null;
  }

  int udpPort() {
    return udpPort;
  }

  boolean listensOn(int interfaceIndex) {
    return listening.containsKey(interfaceIndex);
  }

  void arrived(Arrival arrival) {
    Listening on = listening.get(arrival.on().index());
    if (on == null || arrival.udp().destinationPort() != udpPort) {
      return;
    }
    Ipv4 destination = arrival.ip().destination();
    if (!destination.isLimitedBroadcast() && !on.serves(destination.bits())) {
      notForUs++;
      return;
    }
    datagrams.put(arrival);
    readiness.arrived();
  }

  @Override
  public int receive(InboundBatch batch) {
    int received = datagrams.receive(batch);
    for (int i = 0; i < received; i++) {
      InboundPacket packet = batch.packet(i);
      Listening on = listening.get(packet.interfaceIndex());
      if (on != null && packet.broadcast() && !on.addresses().isEmpty()) {
        packet.setLocalAddress(on.addresses().getFirst().bits());
      }
    }
    return received;
  }

  @Override
  public int send(OutboundBatch batch) {
    int left = 0;
    for (int i = 0; i < batch.count(); i++) {
      OutboundPacket packet = batch.packet(i);
      packet.setErrno(closed ? Errno.EBADF : send(packet));
      if (packet.errno() == 0) {
        left++;
      }
    }
    sent += left;
    refused += batch.count() - left;
    return left;
  }

  private int send(OutboundPacket packet) {
    SimulatedInterface out = host.interfaceWith(packet.interfaceIndex());
    if (packet.interfaceIndex() != 0
        && (out == null || !listening.containsKey(packet.interfaceIndex()))) {
      return Errno.ENODEV;
    }
    return SimulatedDeparture.of(packet, host, out, udpPort);
  }

  @Override
  public PortCounts counts() {
    return new PortCounts(
        datagrams.received(), datagrams.dropped(), notForUs, 0, 0, 0, sent, refused);
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
    listening.clear();
    datagrams.clear();
    host.closed(this);
  }
}
