package org.lessor.lab.simulation;

import org.lessor.transport.SimulatedFrame;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;

/// A DHCP message as it was sent over a link.
///
/// @param atNanos when
/// @param link the number of the link
record Sighting(
    long atNanos,
    int link,
    SimulatedFrame frame,
    SimulatedFrame.Ip ip,
    SimulatedFrame.Udp udp,
    Message message) {

  HardwareAddress sender() {
    return frame.source();
  }

  MessageType type() {
    return message.messageType().orElseThrow(() -> new AssertionError("no type: " + message));
  }

  Ipv4 yiaddr() {
    return message.yiaddr();
  }

  @Override
  public String toString() {
    return type()
        + " "
        + frame.source()
        + " -> "
        + frame.destination()
        + " "
        + ip.source()
        + ":"
        + udp.sourcePort()
        + " -> "
        + ip.destination()
        + ":"
        + udp.destinationPort()
        + " link="
        + link
        + " xid="
        + message.xid()
        + " chaddr="
        + message.chaddr()
        + " secs="
        + message.secs()
        + (message.broadcast() ? " broadcast" : "")
        + (message.ciaddr().isUnspecified() ? "" : " ciaddr=" + message.ciaddr())
        + (message.yiaddr().isUnspecified() ? "" : " yiaddr=" + message.yiaddr())
        + (message.giaddr().isUnspecified() ? "" : " giaddr=" + message.giaddr())
        + Told.option(message, "requested")
        + Told.option(message, "server")
        + Told.option(message, "lease-time");
  }
}
