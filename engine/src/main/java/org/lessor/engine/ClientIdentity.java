package org.lessor.engine;

import java.util.Optional;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;

/// By what a client is told from others (RFC 2131 section 4.2, RFC 4361, RFC 6842).
///
/// @param chaddr the hardware address; empty where the client sent none
/// @param clientId the value of option 61; empty where absent or not to be looked at
public record ClientIdentity(HardwareAddress chaddr, Optional<Bytes> clientId) {
  /// Whether both are the same client: by client identifier where both have one, otherwise by the
  /// bytes of the hardware address. Its type does not count: a lease file does not keep it, and a
  /// client must have its lease after a restart as well.
  public boolean matches(ClientIdentity other) {
    if (clientId.isPresent() && other.clientId.isPresent()) {
      return clientId.equals(other.clientId);
    }
    return !chaddr.isEmpty() && chaddr.address().equals(other.chaddr.address());
  }

  /// Whether both are the same client and not merely such as may take over from each other: by
  /// client identifier, or by hardware address where neither has one. Several clients with
  /// identifiers can share a hardware address, as a boot loader and a system or a host and what
  /// runs on it do.
  boolean isCertainly(ClientIdentity other) {
    return clientId.isPresent() == other.clientId.isPresent() && matches(other);
  }
}
