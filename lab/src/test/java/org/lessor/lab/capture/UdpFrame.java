package org.lessor.lab.capture;

import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// An Ethernet frame with a UDP datagram over IPv4, to be put together by a test.
///
/// @param source the Ethernet source address
/// @param destination the Ethernet destination address
/// @param from the IP source address
/// @param fromPort the UDP source port
/// @param to the IP destination address
/// @param toPort the UDP destination port
/// @param payload what the datagram carries
public record UdpFrame(
    HardwareAddress source,
    HardwareAddress destination,
    Ipv4 from,
    int fromPort,
    Ipv4 to,
    int toPort,
    Bytes payload) {
  private static final int IP_HEADER = 20;
  private static final int UDP_HEADER = 8;
  private static final int ETHER_TYPE_IPV4 = 0x0800;
  private static final int VERSION_AND_LENGTH = 0x4500;
  private static final int TTL_64_UDP = 0x4011;

  /// What a client without an address sends: from 0.0.0.0:68 to everyone's port 67.
  public static UdpFrame broadcast(HardwareAddress client, Bytes payload) {
    return new UdpFrame(client, Frame.BROADCAST, Ipv4.UNSPECIFIED, 68, Ipv4.BROADCAST, 67, payload);
  }

  /// The frame. It has no UDP checksum, as RFC 768 allows.
  public Bytes encode() {
    int udpLength = UDP_HEADER + payload.length();
    Bytes beforeChecksum =
        Bytes.ofUint16(VERSION_AND_LENGTH)
            .plus(Bytes.ofUint16(IP_HEADER + udpLength))
            .plus(Bytes.ofUint32(0)) // identification; flags and fragment offset
            .plus(Bytes.ofUint16(TTL_64_UDP));
    Bytes addresses = from.toBytes().plus(to.toBytes());
    long sum = FrameDecoder.sum(beforeChecksum.plus(addresses));
    while (sum > 0xffff) {
      sum = (sum & 0xffff) + (sum >> 16);
    }
    return destination
        .address()
        .plus(source.address())
        .plus(Bytes.ofUint16(ETHER_TYPE_IPV4))
        .plus(beforeChecksum)
        .plus(Bytes.ofUint16((int) ~sum & 0xffff))
        .plus(addresses)
        .plus(Bytes.ofUint16(fromPort))
        .plus(Bytes.ofUint16(toPort))
        .plus(Bytes.ofUint16(udpLength))
        .plus(Bytes.ofUint16(0))
        .plus(payload);
  }
}
