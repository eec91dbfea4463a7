package org.lessor.linux.packet;

import org.lessor.linux.LinkAddress;

/// The header of an Ethernet frame, for [PacketSocket.Kind#RAW] sockets.
///
/// @param destination six octets
/// @param source six octets
/// @param type an EtherType, 0 to 65535
public record EthernetHeader(LinkAddress destination, LinkAddress source, int type) {
  private static final int ADDRESS_BYTES = 6;
  private static final int SOURCE = ADDRESS_BYTES;
  private static final int TYPE = SOURCE + ADDRESS_BYTES;

  /// What the header takes.
  public static final int SIZE_BYTES = TYPE + 2;

  /// Checks sizes and range.
  public EthernetHeader {
    if (destination.sizeBytes() != ADDRESS_BYTES || source.sizeBytes() != ADDRESS_BYTES) {
      throw new IllegalArgumentException(
          "an Ethernet address has 6 octets: " + destination + ", " + source);
    }
    if (type < 0 || type > 0xffff) {
      throw new IllegalArgumentException("an EtherType is 0 to 65535, not " + type);
    }
  }

  /// The header at `offset` of `frame`, which must have [#SIZE_BYTES] there.
  public static EthernetHeader read(byte[] frame, int offset) {
    return new EthernetHeader(
        LinkAddress.of(frame, offset, offset + ADDRESS_BYTES),
        LinkAddress.of(frame, offset + SOURCE, offset + TYPE),
        Octets.unsignedShort(frame, offset + TYPE));
  }

  /// Writes the header at `offset` of `frame`. Returns its size.
  public int write(byte[] frame, int offset) {
    destination.copyTo(frame, offset);
    source.copyTo(frame, offset + SOURCE);
    Octets.putShort(frame, offset + TYPE, type);
    return SIZE_BYTES;
  }
}
