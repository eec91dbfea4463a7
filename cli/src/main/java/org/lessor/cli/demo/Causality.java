package org.lessor.cli.demo;

import java.util.ArrayList;
import java.util.List;
import org.lessor.cli.demo.Observed.Passage;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.MessageType;

/// Puts in order what one look found. Packets, changes of the ARP table and lines of a file come by
/// different ways that have no clock in common; packets have the order of the cable. Where a packet
/// needs something that the same look found (an entry in the ARP table, a line in the lease file),
/// that goes before it; the rest goes last.
final class Causality {
  private Causality() {}

  /// The packets of one look together with the rest that it found.
  static List<Observed> merge(List<Observed> packets, List<Observed> rest) {
    List<Observed> merged = new ArrayList<>(packets);
    for (Observed each : rest) {
      merged.add(placeOf(each, merged), each);
    }
    return merged;
  }

  private static int placeOf(Observed shown, List<Observed> merged) {
    for (int i = 0; i < merged.size(); i++) {
      if (needs(merged.get(i), shown)) {
        return i;
      }
    }
    return merged.size();
  }

  /// Whether it is an IP packet to that host.
  private static boolean goesTo(Observed packet, Ipv4 address, HardwareAddress hardware) {
    return switch (packet) {
      case Observed.Dhcp(Passage passage, var _) -> isTo(passage, address, hardware);
      case Observed.Echo(Passage passage, var _) -> isTo(passage, address, hardware);
      case Observed.Arp _,
          Observed.EchoesSent _,
          Observed.NeighbourEntered _,
          Observed.NeighbourRemoved _,
          Observed.LeaseLine _,
          Observed.ConfigurationLogged _,
          Observed.WouldConfigure _,
          Observed.HostState _ ->
          false;
    };
  }

  private static boolean isTo(Passage passage, Ipv4 address, HardwareAddress hardware) {
    return passage.to().address().equals(address) && passage.toLink().equals(hardware);
  }

  /// Whether it is the DHCPACK of a lease, or anything else that goes to its address.
  private static boolean isAbout(Observed packet, String line) {
    return switch (packet) {
      case Observed.Dhcp(var _, var message) ->
          message.messageType().filter(MessageType.DHCPACK::equals).isPresent();
      case Observed.Echo(Passage passage, var _) -> line.startsWith(passage.to().address() + ",");
      case Observed.Arp _,
          Observed.EchoesSent _,
          Observed.NeighbourEntered _,
          Observed.NeighbourRemoved _,
          Observed.LeaseLine _,
          Observed.ConfigurationLogged _,
          Observed.WouldConfigure _,
          Observed.HostState _ ->
          false;
    };
  }

  private static boolean needs(Observed packet, Observed shown) {
    return switch (shown) {
      case Observed.NeighbourEntered(Ipv4 address, HardwareAddress hardware, var _) ->
          goesTo(packet, address, hardware);
      case Observed.NeighbourRemoved(Ipv4 address) ->
          packet instanceof Observed.Arp(var _, var _, var message)
              && message.target().bits() == address.bits();
      case Observed.LeaseLine(String line) -> isAbout(packet, line);
      case Observed.Dhcp _,
          Observed.Arp _,
          Observed.Echo _,
          Observed.EchoesSent _,
          Observed.ConfigurationLogged _,
          Observed.WouldConfigure _,
          Observed.HostState _ ->
          false;
    };
  }
}
