package org.lessor.transport;

import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// An Ethernet frame in a [SimulatedNetwork].
record SimulatedFrame(HardwareAddress source, HardwareAddress destination, Content content) {
  static final HardwareAddress EVERYONE = HardwareAddress.ethernet("ff:ff:ff:ff:ff:ff");

  /// What a frame carries.
  sealed interface Content permits Arp, Ip {}

  record Arp(ArpPacket packet) implements Content {}

  /// A packet with an IP header, as far as it matters here.
  record Ip(Ipv4 source, Ipv4 destination, int ttl, Body body) implements Content {
    static final int INITIAL_TTL = 64;

    static Ip of(Ipv4 source, Ipv4 destination, Body body) {
      return new Ip(source, destination, INITIAL_TTL, body);
    }

    Ip forwarded() {
      return new Ip(source, destination, ttl - 1, body);
    }
  }

  /// What an IP packet carries.
  sealed interface Body permits Udp, Echo {}

  record Udp(int sourcePort, int destinationPort, Bytes payload) implements Body {}

  record Echo(EchoKind kind, int identifier, int sequence) implements Body {}

  enum EchoKind {
    REQUEST,
    REPLY
  }
}
