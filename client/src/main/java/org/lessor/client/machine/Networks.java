package org.lessor.client.machine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lessor.wire.Ipv4;

/// The address that the client last had in each network that it knows, so that it asks for the
/// right one when it comes back.
///
/// @param addresses at most [#MOST], the latest last
public record Networks(Map<Network, Ipv4> addresses) {
  /// How many networks are remembered.
  public static final int MOST = 16;

  /// No network.
  public static final Networks NONE = new Networks(Map.of());

  /// Keeps a copy in the same order.
  public Networks {
    addresses = Collections.unmodifiableMap(new LinkedHashMap<>(addresses));
    if (addresses.size() > MOST) {
      throw new IllegalArgumentException("more than " + MOST + " networks");
    }
  }

  /// These and this one; the oldest is forgotten where there are too many.
  public Networks and(Network network, Ipv4 address) {
    Map<Network, Ipv4> more = new LinkedHashMap<>(addresses);
    more.remove(network);
    more.put(network, address);
    if (more.size() > MOST) {
      more.remove(more.keySet().iterator().next());
    }
    return new Networks(more);
  }

  /// The address that the client last had there. The ACK of a renewal does not come through the
  /// relay agent: where the network itself is not known, the latest of the same server counts.
  public Optional<Ipv4> in(Network network) {
    Ipv4 exact = addresses.get(network);
    return exact != null
        ? Optional.of(exact)
        : addresses.entrySet().stream()
            .filter(entry -> entry.getKey().server().equals(network.server()))
            .map(Map.Entry::getValue)
            .reduce((_, later) -> later);
  }

  /// Whether the client had a lease from this server.
  boolean knows(Ipv4 server) {
    return addresses.keySet().stream().anyMatch(network -> network.server().equals(server));
  }
}
