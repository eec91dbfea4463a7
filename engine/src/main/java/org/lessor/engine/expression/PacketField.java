package org.lessor.engine.expression;

import java.util.Arrays;
import java.util.Optional;
import org.lessor.engine.Reception;
import org.lessor.wire.ByteWindow;
import org.lessor.wire.DhcpMessage;

/// `pkt` and `pkt4`: how the packet came in, and its fixed fields. Addresses are four bytes, and so
/// are all numbers.
enum PacketField implements Value {
  /// The name of the interface.
  IFACE("pkt", "iface"),
  /// The sender's address.
  SRC("pkt", "src"),
  /// The address that it was sent to.
  DST("pkt", "dst"),
  /// The length of the message, as Kea counts it: fixed fields and options, without magic cookie,
  /// end mark and padding.
  LEN("pkt", "len"),
  /// The first `hlen` bytes of `chaddr`.
  MAC("pkt4", "mac"),
  /// The length of the hardware address.
  HLEN("pkt4", "hlen"),
  /// The type of the hardware address.
  HTYPE("pkt4", "htype"),
  /// The field of that name.
  CIADDR("pkt4", "ciaddr"),
  /// The field of that name.
  GIADDR("pkt4", "giaddr"),
  /// The field of that name.
  YIADDR("pkt4", "yiaddr"),
  /// The field of that name.
  SIADDR("pkt4", "siaddr"),
  /// Option 53; 0 where it is absent.
  MSGTYPE("pkt4", "msgtype"),
  /// The field `xid`.
  TRANSID("pkt4", "transid");

  private static final int MESSAGE_TYPE = 53;
  private static final int FIXED_FIELDS_SIZE = 236;
  private static final int OPTION_HEADER_SIZE = 2;

  private final String group;
  private final String member;

  PacketField(String group, String member) {
    this.group = group;
    this.member = member;
  }

  /// The field that is written `group.member`.
  static Optional<PacketField> named(String group, String member) {
    return Arrays.stream(values())
        .filter(field -> field.group.equals(group) && field.member.equals(member))
        .findFirst();
  }

  /// The members of that group.
  static String membersOf(String group) {
    return String.join(
        ", ",
        Arrays.stream(values())
            .filter(field -> field.group.equals(group))
            .map(field -> field.member)
            .toList());
  }

  @Override
  public void read(Facts facts, ByteWindow out) {
    DhcpMessage message = facts.message();
    Reception reception = facts.reception();
    switch (this) {
      case IFACE -> facts.show(reception.inlet().name(), out);
      case SRC -> facts.show(reception.source().bits(), out);
      case DST -> facts.show(reception.destination().bits(), out);
      case LEN -> facts.show(length(message), out);
      case MAC -> message.hardwareAddress(out);
      case HLEN -> facts.show(message.hlen(), out);
      case HTYPE -> facts.show(message.htype(), out);
      case CIADDR -> facts.show(message.ciaddr().bits(), out);
      case GIADDR -> facts.show(message.giaddr().bits(), out);
      case YIADDR -> facts.show(message.yiaddr().bits(), out);
      case SIADDR -> facts.show(message.siaddr().bits(), out);
      case MSGTYPE -> {
        boolean typed = message.option(MESSAGE_TYPE, out) && !out.isEmpty();
        facts.show(typed ? out.at(0) : 0, out);
      }
      case TRANSID -> facts.show(message.xid().bits(), out);
    }
  }

  private static int length(DhcpMessage message) {
    int[] length = {FIXED_FIELDS_SIZE};
    message.forEachOption((value, _) -> length[0] += OPTION_HEADER_SIZE + value.length());
    return length[0];
  }
}
