package org.lessor.linux.packet;

import org.lessor.linux.Ip4;
import org.lessor.linux.LinkAddress;

/// An ARP message for IPv4 on Ethernet (RFC 826).
///
/// @param operation `ar$op`
/// @param senderHardware `ar$sha`, 6 octets
/// @param sender `ar$spa`; 0.0.0.0 in a probe
/// @param targetHardware `ar$tha`, 6 octets; all 0 in a request
/// @param target `ar$tpa`
public record ArpMessage(
    Operation operation,
    LinkAddress senderHardware,
    Ip4 sender,
    LinkAddress targetHardware,
    Ip4 target)
    implements ArpReading {
  /// What a message is.
  public enum Operation {
    /// Who has the target address?
    REQUEST(1),
    /// The sender has the sender address.
    REPLY(2);

    private final int number;

    Operation(int number) {
      this.number = number;
    }
  }

  private static final int ADDRESS_BYTES = 6;
  private static final int ETHERNET = 1;
  private static final int IEEE_802 = 6;

  private static final int HARDWARE_TYPE = 0;
  private static final int PROTOCOL_TYPE = HARDWARE_TYPE + 2;
  private static final int HARDWARE_SIZE = PROTOCOL_TYPE + 2;
  private static final int PROTOCOL_SIZE = HARDWARE_SIZE + 1;
  private static final int OPERATION = PROTOCOL_SIZE + 1;
  private static final int SENDER_HARDWARE = OPERATION + 2;
  private static final int SENDER = SENDER_HARDWARE + ADDRESS_BYTES;
  private static final int TARGET_HARDWARE = SENDER + Integer.BYTES;
  private static final int TARGET = TARGET_HARDWARE + ADDRESS_BYTES;

  /// The size of every such message.
  public static final int SIZE_BYTES = TARGET + Integer.BYTES;

  private static final LinkAddress NOBODY = LinkAddress.of("00:00:00:00:00:00");

  /// Checks the sizes.
  public ArpMessage {
    if (senderHardware.sizeBytes() != ADDRESS_BYTES
        || targetHardware.sizeBytes() != ADDRESS_BYTES) {
      throw new IllegalArgumentException(
          "an Ethernet address has 6 octets: " + senderHardware + ", " + targetHardware);
    }
  }

  /// The question whether anyone has `target`, by one who does not claim an address yet (RFC 5227
  /// section 2.1.1).
  public static ArpMessage probe(LinkAddress own, Ip4 target) {
    return new ArpMessage(Operation.REQUEST, own, Ip4.ANY, NOBODY, target);
  }

  /// The statement that `own` has `address` from now on (RFC 5227 section 2.3).
  public static ArpMessage announcement(LinkAddress own, Ip4 address) {
    return new ArpMessage(Operation.REQUEST, own, address, NOBODY, address);
  }

  /// The answer to `question` that `own` has its target.
  public static ArpMessage replyTo(ArpMessage question, LinkAddress own) {
    return new ArpMessage(
        Operation.REPLY,
        /* senderHardware= */ own,
        /* sender= */ question.target,
        /* targetHardware= */ question.senderHardware,
        /* target= */ question.sender);
  }

  /// Whether this asks for an address without claiming one (RFC 5227 section 1.1).
  public boolean isProbe() {
    return operation == Operation.REQUEST && sender.equals(Ip4.ANY);
  }

  /// Reads the message at `offset` of `packet`, within `sizeBytes`; padding behind it is passed
  /// over.
  public static ArpReading read(byte[] packet, int offset, int sizeBytes) {
    if (sizeBytes < SIZE_BYTES) {
      return new Malformed(Reason.TOO_SHORT);
    }
    int hardwareType = Octets.unsignedShort(packet, offset + HARDWARE_TYPE);
    if ((hardwareType != ETHERNET && hardwareType != IEEE_802)
        || packet[offset + HARDWARE_SIZE] != ADDRESS_BYTES) {
      return new Malformed(Reason.OTHER_HARDWARE);
    }
    if (Octets.unsignedShort(packet, offset + PROTOCOL_TYPE) != EtherType.IPV4
        || packet[offset + PROTOCOL_SIZE] != Integer.BYTES) {
      return new Malformed(Reason.OTHER_PROTOCOL);
    }
    int number = Octets.unsignedShort(packet, offset + OPERATION);
    for (Operation operation : Operation.values()) {
      if (operation.number == number) {
        return new ArpMessage(
            operation,
            LinkAddress.of(packet, offset + SENDER_HARDWARE, offset + SENDER),
            new Ip4(Octets.toInt(packet, offset + SENDER)),
            LinkAddress.of(packet, offset + TARGET_HARDWARE, offset + TARGET),
            new Ip4(Octets.toInt(packet, offset + TARGET)));
      }
    }
    return new Malformed(Reason.OTHER_OPERATION);
  }

  /// Writes the message at `offset` of `packet`. Returns its size.
  public int write(byte[] packet, int offset) {
    Octets.putShort(packet, offset + HARDWARE_TYPE, ETHERNET);
    Octets.putShort(packet, offset + PROTOCOL_TYPE, EtherType.IPV4);
    packet[offset + HARDWARE_SIZE] = ADDRESS_BYTES;
    packet[offset + PROTOCOL_SIZE] = Integer.BYTES;
    Octets.putShort(packet, offset + OPERATION, operation.number);
    senderHardware.copyTo(packet, offset + SENDER_HARDWARE);
    Octets.putInt(packet, offset + SENDER, sender.bits());
    targetHardware.copyTo(packet, offset + TARGET_HARDWARE);
    Octets.putInt(packet, offset + TARGET, target.bits());
    return SIZE_BYTES;
  }
}
