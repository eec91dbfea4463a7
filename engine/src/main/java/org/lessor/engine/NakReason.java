package org.lessor.engine;

/// Why a DHCPREQUEST is refused.
public enum NakReason {
  /// The client is on no network of this server.
  NO_SUBNET("no subnet here"),
  /// The address does not belong to the client's network (RFC 2131 section 4.3.2).
  WRONG_NETWORK("address of another network"),
  /// The address is on the client's network, but this server gives it to nobody.
  ADDRESS_NOT_OURS("address not available"),
  /// The address is in a pool or subnet that is not for clients of its classes.
  CLOSED_TO_CLIENT("address not available"),
  /// The client belongs to the class REJECT.
  REJECTED_BY_CLASS("client rejected"),
  /// The address is leased, offered or reserved to somebody else, or set aside.
  ADDRESS_TAKEN("address taken"),
  /// Another address is reserved for the client, and free: it shall ask for that one.
  RESERVED_ELSEWHERE("another address is reserved"),
  /// The client's lease is at another address.
  OTHER_ADDRESS_LEASED("another address is leased"),
  /// The client is not known, and this server knows all clients (authoritative).
  UNKNOWN_CLIENT("no lease known"),
  /// A limit of the client's classes or of its subnet leaves no room for it ([Limits]).
  LIMIT_REACHED("limit reached"),
  /// The address answered when it was asked by ICMP.
  ADDRESS_IN_USE("address in use");

  private final String text;

  NakReason(String text) {
    this.text = text;
  }

  /// What the client is told by option 56 (RFC 2132 section 9.9).
  public String text() {
    return text;
  }
}
