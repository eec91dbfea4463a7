package org.lessor.transport;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lessor.transport.SimulatedDatagrams.Arrival;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// A host in a [SimulatedNetwork]: interfaces, a neighbour table, ports, and what a kernel does for
/// them: answers ARP and ICMP echo, and forwards if told to.
public final class SimulatedHost {
  private final SimulatedNetwork network;
  private final String name;
  private final List<SimulatedInterface> interfaces = new ArrayList<>();
  private final SimulatedNeighbours neighbours;
  private final List<SimulatedServerPort> serverPorts = new ArrayList<>();
  private final List<SimulatedClientPort> clientPorts = new ArrayList<>();
  private final List<SimulatedEchoProbe> probes = new ArrayList<>();
  private boolean forwards;
  private boolean answersEcho = true;
  private int lastProbe;
  private long unreachable;

  SimulatedHost(SimulatedNetwork network, String name) {
    this.network = network;
    this.name = name;
    this.neighbours = new SimulatedNeighbours(network);
  }

  /// Attaches the host to a link by an interface with this link address, which is up and has no IP
  /// address.
  ///
  /// @throws IllegalArgumentException where the link has that link address already
  public SimulatedInterface attach(SimulatedLink link, HardwareAddress hardware) {
    var attached = new SimulatedInterface(this, link, hardware, network.nextInterfaceIndex());
    link.attach(attached);
    interfaces.add(attached);
    return attached;
  }

  /// Takes an interface away, as when a card is pulled.
  public void detach(SimulatedInterface attached) {
    attached.down();
    attached.link().detach(attached);
    interfaces.remove(attached);
  }

  /// Passes packets for others on between its interfaces from now on.
  public void forward() {
    forwards = true;
  }

  /// Answers no echo request from now on, as many firewalls do. It still answers ARP.
  public void ignoreEcho() {
    answersEcho = false;
  }

  /// Its name.
  public String name() {
    return name;
  }

  /// Its interfaces, in the order in which they were attached.
  public List<SimulatedInterface> interfaces() {
    return List.copyOf(interfaces);
  }

  /// Packets that it could not send since nobody had the address.
  public long unreachable() {
    return unreachable;
  }

  /// Its neighbour table.
  public SimulatedNeighbours neighbours() {
    return neighbours;
  }

  /// A port that listens to no interface yet.
  public SimulatedServerPort serverPort(int udpPort) {
    SimulatedServerPort port = new SimulatedServerPort(this, udpPort);
    serverPorts.add(port);
    return port;
  }

  /// A client's port on one interface, at `udpPort`.
  public SimulatedClientPort clientPort(SimulatedInterface on, int udpPort) {
    if (!interfaces.contains(on)) {
      throw new IllegalArgumentException(name + " has no interface " + on);
    }
    SimulatedClientPort port = new SimulatedClientPort(on, udpPort);
    clientPorts.add(port);
    return port;
  }

  /// A way to send echo requests.
  public SimulatedEchoProbe echoProbe() {
    SimulatedEchoProbe probe = new SimulatedEchoProbe(this, ++lastProbe);
    probes.add(probe);
    return probe;
  }

  SimulatedNetwork network() {
    return network;
  }

  void closed(AutoCloseable port) {
    serverPorts.remove(port);
    clientPorts.remove(port);
    probes.remove(port);
  }

  @Nullable SimulatedInterface interfaceWith(int index) {
    for (SimulatedInterface candidate : interfaces) {
      if (candidate.index() == index) {
        return candidate;
      }
    }
    return null;
  }

  boolean has(Ipv4 address) {
    for (SimulatedInterface candidate : interfaces) {
      if (candidate.has(address)) {
        return true;
      }
    }
    return false;
  }

  /// The address to send from where none is given: the first of `out`, or of any interface.
  Ipv4 addressTowards(@Nullable SimulatedInterface out) {
    if (out != null && !out.firstAddress().isUnspecified()) {
      return out.firstAddress();
    }
    for (SimulatedInterface candidate : interfaces) {
      if (!candidate.firstAddress().isUnspecified()) {
        return candidate.firstAddress();
      }
    }
    return Ipv4.UNSPECIFIED;
  }

  /// Whether another port of this host serves that UDP port on that interface.
  boolean taken(SimulatedServerPort asking, int interfaceIndex) {
    for (SimulatedServerPort port : serverPorts) {
      if (port != asking && port.udpPort() == asking.udpPort() && port.listensOn(interfaceIndex)) {
        return true;
      }
    }
    return false;
  }

  /// Sends to one address, by `out`, or by whichever interface leads there where that is null.
  void send(@Nullable SimulatedInterface out, SimulatedFrame.Ip packet) {
    SimulatedInterface own = interfaceHolding(packet.destination());
    if (own != null) {
      network.after(0, () -> local(own, null, packet));
      return;
    }
    for (SimulatedInterface candidate : out == null ? interfaces : List.of(out)) {
      HardwareAddress next = nextHop(candidate, packet.destination(), new HashSet<>());
      if (next != null) {
        candidate.send(next, packet);
        return;
      }
    }
    unreachable++;
  }

  private @Nullable SimulatedInterface interfaceHolding(Ipv4 address) {
    for (SimulatedInterface candidate : interfaces) {
      if (candidate.has(address)) {
        return candidate;
      }
    }
    return null;
  }

  private @Nullable HardwareAddress nextHop(
      SimulatedInterface out, Ipv4 destination, Set<SimulatedHost> visited) {
    HardwareAddress direct = neighbours.resolve(out, destination);
    if (direct != null) {
      return direct;
    }
    visited.add(this);
    for (SimulatedInterface other : out.link().interfaces()) {
      SimulatedHost router = other.host();
      if (router.forwards && !visited.contains(router) && router.leadsTo(destination, visited)) {
        return other.hardware();
      }
    }
    return null;
  }

  private boolean leadsTo(Ipv4 destination, Set<SimulatedHost> visited) {
    if (has(destination)) {
      return true;
    }
    for (SimulatedInterface candidate : interfaces) {
      if (nextHop(candidate, destination, visited) != null) {
        return true;
      }
    }
    return false;
  }

  void arrived(SimulatedInterface on, SimulatedFrame frame) {
    switch (frame.content()) {
      case SimulatedFrame.Arp arp -> arp(on, arp.packet());
      case SimulatedFrame.Ip ip -> ip(on, frame, ip);
    }
  }

  private void arp(SimulatedInterface on, ArpPacket packet) {
    for (SimulatedClientPort port : List.copyOf(clientPorts)) {
      port.arrived(on, packet);
    }
    if (packet.operation() == ArpPacket.Operation.REQUEST && on.has(packet.target())) {
      ArpPacket answer =
          new ArpPacket(
              ArpPacket.Operation.REPLY,
              /* senderHardware= */ on.hardware(),
              /* sender= */ packet.target(),
              /* targetHardware= */ packet.senderHardware(),
              /* target= */ packet.sender());
      on.send(packet.senderHardware(), new SimulatedFrame.Arp(answer));
    }
  }

  private void ip(SimulatedInterface on, SimulatedFrame frame, SimulatedFrame.Ip ip) {
    if (ip.body() instanceof SimulatedFrame.Udp udp) {
      Arrival arrival = new Arrival(on, frame, ip, udp);
      for (SimulatedClientPort port : List.copyOf(clientPorts)) {
        port.onLink(arrival);
      }
    }
    if (ip.destination().isLimitedBroadcast() || has(ip.destination())) {
      local(on, frame, ip);
    } else if (forwards && ip.ttl() > 1) {
      send(null, ip.forwarded());
    }
  }

  private void local(SimulatedInterface on, @Nullable SimulatedFrame frame, SimulatedFrame.Ip ip) {
    switch (ip.body()) {
      case SimulatedFrame.Udp udp -> {
        Arrival arrival = new Arrival(on, frame, ip, udp);
        for (SimulatedServerPort port : List.copyOf(serverPorts)) {
          port.arrived(arrival);
        }
        for (SimulatedClientPort port : List.copyOf(clientPorts)) {
          port.atAddress(arrival);
        }
      }
      case SimulatedFrame.Echo echo -> echo(ip, echo);
    }
  }

  private void echo(SimulatedFrame.Ip ip, SimulatedFrame.Echo echo) {
    switch (echo.kind()) {
      case REQUEST -> {
        if (answersEcho) {
          var reply =
              new SimulatedFrame.Echo(
                  SimulatedFrame.EchoKind.REPLY, echo.identifier(), echo.sequence());
          send(
              null,
              SimulatedFrame.Ip.of(
                  /* source= */ ip.destination(), /* destination= */ ip.source(), reply));
        }
      }
      case REPLY -> {
        for (SimulatedEchoProbe probe : List.copyOf(probes)) {
          probe.arrived(ip.source(), echo);
        }
      }
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
