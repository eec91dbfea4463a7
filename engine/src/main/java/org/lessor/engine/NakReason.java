package org.lessor.engine;

/// Why a DHCPREQUEST is refused.
public enum NakReason {
  /// The client is on no network of this server.
  NO_SUBNET,
  /// The address does not belong to the client's network (RFC 2131 section 4.3.2).
  WRONG_NETWORK,
  /// The address is on the client's network, but this server gives it to nobody.
  ADDRESS_NOT_OURS,
  /// The address is leased, offered or reserved to somebody else, or set aside.
  ADDRESS_TAKEN,
  /// Another address is reserved for the client, and free: it shall ask for that one.
  RESERVED_ELSEWHERE,
  /// The client's lease is at another address.
  OTHER_ADDRESS_LEASED,
  /// The client is not known, and this server knows all clients (authoritative).
  UNKNOWN_CLIENT,
  /// The address answered when it was asked by ICMP.
  ADDRESS_IN_USE
}
