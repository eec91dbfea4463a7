package org.lessor.transport;

import org.lessor.wire.Ipv4;

/// A UDP address and port.
///
/// @param port 0 to 65535
public record Endpoint(Ipv4 address, int port) {
  /// Throws [IllegalArgumentException] if the port is out of range.
  public Endpoint {
    if (port < 0 || port > 0xffff) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
    }
  }

  /// `192.0.2.1:67`.
  @Override
  public String toString() {
    return address + ":" + port;
  }
}
