package org.lessor.linux.packet;

import org.lessor.linux.Ip4;

/// The IPv4 and UDP headers of a datagram that is built by hand, to be sent by a [PacketSocket].
///
/// The datagram is whole (never a fragment) and says "don't fragment", so that its identification
/// may be 0 (RFC 6864 section 4.1).
///
/// @param sourceAddress as in [Ip4#bits]
/// @param sourcePort 0 to 65535
/// @param destinationAddress as in [Ip4#bits]
/// @param destinationPort 0 to 65535
/// @param typeOfService the DSCP in the upper six bits, 0 to 255
/// @param timeToLive 1 to 255
public record UdpHeaders(
    int sourceAddress,
    int sourcePort,
    int destinationAddress,
    int destinationPort,
    int typeOfService,
    int timeToLive) {
  /// What both headers take, without options.
  public static final int SIZE_BYTES = UdpPacket.MIN_IP_HEADER_BYTES + UdpPacket.UDP_HEADER_BYTES;

  /// The time to live unless another is asked for.
  public static final int DEFAULT_TIME_TO_LIVE = 64;

  private static final int VERSION_4_NO_OPTIONS = 0x45;
  private static final int DONT_FRAGMENT = 0x4000;

  /// Checks the ranges.
  public UdpHeaders {
    require(sourcePort, 0, 0xffff, "a port");
    require(destinationPort, 0, 0xffff, "a port");
    require(typeOfService, 0, 0xff, "a type of service");
    require(timeToLive, 1, 0xff, "a time to live");
  }

  private static void require(int value, int least, int most, String what) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(what + " is " + least + " to " + most + ", not " + value);
    }
  }

  /// Headers with type of service 0 and the default time to live.
  public static UdpHeaders between(
      Ip4 source, int sourcePort, Ip4 destination, int destinationPort) {
    return new UdpHeaders(
        source.bits(), sourcePort, destination.bits(), destinationPort, 0, DEFAULT_TIME_TO_LIVE);
  }

  /// Writes both headers into `packet` at `offset`, with both checksums, before a payload that
  /// stands at `offset + SIZE_BYTES` already. Returns the size of headers and payload.
  public int write(byte[] packet, int offset, int payloadBytes) {
    int udp = offset + UdpPacket.MIN_IP_HEADER_BYTES;
    int udpBytes = UdpPacket.UDP_HEADER_BYTES + payloadBytes;
    int totalBytes = UdpPacket.MIN_IP_HEADER_BYTES + udpBytes;
    if (totalBytes > 0xffff) {
      throw new IllegalArgumentException("a datagram has at most 65507 bytes: " + payloadBytes);
    }
    packet[offset] = VERSION_4_NO_OPTIONS;
    packet[offset + UdpPacket.TYPE_OF_SERVICE] = (byte) typeOfService;
    Octets.putShort(packet, offset + UdpPacket.TOTAL_LENGTH, totalBytes);
    Octets.putShort(packet, offset + UdpPacket.IDENTIFICATION, 0);
    Octets.putShort(packet, offset + UdpPacket.FRAGMENT, DONT_FRAGMENT);
    packet[offset + UdpPacket.TIME_TO_LIVE] = (byte) timeToLive;
    packet[offset + UdpPacket.PROTOCOL] = UdpPacket.PROTOCOL_UDP;
    Octets.putShort(packet, offset + UdpPacket.HEADER_CHECKSUM, 0);
    Octets.putInt(packet, offset + UdpPacket.SOURCE, sourceAddress);
    Octets.putInt(packet, offset + UdpPacket.DESTINATION, destinationAddress);
    long headerSum = InternetChecksum.add(0, packet, offset, UdpPacket.MIN_IP_HEADER_BYTES);
    Octets.putShort(packet, offset + UdpPacket.HEADER_CHECKSUM, InternetChecksum.of(headerSum));

    Octets.putShort(packet, udp + UdpPacket.SOURCE_PORT, sourcePort);
    Octets.putShort(packet, udp + UdpPacket.DESTINATION_PORT, destinationPort);
    Octets.putShort(packet, udp + UdpPacket.UDP_LENGTH, udpBytes);
    Octets.putShort(packet, udp + UdpPacket.UDP_CHECKSUM, 0);
    int checksum = InternetChecksum.of(UdpPacket.udpSum(packet, offset, udp, udpBytes));
    // RFC 768: 0 would mean that there is no checksum.
    Octets.putShort(packet, udp + UdpPacket.UDP_CHECKSUM, checksum == 0 ? 0xffff : checksum);
    return totalBytes;
  }
}
