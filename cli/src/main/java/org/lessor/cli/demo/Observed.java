package org.lessor.cli.demo;

import java.util.List;
import org.lessor.linux.packet.ArpMessage;
import org.lessor.transport.Endpoint;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;

/// Something that was seen during the exchange: a packet on the cable, a change in a kernel, a line
/// in a file, or what the client says.
sealed interface Observed {
  /// A packet. All packets come by one way, in the order in which they passed.
  sealed interface Packet extends Observed {}

  /// What came by another way than the packets.
  sealed interface Reported extends Observed {
    /// Who reported it.
    Source source();
  }

  /// Who reports. Each reports in the order in which things happened, but no two have a clock in
  /// common. What has several causes has them in this order.
  enum Source {
    /// The counter of ICMP messages in the server's kernel.
    ECHO_COUNTER,
    /// The server's lease file.
    LEASE_FILE,
    /// The ARP table of the server's kernel.
    ARP_TABLE,
    /// The client.
    CLIENT
  }

  /// A DHCP message.
  record Dhcp(Passage passage, Message message) implements Packet {}

  /// An ARP message.
  record Arp(HardwareAddress from, HardwareAddress to, ArpMessage message) implements Packet {}

  /// An ICMP echo request or reply (RFC 792).
  ///
  /// @param passage who to whom; ports are 0
  record Echo(Passage passage, EchoKind kind) implements Packet {}

  /// What an echo message is.
  enum EchoKind {
    /// A question.
    REQUEST,
    /// An answer.
    REPLY
  }

  /// The server's kernel was given ICMP echo requests to send. Those for an address that nobody
  /// answers for by ARP never leave it, so the cable does not show them.
  ///
  /// @param total how many, since the server's host was made (`OutEchos` of /proc/net/snmp)
  record EchoesSent(long total) implements Reported {
    @Override
    public Source source() {
      return Source.ECHO_COUNTER;
    }
  }

  /// The ARP table of the server's kernel knows the address from now on.
  ///
  /// @param state how sure the kernel is, in its own word, such as `REACHABLE`
  record NeighbourEntered(Ipv4 address, HardwareAddress hardware, String state)
      implements Reported {
    @Override
    public Source source() {
      return Source.ARP_TABLE;
    }
  }

  /// The ARP table of the server's kernel knows the address no longer.
  record NeighbourRemoved(Ipv4 address) implements Reported {
    @Override
    public Source source() {
      return Source.ARP_TABLE;
    }
  }

  /// A line was added to the server's lease file.
  record LeaseLine(String line) implements Reported {
    @Override
    public Source source() {
      return Source.LEASE_FILE;
    }
  }

  /// The client's log names the configuration that it received.
  ///
  /// @param options each as `name=value`
  record ConfigurationLogged(List<String> options) implements Reported {
    @Override
    public Source source() {
      return Source.CLIENT;
    }
  }

  /// What the client would change on its host, where there is none to change.
  ///
  /// @param changes each such as `address 192.0.2.100/24 for 60 s`
  record WouldConfigure(List<String> changes) implements Reported {
    @Override
    public Source source() {
      return Source.CLIENT;
    }
  }

  /// What the client's host has after the client changed something there.
  record HostState(HostView view) implements Reported {
    @Override
    public Source source() {
      return Source.CLIENT;
    }
  }

  /// The addresses and ports of a packet.
  ///
  /// @param fromLink the Ethernet source; empty where there is no Ethernet
  /// @param toLink the Ethernet destination; empty where there is no Ethernet
  record Passage(HardwareAddress fromLink, HardwareAddress toLink, Endpoint from, Endpoint to) {}
}
