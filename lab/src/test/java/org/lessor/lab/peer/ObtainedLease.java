package org.lessor.lab.peer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.lessor.wire.Ipv4;

/// What a client says that it has got.
///
/// @param address its address
/// @param prefixLength the length of the subnet's prefix
/// @param routers the routers, the first choice first
/// @param dns the name servers
/// @param leaseTime the lifetime of the lease
/// @param server the server identifier
/// @param variables all that the client told, under its own names
public record ObtainedLease(
    Ipv4 address,
    int prefixLength,
    List<Ipv4> routers,
    List<Ipv4> dns,
    Duration leaseTime,
    Ipv4 server,
    Map<String, String> variables) {
  /// Copies the collections.
  public ObtainedLease {
    routers = List.copyOf(routers);
    dns = List.copyOf(dns);
    variables = Map.copyOf(variables);
  }
}
