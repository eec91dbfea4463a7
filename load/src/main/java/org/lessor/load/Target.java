package org.lessor.load;

import java.util.List;
import org.lessor.transport.Endpoint;
import org.lessor.wire.Ipv4;

/// Which server the clients talk to, and which way.
public sealed interface Target {
  /// Through relay agents that this host plays, one thread each.
  ///
  /// @param agents addresses of this host; the server answers to them, and takes them for the
  ///   clients' subnets. The clients are dealt out among them
  /// @param localPort the port that the agents send from and receive at: a server answers to 67
  /// @param server usually port 67
  record Relayed(List<Ipv4> agents, int localPort, Endpoint server) implements Target {
    /// Throws [IllegalArgumentException] without any agent, or for an address that is no host's.
    public Relayed {
      agents = List.copyOf(agents);
      if (agents.isEmpty()) {
        throw new IllegalArgumentException("a relayed load needs one relay address or more");
      }
      agents.forEach(Addressing.Relayed::new);
    }
  }

  /// As clients on the link of this interface, by raw frames.
  ///
  /// @param interfaceName such as `eth1`
  /// @param serverPort usually 67
  record Direct(String interfaceName, int serverPort) implements Target {}
}
