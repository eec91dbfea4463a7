package org.lessor.transport;

import org.jspecify.annotations.Nullable;
import org.lessor.linux.Errno;
import org.lessor.wire.Ipv4;

/// How a packet leaves a [SimulatedHost]: what its kernel would check and fill in.
final class SimulatedDeparture {
  private SimulatedDeparture() {}

  /// Sends `packet` by `out` (null: as the host finds a way). Returns 0 or why not.
  static int of(
      OutboundPacket packet, SimulatedHost host, @Nullable SimulatedInterface out, int udpPort) {
    if (packet.length() > PacketPort.MAX_PAYLOAD_BYTES) {
      return Errno.EMSGSIZE;
    }
    if (out != null && !out.isUp()) {
      return Errno.ENETDOWN;
    }
    var udp = new SimulatedFrame.Udp(udpPort, packet.destinationPort(), packet.payload());
    Ipv4 source = packet.source();
    return switch (packet.way()) {
      case FRAME -> {
        if (out == null) {
          yield Errno.ENODEV;
        }
        out.send(
            packet.hardware().orElseThrow(),
            SimulatedFrame.Ip.of(source, packet.destination(), udp));
        yield 0;
      }
      case BROADCAST -> {
        if (out == null) {
          yield Errno.ENODEV;
        }
        if (!source.isUnspecified() && !host.has(source)) {
          yield Errno.EINVAL;
        }
        Ipv4 from = source.isUnspecified() ? out.firstAddress() : source;
        out.send(SimulatedFrame.EVERYONE, SimulatedFrame.Ip.of(from, Ipv4.BROADCAST, udp));
        yield 0;
      }
      case UNICAST -> {
        if (!source.isUnspecified() && !host.has(source)) {
          yield Errno.EINVAL;
        }
        Ipv4 from = source.isUnspecified() ? host.addressTowards(out) : source;
        if (from.isUnspecified()) {
          yield Errno.ENETUNREACH;
        }
        host.send(out, SimulatedFrame.Ip.of(from, packet.destination(), udp));
        yield 0;
      }
    };
  }
}
