package org.lessor.transport;

import java.io.IOException;
import java.util.Optional;
import org.lessor.wire.Ipv4;

/// The port of a DHCP client on one interface: first by frames, without an address of its own, then
/// by UDP; and ARP beside it. [#await] returns for packets of both kinds.
///
/// It opens listening to frames ([#listenOnLink]). [OutboundPacket#frame] works in both states;
/// [OutboundPacket#unicast] and [OutboundPacket#broadcast] need [#listenAt] and are refused with
/// `EADDRNOTAVAIL` before it.
///
/// Threads as in [PacketPort]; all methods of this interface belong to the worker.
public interface ClientPort extends PacketPort {
  /// Receives frames from now on: those for our UDP port that are addressed to everyone or to our
  /// link address, whatever their IP destination. What waited before is dropped.
  void listenOnLink() throws IOException;

  /// Receives UDP datagrams sent to `address`, which the interface should have by now, or to
  /// everyone. What waited before is dropped.
  ///
  /// @throws IOException with a remedy where the port is taken; nothing changes then
  void listenAt(Ipv4 address) throws IOException;

  /// Receives ARP packets from now on: those of others, seen on this interface and without a VLAN
  /// tag, whose Ethernet source is the sender that they state. Called again, it does nothing.
  void listenToArp() throws IOException;

  /// Receives no more ARP packets, and forgets those that wait.
  void ignoreArp();

  /// The next ARP packet, without blocking; empty where none waits.
  Optional<ArpPacket> receiveArp();

  /// Sends an ARP packet to everyone on the link. Returns 0, or a positive number of
  /// [org.lessor.linux.Errno].
  int sendArp(ArpPacket packet);
}
