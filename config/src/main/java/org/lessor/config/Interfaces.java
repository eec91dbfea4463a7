package org.lessor.config;

import java.util.List;
import java.util.Optional;
import org.lessor.wire.Ipv4;

/// Where the server listens (Kea: interfaces-config).
///
/// @param listening the interfaces
/// @param sockets whether clients without an address are answered
public record Interfaces(List<Listening> listening, Sockets sockets) {
  /// Copies the list.
  public Interfaces {
    listening = List.copyOf(listening);
  }

  /// One entry of the list.
  public sealed interface Listening {
    /// `*`: every interface with an address that is up and not a loopback.
    record All() implements Listening {}

    /// `eth0` or `eth0/192.0.2.1`.
    ///
    /// @param name the interface's name
    /// @param address only messages to this address or to everyone are taken, and it is the server
    ///   identifier; empty for the interface's first address
    record Named(String name, Optional<Ipv4> address) implements Listening {}
  }

  /// Kea: dhcp-socket-type.
  public enum Sockets {
    /// Direct clients and relayed ones.
    RAW,
    /// Relayed ones only.
    UDP
  }
}
