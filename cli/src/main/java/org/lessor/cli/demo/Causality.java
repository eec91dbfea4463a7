package org.lessor.cli.demo;

import java.util.ArrayList;
import java.util.List;
import org.lessor.cli.demo.Observed.Packet;
import org.lessor.cli.demo.Observed.Passage;
import org.lessor.cli.demo.Observed.Reported;
import org.lessor.cli.demo.Observed.Source;
import org.lessor.linux.packet.ArpMessage;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.MessageType;

/// Puts in order what is seen. Packets, changes of the ARP table, lines of a file and the client's
/// words come by different ways that have no clock in common; each way keeps its own order, and
/// packets have that of the cable.
///
/// Each look reads the packets first and the rest after them. So what a packet needs (an entry in
/// the ARP table, a line in the lease file) was found by the same look at the latest, and is told
/// before that packet. What caused a report, however, may have passed between the two readings, so
/// that only the next look finds it: what no packet needs yet is held back until then, and told
/// after that look's packets.
///
/// Used by one thread at a time.
final class Causality {
  private static final HardwareAddress EVERYONE = HardwareAddress.ethernet("ff:ff:ff:ff:ff:ff");

  private List<Reported> held = List.of();

  /// What may be told after a look.
  ///
  /// @param packets that this look found, in their order; read before the rest
  /// @param reported what else it found, from each source in its order
  List<Observed> order(List<? extends Packet> packets, List<? extends Reported> reported) {
    List<Observed> told = new ArrayList<>(packets);
    List<Reported> last = new ArrayList<>();
    List<Reported> tooNew = new ArrayList<>();
    for (Source source : Source.values()) {
      List<Reported> waiting = new ArrayList<>();
      waiting.addAll(held.stream().filter(each -> each.source() == source).toList());
      int old = waiting.size();
      waiting.addAll(reported.stream().filter(each -> each.source() == source).toList());
      int placed = place(waiting, told);
      int due = Math.max(placed, old);
      last.addAll(waiting.subList(placed, due));
      tooNew.addAll(waiting.subList(due, waiting.size()));
    }
    told.addAll(last);
    held = tooNew;
    return told;
  }

  /// Places each before the first packet that needs it, but behind the one that needed the one
  /// before it, and those between two such with the later one. Returns how many could be placed.
  private static int place(List<Reported> waiting, List<Observed> told) {
    int placed = 0;
    int from = 0;
    for (int i = 0; i < waiting.size(); i++) {
      int at = firstThatNeeds(waiting.get(i), told, from);
      if (at < told.size()) {
        List<Reported> together = waiting.subList(placed, i + 1);
        told.addAll(at, together);
        from = at + together.size() + 1;
        placed = i + 1;
      }
    }
    return placed;
  }

  private static int firstThatNeeds(Reported wanted, List<Observed> told, int from) {
    int at = from;
    while (at < told.size() && !(told.get(at) instanceof Packet packet && needs(packet, wanted))) {
      at++;
    }
    return at;
  }

  private static boolean needs(Packet packet, Reported reported) {
    return switch (reported) {
      case Observed.EchoesSent _ -> isAck(packet) || packet instanceof Observed.Echo;
      case Observed.LeaseLine(String line) -> isAck(packet) || isEchoAbout(packet, line);
      case Observed.NeighbourEntered(Ipv4 address, HardwareAddress hardware, var _) ->
          goesTo(packet, address, hardware);
      case Observed.NeighbourRemoved(Ipv4 address) ->
          packet instanceof Observed.Arp question && asksEveryoneFor(address, question);
      case Observed.ConfigurationLogged _ ->
          packet instanceof Observed.Arp(var _, var _, ArpMessage message) && message.isProbe();
      case Observed.HostState(HostView view) ->
          packet instanceof Observed.Arp(var _, var _, ArpMessage message)
              && message.sender().equals(message.target())
              && view.has(message.sender());
      case Observed.WouldConfigure _ -> false;
    };
  }

  /// Whether it is a host's question to everyone: neither a probe nor an announcement.
  private static boolean asksEveryoneFor(Ipv4 address, Observed.Arp arp) {
    ArpMessage message = arp.message();
    return arp.to().equals(EVERYONE)
        && message.target().bits() == address.bits()
        && !message.isProbe()
        && !message.sender().equals(message.target());
  }

  private static boolean isAck(Packet packet) {
    return packet instanceof Observed.Dhcp(var _, var message)
        && message.messageType().filter(MessageType.DHCPACK::equals).isPresent();
  }

  private static boolean isEchoAbout(Packet packet, String line) {
    return packet instanceof Observed.Echo(Passage passage, var _)
        && line.startsWith(passage.to().address() + ",");
  }

  /// Whether it is an IP packet to that host.
  private static boolean goesTo(Packet packet, Ipv4 address, HardwareAddress hardware) {
    return switch (packet) {
      case Observed.Dhcp(Passage passage, var _) -> isTo(passage, address, hardware);
      case Observed.Echo(Passage passage, var _) -> isTo(passage, address, hardware);
      case Observed.Arp _ -> false;
    };
  }

  private static boolean isTo(Passage passage, Ipv4 address, HardwareAddress hardware) {
    return passage.to().address().equals(address) && passage.toLink().equals(hardware);
  }
}
