package org.lessor.transport;

import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// An Ethernet frame in a [SimulatedNetwork].
///
/// @param source the link address of the interface that sent it
/// @param destination the link address that it is for
/// @param content what it carries
public record SimulatedFrame(HardwareAddress source, HardwareAddress destination, Content content) {
  /// The destination of frames for all on the link.
  public static final HardwareAddress EVERYONE = HardwareAddress.ethernet("ff:ff:ff:ff:ff:ff");

  /// What a frame carries.
  public sealed interface Content permits Arp, Ip {}

  /// An ARP packet.
  public record Arp(ArpPacket packet) implements Content {}

  /// A packet with an IP header, as far as it matters here.
  ///
  /// @param ttl by how many routers, and one, it may still pass
  /// @param body what it carries
  public record Ip(Ipv4 source, Ipv4 destination, int ttl, Body body) implements Content {
    static final int INITIAL_TTL = 64;

    static Ip of(Ipv4 source, Ipv4 destination, Body body) {
      return new Ip(source, destination, INITIAL_TTL, body);
    }

    Ip forwarded() {
      return new Ip(source, destination, ttl - 1, body);
    }
  }

  /// What an IP packet carries.
  public sealed interface Body permits Udp, Echo {}

  /// A UDP datagram.
  public record Udp(int sourcePort, int destinationPort, Bytes payload) implements Body {}

  /// An ICMP echo message.
  public record Echo(EchoKind kind, int identifier, int sequence) implements Body {}

  /// Which way an echo goes.
  public enum EchoKind {
    /// It asks.
    REQUEST,
    /// It answers.
    REPLY
  }
}
