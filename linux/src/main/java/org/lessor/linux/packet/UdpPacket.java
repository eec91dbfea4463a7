package org.lessor.linux.packet;

/// A window on an IPv4 packet that should hold a whole UDP datagram.
///
/// [#read] looks at the packet once; after [Outcome#UDP] no accessor can fail, until the bytes
/// change. Bytes behind the packet's own length (padding of short Ethernet frames) are left out.
/// Reused for each packet; used by one thread at a time.
public final class UdpPacket {
  /// What was found.
  public enum Outcome {
    /// A UDP datagram, right in all that can be checked.
    UDP,
    /// Fewer bytes than an IPv4 header has, or says that it has.
    SHORT_IP_HEADER,
    /// Another version of IP.
    NOT_IPV4,
    /// A header size below 20.
    WRONG_IP_HEADER_SIZE,
    /// A total length below that of the header, or beyond the bytes there are.
    WRONG_IP_LENGTH,
    /// The checksum of the IP header does not fit it.
    WRONG_IP_CHECKSUM,
    /// Another protocol over IP.
    NOT_UDP,
    /// A part of a datagram.
    FRAGMENT,
    /// Fewer bytes than a UDP header has.
    SHORT_UDP_HEADER,
    /// A UDP length below that of the header, or beyond the IP packet.
    WRONG_UDP_LENGTH,
    /// The checksum of the UDP datagram does not fit it.
    WRONG_UDP_CHECKSUM
  }

  /// RFC 791 section 3.1.
  static final int TYPE_OF_SERVICE = 1;

  static final int TOTAL_LENGTH = TYPE_OF_SERVICE + 1;
  static final int IDENTIFICATION = TOTAL_LENGTH + 2;
  static final int FRAGMENT = IDENTIFICATION + 2;
  static final int TIME_TO_LIVE = FRAGMENT + 2;
  static final int PROTOCOL = TIME_TO_LIVE + 1;
  static final int HEADER_CHECKSUM = PROTOCOL + 1;
  static final int SOURCE = HEADER_CHECKSUM + 2;
  static final int DESTINATION = SOURCE + 4;
  static final int MIN_IP_HEADER_BYTES = DESTINATION + 4;

  /// RFC 768.
  static final int SOURCE_PORT = 0;

  static final int DESTINATION_PORT = SOURCE_PORT + 2;
  static final int UDP_LENGTH = DESTINATION_PORT + 2;
  static final int UDP_CHECKSUM = UDP_LENGTH + 2;
  static final int UDP_HEADER_BYTES = UDP_CHECKSUM + 2;

  static final byte PROTOCOL_UDP = 17;

  /// "More fragments", and the fragment's place.
  private static final int FRAGMENT_MASK = 0x3fff;

  private byte[] bytes = new byte[MIN_IP_HEADER_BYTES + UDP_HEADER_BYTES];
  private int ip;
  private int udp = MIN_IP_HEADER_BYTES;
  private int payloadBytes;

  /// A window on nothing yet.
  public UdpPacket() {}

  /// Points the window at the packet whose IPv4 header begins at `offset` of `packet`, within
  /// `sizeBytes`, and says what is there. Only after [Outcome#UDP] do the accessors mean anything.
  public Outcome read(byte[] packet, int offset, int sizeBytes, ChecksumState checksum) {
    if (sizeBytes < MIN_IP_HEADER_BYTES) {
      return Outcome.SHORT_IP_HEADER;
    }
    if (packet[offset] >>> 4 != 4) {
      return Outcome.NOT_IPV4;
    }
    int headerBytes = (packet[offset] & 0xf) * 4;
    if (headerBytes < MIN_IP_HEADER_BYTES) {
      return Outcome.WRONG_IP_HEADER_SIZE;
    }
    if (headerBytes > sizeBytes) {
      return Outcome.SHORT_IP_HEADER;
    }
    int totalBytes = Octets.unsignedShort(packet, offset + TOTAL_LENGTH);
    if (totalBytes < headerBytes || totalBytes > sizeBytes) {
      return Outcome.WRONG_IP_LENGTH;
    }
    if (InternetChecksum.of(InternetChecksum.add(0, packet, offset, headerBytes)) != 0) {
      return Outcome.WRONG_IP_CHECKSUM;
    }
    if (packet[offset + PROTOCOL] != PROTOCOL_UDP) {
      return Outcome.NOT_UDP;
    }
    if ((Octets.unsignedShort(packet, offset + FRAGMENT) & FRAGMENT_MASK) != 0) {
      return Outcome.FRAGMENT;
    }
    return readUdp(packet, offset, headerBytes, totalBytes - headerBytes, checksum);
  }

  private Outcome readUdp(
      byte[] packet, int offset, int headerBytes, int roomBytes, ChecksumState checksum) {
    int start = offset + headerBytes;
    if (roomBytes < UDP_HEADER_BYTES) {
      return Outcome.SHORT_UDP_HEADER;
    }
    int lengthBytes = Octets.unsignedShort(packet, start + UDP_LENGTH);
    if (lengthBytes < UDP_HEADER_BYTES || lengthBytes > roomBytes) {
      return Outcome.WRONG_UDP_LENGTH;
    }
    boolean toCheck =
        checksum == ChecksumState.COMPLETE
            && Octets.unsignedShort(packet, start + UDP_CHECKSUM) != 0;
    if (toCheck && InternetChecksum.of(udpSum(packet, offset, start, lengthBytes)) != 0) {
      return Outcome.WRONG_UDP_CHECKSUM;
    }
    bytes = packet;
    ip = offset;
    udp = start;
    payloadBytes = lengthBytes - UDP_HEADER_BYTES;
    return Outcome.UDP;
  }

  /// The sum over the pseudo header and the datagram (RFC 768).
  static long udpSum(byte[] packet, int ip, int udp, int lengthBytes) {
    long pseudo = InternetChecksum.add(PROTOCOL_UDP + lengthBytes, packet, ip + SOURCE, 8);
    return InternetChecksum.add(pseudo, packet, udp, lengthBytes);
  }

  /// The source in the IP header, as in [org.lessor.linux.Ip4#bits].
  public int sourceAddress() {
    return Octets.toInt(bytes, ip + SOURCE);
  }

  /// The destination in the IP header, as in [org.lessor.linux.Ip4#bits].
  public int destinationAddress() {
    return Octets.toInt(bytes, ip + DESTINATION);
  }

  /// 0 to 65535.
  public int sourcePort() {
    return Octets.unsignedShort(bytes, udp + SOURCE_PORT);
  }

  /// 0 to 65535.
  public int destinationPort() {
    return Octets.unsignedShort(bytes, udp + DESTINATION_PORT);
  }

  /// 0 to 255.
  public int timeToLive() {
    return bytes[ip + TIME_TO_LIVE] & 0xff;
  }

  /// Where in the array given to [#read] the payload begins.
  public int payloadOffset() {
    return udp + UDP_HEADER_BYTES;
  }

  /// The size of the payload, 0 to 65507.
  public int payloadBytes() {
    return payloadBytes;
  }
}
