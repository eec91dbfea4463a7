package org.lessor.wire;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The DHCP message type, option 53 (RFC 2132 section 9.6 and the IANA registry).
public enum MessageType {
  DHCPDISCOVER(1),
  DHCPOFFER(2),
  DHCPREQUEST(3),
  DHCPDECLINE(4),
  DHCPACK(5),
  DHCPNAK(6),
  DHCPRELEASE(7),
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

  private static final @Nullable MessageType[] BY_CODE = new @Nullable MessageType[256];

  static {
    for (MessageType type : values()) {
      BY_CODE[type.code] = type;
    }
  }

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
    return Optional.ofNullable(BY_CODE[code]);
  }
}
