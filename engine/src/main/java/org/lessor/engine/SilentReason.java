package org.lessor.engine;

/// Why a message gets no reply and changes nothing. Each has a counter.
public enum SilentReason {
  /// Not a BOOTREQUEST: a reply sent to the server's port.
  NOT_A_REQUEST,
  /// BOOTP, without a message type.
  NO_MESSAGE_TYPE,
  /// A message type that servers do not take.
  UNEXPECTED_MESSAGE_TYPE,
  /// Neither hardware address nor client identifier, or an identifier longer than 255 bytes.
  NO_IDENTITY,
  /// DHCPDISCOVER with a server identifier, DHCPDECLINE without address and the like (RFC 2131
  /// table 5).
  RFC_VIOLATION,
  /// Another server is named and nothing of ours was offered.
  NOT_FOR_US,
  /// The client belongs to the class DROP.
  DROPPED_BY_CLASS,
  /// The client belongs to the class REJECT and asked for an offer.
  REJECTED_BY_CLASS,
  /// The client is on no network of this server.
  NO_SUBNET,
  /// No address is left for this client.
  NO_ADDRESS,
  /// A limit of its classes or of its subnets leaves the client no address ([Limits]).
  LIMIT_REACHED,
  /// A restarting or renewing client of which nothing is known; another server may know it.
  UNKNOWN_CLIENT,
  /// The address asked for is in no pool of this server.
  ADDRESS_NOT_OURS,
  /// DHCPRELEASE or DHCPDECLINE of an address that the client does not hold.
  NOT_THE_HOLDER
}
