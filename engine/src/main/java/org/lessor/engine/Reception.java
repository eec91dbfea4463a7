package org.lessor.engine;

import java.util.List;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;

/// How a message came in.
///
/// @param inlet where
/// @param source the sender's address, 0.0.0.0 for a client without one
/// @param sourcePort the sender's UDP port
/// @param destination the address that the message was sent to
public record Reception(Inlet inlet, Ipv4 source, int sourcePort, Ipv4 destination) {
  /// A place where messages come in: a network interface of the server.
  ///
  /// @param name such as `eth1`
  /// @param address the server's own address there, which goes out as server identifier; 0.0.0.0
  ///   where it has none
  /// @param prefixes the blocks that its addresses lie in
  public record Inlet(String name, Ipv4 address, List<Ipv4Prefix> prefixes) {
    /// Copies the list.
    public Inlet {
      prefixes = List.copyOf(prefixes);
    }
  }
}
