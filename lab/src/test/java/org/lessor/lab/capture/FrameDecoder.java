package org.lessor.lab.capture;

import java.time.Instant;
import org.lessor.lab.capture.Frame.Arp;
import org.lessor.lab.capture.Frame.Checksum;
import org.lessor.lab.capture.Frame.Content;
import org.lessor.lab.capture.Frame.Direction;
import org.lessor.lab.capture.Frame.Icmp;
import org.lessor.lab.capture.Frame.Other;
import org.lessor.lab.capture.Frame.Udp;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// Takes frames apart. What does not fit its format becomes [Other], never an exception.
final class FrameDecoder {
  /// The length of the two addresses that a frame begins with.
  static final int ETHERNET_ADDRESSES = 12;

  /// The type that announces a VLAN tag (IEEE 802.1Q).
  static final int ETHER_TYPE_VLAN = 0x8100;

  private static final int ETHERNET_HEADER = ETHERNET_ADDRESSES + 2;
  private static final int ETHER_TYPE_IPV4 = 0x0800;
  private static final int ETHER_TYPE_ARP = 0x0806;
  private static final int VLAN_TAG = 4;
  private static final int ARP_LENGTH = 28;
  private static final int IP_MIN_HEADER = 20;
  private static final int IP_MORE_FRAGMENTS_AND_OFFSET = 0x3fff;
  private static final int PROTOCOL_ICMP = 1;
  private static final int PROTOCOL_UDP = 17;
  private static final int UDP_HEADER = 8;
  private static final int ICMP_HEADER = 4;

  /// Whether the kernel vouches for the frame's checksums.
  enum Checksums {
    /// They are in the frame.
    FILLED_IN,
    /// They were left to a network card that does not exist (TP_STATUS_CSUMNOTREADY, packet(7)).
    NOT_READY
  }

  /// What a packet socket says beside a frame.
  ///
  /// @param time when the kernel saw it
  /// @param direction which way it went
  /// @param vlanTag the VLAN tag that the kernel took out of it, -1 if there was none
  /// @param checksums whether its checksums are there
  record Reception(Instant time, Direction direction, int vlanTag, Checksums checksums) {}

  private FrameDecoder() {}

  static Frame decode(Bytes frame, Reception reception) {
    int vlanTag = reception.vlanTag();
    Bytes untagged = frame;
    if (vlanTag < 0
        && frame.length() >= ETHERNET_HEADER + VLAN_TAG
        && frame.uint16(ETHERNET_ADDRESSES) == ETHER_TYPE_VLAN) {
      vlanTag = frame.uint16(ETHERNET_HEADER);
      untagged = frame.slice(0, ETHERNET_ADDRESSES).plus(frame.from(ETHERNET_ADDRESSES + VLAN_TAG));
    }
    if (untagged.length() < ETHERNET_HEADER) {
      throw new AssertionError("the kernel handed over a frame without a header: " + frame);
    }
    int etherType = untagged.uint16(ETHERNET_ADDRESSES);
    return new Frame(
        reception.time(),
        reception.direction(),
        hardware(untagged, 6),
        hardware(untagged, 0),
        vlanTag,
        etherType,
        content(etherType, untagged.from(ETHERNET_HEADER), reception.checksums()),
        untagged);
  }

  private static Content content(int etherType, Bytes payload, Checksums checksums) {
    return switch (etherType) {
      case ETHER_TYPE_ARP -> arp(payload);
      case ETHER_TYPE_IPV4 -> ipv4(payload, checksums);
      default -> new Other(payload);
    };
  }

  private static Content arp(Bytes packet) {
    boolean ethernetAndIpv4 =
        packet.length() >= ARP_LENGTH
            && packet.uint16(0) == HardwareAddress.ETHERNET
            && packet.uint16(2) == ETHER_TYPE_IPV4
            && packet.at(4) == 6
            && packet.at(5) == 4;
    return ethernetAndIpv4
        ? new Arp(
            packet.uint16(6),
            hardware(packet, 8),
            ipv4(packet, 14),
            hardware(packet, 18),
            ipv4(packet, 24))
        : new Other(packet);
  }

  private static Content ipv4(Bytes packet, Checksums checksums) {
    if (packet.length() < IP_MIN_HEADER || packet.at(0) >> 4 != 4) {
      return new Other(packet);
    }
    int headerLength = (packet.at(0) & 0xf) * 4;
    int totalLength = packet.uint16(2);
    boolean fragment = (packet.uint16(6) & IP_MORE_FRAGMENTS_AND_OFFSET) != 0;
    if (headerLength < IP_MIN_HEADER
        || totalLength < headerLength
        || totalLength > packet.length()
        || fragment) {
      return new Other(packet);
    }
    Bytes payload = packet.slice(headerLength, totalLength); // what follows is Ethernet's padding
    return switch (packet.at(9)) {
      case PROTOCOL_UDP -> udp(packet, payload, checksums);
      case PROTOCOL_ICMP -> icmp(packet, payload);
      default -> new Other(packet);
    };
  }

  private static Content udp(Bytes packet, Bytes datagram, Checksums checksums) {
    if (datagram.length() < UDP_HEADER
        || datagram.uint16(4) < UDP_HEADER
        || datagram.uint16(4) > datagram.length()) {
      return new Other(packet);
    }
    Bytes exact = datagram.slice(0, datagram.uint16(4));
    return new Udp(
        ipv4(packet, 12),
        exact.uint16(0),
        ipv4(packet, 16),
        exact.uint16(2),
        packet.at(8),
        checksum(packet, exact, checksums),
        exact.from(UDP_HEADER));
  }

  private static Checksum checksum(Bytes packet, Bytes datagram, Checksums checksums) {
    if (checksums == Checksums.NOT_READY) {
      return Checksum.NOT_READY;
    }
    if (datagram.uint16(6) == 0) {
      return Checksum.ABSENT;
    }
    long sum = PROTOCOL_UDP + datagram.length() + sum(packet.slice(12, 20)) + sum(datagram);
    while (sum > 0xffff) {
      sum = (sum & 0xffff) + (sum >> 16);
    }
    return sum == 0xffff ? Checksum.RIGHT : Checksum.WRONG;
  }

  /// The sum of 16-bit words, an odd byte at the end taken as the upper half of one (RFC 1071).
  static long sum(Bytes bytes) {
    long sum = 0;
    for (int i = 0; i + 1 < bytes.length(); i += 2) {
      sum += bytes.uint16(i);
    }
    return bytes.length() % 2 == 0 ? sum : sum + (bytes.at(bytes.length() - 1) << 8);
  }

  private static Content icmp(Bytes packet, Bytes message) {
    return message.length() < ICMP_HEADER
        ? new Other(packet)
        : new Icmp(
            ipv4(packet, 12),
            ipv4(packet, 16),
            message.at(0),
            message.at(1),
            message.from(ICMP_HEADER));
  }

  private static HardwareAddress hardware(Bytes bytes, int offset) {
    return new HardwareAddress(HardwareAddress.ETHERNET, bytes.slice(offset, offset + 6));
  }

  private static Ipv4 ipv4(Bytes bytes, int offset) {
    return new Ipv4((int) bytes.uint32(offset));
  }
}
