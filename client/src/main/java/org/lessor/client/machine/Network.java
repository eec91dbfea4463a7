package org.lessor.client.machine;

import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;

/// What tells one network from another before there is an address: who serves it, and through which
/// relay agent.
///
/// @param server the server identifier
/// @param relay `giaddr`; 0.0.0.0 where the server is on the link
public record Network(Ipv4 server, Ipv4 relay) {
  /// The network that a reply came from.
  static Network of(Message reply, Ipv4 serverId) {
    return new Network(serverId, reply.giaddr());
  }

  @Override
  public String toString() {
    return relay.isUnspecified() ? server.toString() : server + "@" + relay;
  }
}
