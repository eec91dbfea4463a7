package org.lessor.cli.demo;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.lessor.linux.LinkAddress;
import org.lessor.linux.packet.ArpMessage;
import org.lessor.linux.packet.ArpReading;
import org.lessor.linux.packet.ChecksumState;
import org.lessor.linux.packet.EtherType;
import org.lessor.linux.packet.EthernetHeader;
import org.lessor.linux.packet.UdpPacket;
import org.lessor.server.Ports;
import org.lessor.transport.Endpoint;
import org.lessor.wire.Bytes;
import org.lessor.wire.Decoded;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;

/// Tells what a captured Ethernet frame is: DHCP, ARP or ICMP echo; of all others, nothing.
///
/// Used by one thread at a time.
final class FrameReader {
  private static final int MIN_IP_HEADER_BYTES = 20;
  private static final int ICMP_ECHO_BYTES = 8;
  private static final int PROTOCOL_ICMP = 1;
  private static final int ECHO_REPLY = 0;
  private static final int ECHO_REQUEST = 8;

  private final Ports ports;
  private final UdpPacket udp = new UdpPacket();

  /// @param ports those of DHCP
  FrameReader(Ports ports) {
    this.ports = ports;
  }

  /// What the first `sizeBytes` of `frame` are.
  Optional<Observed.Packet> read(byte[] frame, int sizeBytes, ChecksumState checksum) {
    if (sizeBytes < EthernetHeader.SIZE_BYTES) {
      return Optional.empty();
    }
    EthernetHeader ethernet = EthernetHeader.read(frame, 0);
    int restBytes = sizeBytes - EthernetHeader.SIZE_BYTES;
    return switch (ethernet.type()) {
      case EtherType.ARP -> arp(frame, restBytes, ethernet);
      case EtherType.IPV4 -> {
        var outcome = udp.read(frame, EthernetHeader.SIZE_BYTES, restBytes, checksum);
        yield outcome == UdpPacket.Outcome.UDP
            ? dhcp(frame, ethernet)
            : echo(frame, restBytes, ethernet);
      }
      default -> Optional.empty();
    };
  }

  private static Optional<Observed.Packet> arp(
      byte[] frame, int sizeBytes, EthernetHeader ethernet) {
    ArpReading reading = ArpMessage.read(frame, EthernetHeader.SIZE_BYTES, sizeBytes);
    return switch (reading) {
      case ArpMessage message ->
          Optional.of(
              new Observed.Arp(
                  hardware(ethernet.source()), hardware(ethernet.destination()), message));
      case ArpReading.Malformed _ -> Optional.empty();
    };
  }

  private Optional<Observed.Packet> dhcp(byte[] frame, EthernetHeader ethernet) {
    Endpoint from = new Endpoint(new Ipv4(udp.sourceAddress()), udp.sourcePort());
    Endpoint to = new Endpoint(new Ipv4(udp.destinationAddress()), udp.destinationPort());
    if (to.port() != ports.server() && to.port() != ports.client()) {
      return Optional.empty();
    }
    Decoded decoded = Message.decode(frame, udp.payloadOffset(), udp.payloadBytes());
    return switch (decoded) {
      case Decoded.Ok(Message message) ->
          Optional.of(new Observed.Dhcp(passage(ethernet, from, to), message));
      case Decoded.Malformed _ -> Optional.empty();
    };
  }

  private static Optional<Observed.Packet> echo(
      byte[] frame, int sizeBytes, EthernetHeader ethernet) {
    if (sizeBytes < MIN_IP_HEADER_BYTES) {
      return Optional.empty();
    }
    ByteBuffer ip = ByteBuffer.wrap(frame, EthernetHeader.SIZE_BYTES, sizeBytes).slice();
    int headerBytes = (ip.get(0) & 0xf) * 4;
    boolean icmp =
        ip.get(0) >>> 4 == 4
            && ip.get(9) == PROTOCOL_ICMP
            && headerBytes >= MIN_IP_HEADER_BYTES
            && headerBytes + ICMP_ECHO_BYTES <= sizeBytes;
    if (!icmp) {
      return Optional.empty();
    }
    Endpoint from = new Endpoint(new Ipv4(ip.getInt(12)), 0);
    Endpoint to = new Endpoint(new Ipv4(ip.getInt(16)), 0);
    Observed.Passage passage = passage(ethernet, from, to);
    return switch (ip.get(headerBytes)) {
      case ECHO_REQUEST -> Optional.of(new Observed.Echo(passage, Observed.EchoKind.REQUEST));
      case ECHO_REPLY -> Optional.of(new Observed.Echo(passage, Observed.EchoKind.REPLY));
      default -> Optional.empty();
    };
  }

  private static Observed.Passage passage(EthernetHeader ethernet, Endpoint from, Endpoint to) {
    return new Observed.Passage(
        hardware(ethernet.source()), hardware(ethernet.destination()), from, to);
  }

  /// The same address in the words of DHCP.
  static HardwareAddress hardware(LinkAddress address) {
    return new HardwareAddress(HardwareAddress.ETHERNET, Bytes.of(address.toBytes()));
  }
}
