package org.lessor.cli.explain;

import org.lessor.wire.MessageType;

/// What a client may send: the messages of RFC 2131, with DHCPREQUEST told apart by what the client
/// means by it (RFC 2131 section 4.3.2).
public enum Kind {
  DISCOVER(MessageType.DHCPDISCOVER),
  /// DHCPREQUEST that takes up this server's offer.
  REQUEST(MessageType.DHCPREQUEST),
  /// DHCPREQUEST of a client that has restarted.
  REBOOT(MessageType.DHCPREQUEST),
  /// DHCPREQUEST by unicast.
  RENEW(MessageType.DHCPREQUEST),
  /// DHCPREQUEST by broadcast, with ciaddr.
  REBIND(MessageType.DHCPREQUEST),
  INFORM(MessageType.DHCPINFORM),
  RELEASE(MessageType.DHCPRELEASE),
  DECLINE(MessageType.DHCPDECLINE);

  private final MessageType type;

  Kind(MessageType type) {
    this.type = type;
  }

  MessageType type() {
    return type;
  }

  /// Whether the client tells its address in ciaddr, rather than in option 50.
  boolean hasCiaddr() {
    return this == RENEW || this == REBIND || this == INFORM || this == RELEASE;
  }

  /// Whether it makes no sense without an address.
  boolean needsAddress() {
    return this != DISCOVER && this != INFORM;
  }

  /// Whether it names the server that it is for.
  boolean namesServer() {
    return this == REQUEST || this == RELEASE || this == DECLINE;
  }
}
