package org.lessor.wire;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The DHCP message type, option 53 (RFC 2132 section 9.6 and the IANA registry).
public enum MessageType {
  /// From a client: who can give me an address?
  DHCPDISCOVER(1),
  /// From a server: this one is yours if you ask for it.
  DHCPOFFER(2),
  /// From a client: I take the offer, or, may I keep what I have?
  DHCPREQUEST(3),
  /// From a client: somebody uses that address already.
  DHCPDECLINE(4),
  /// From a server: the address is yours.
  DHCPACK(5),
  /// From a server: you may not use that address.
  DHCPNAK(6),
  /// From a client: I no longer need the address.
  DHCPRELEASE(7),
  /// From a client: I have an address and want the other settings.
  DHCPINFORM(8),
  /// RFC 3203.
  DHCPFORCERENEW(9),
  /// RFC 4388.
  DHCPLEASEQUERY(10),
  /// RFC 4388.
  DHCPLEASEUNASSIGNED(11),
  /// RFC 4388.
  DHCPLEASEUNKNOWN(12),
  /// RFC 4388.
  DHCPLEASEACTIVE(13),
  /// RFC 6926.
  DHCPBULKLEASEQUERY(14),
  /// RFC 6926.
  DHCPLEASEQUERYDONE(15),
  /// RFC 7724.
  DHCPACTIVELEASEQUERY(16),
  /// RFC 7724.
  DHCPLEASEQUERYSTATUS(17),
  /// RFC 7724.
  DHCPTLS(18);

  /// Every answer of [#of], made once: it is asked for each packet.
  private static final List<Optional<MessageType>> BY_CODE =
      IntStream.range(0, 256)
          .mapToObj(code -> Stream.of(values()).filter(type -> type.code == code).findFirst())
          .toList();

  private final int code;

  MessageType(int code) {
    this.code = code;
  }

  /// The value on the wire.
  public int code() {
    return code;
  }

  /// The type of that value, 0 to 255; empty where none is assigned.
  public static Optional<MessageType> of(int code) {
    return BY_CODE.get(code);
  }
}
