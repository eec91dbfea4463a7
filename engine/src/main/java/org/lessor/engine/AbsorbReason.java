package org.lessor.engine;

/// Why leases change without a reply.
public enum AbsorbReason {
  /// DHCPRELEASE: the client gave its lease back.
  RELEASED,
  /// DHCPDECLINE: the client found the address in use.
  DECLINED,
  /// DHCPREQUEST naming another server: our offer is taken back.
  OTHER_SERVER_SELECTED
}
