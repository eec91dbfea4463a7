package org.lessor.engine;

import java.util.List;
import org.lessor.wire.Ipv4;

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
  /// @param address the server's own address there, which goes out as server identifier unless the
  ///   message was sent to another of them; 0.0.0.0 where it has none
  /// @param addresses all addresses of the interface, which say what network lies there
  public record Inlet(String name, Ipv4 address, List<Ipv4> addresses) {
    /// Copies the list.
    public Inlet {
      addresses = List.copyOf(addresses);
    }
  }

  /// The server's address that the client knows it by: the one that the message was sent to, or
  /// that of the inlet where it was sent to all. Replies come from there.
  public Ipv4 serverAddress() {
    return inlet.addresses.contains(destination) ? destination : inlet.address;
  }

  /// Whether the message was sent to one host and not to all on the link.
  public boolean unicast() {
    return destination.isHost();
  }
}
