package org.lessor.load;

import org.lessor.wire.Ipv4;

/// How the clients' messages reach the server.
public sealed interface Addressing {
  /// As a relay agent passes them on: `giaddr` is set, and the server answers to it.
  ///
  /// @param giaddr our address, which also tells the server the clients' subnet
  record Relayed(Ipv4 giaddr) implements Addressing {
    /// Throws [IllegalArgumentException] where it is no host's address; loopback is one here.
    public Relayed {
      if (!giaddr.isHost() && !giaddr.isLoopback()) {
        throw new IllegalArgumentException("giaddr must be a host's address, not " + giaddr);
      }
    }
  }

  /// As clients on the server's own link send them: broadcast, each from its own Ethernet address,
  /// asking for broadcast replies.
  record Direct() implements Addressing {}
}
