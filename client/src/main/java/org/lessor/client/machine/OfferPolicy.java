package org.lessor.client.machine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;
import org.lessor.wire.Message;

/// Which offers are taken: RFC 2131 section 4.4.1 leaves it to the client.
///
/// The refused are never taken. Of the others the first is taken at once where `window` is zero;
/// otherwise the best of those that come within `window` of the first: that of the preferred server
/// named first, of a server that the client had a lease from, of the address that the client asks
/// for, of the longest lease, and then the first that came.
///
/// @param window how long to wait for other offers after the first
/// @param preferredServers server identifiers, best first; an offer of the first is taken at once
/// @param allowedServers blocks of server identifiers; replies of others are refused. Empty allows
///   all
/// @param refusedServers blocks of server identifiers whose replies are refused
/// @param requiredOptions codes without which an offer or ACK of a new address is refused
public record OfferPolicy(
    Duration window,
    List<Ipv4> preferredServers,
    List<Ipv4Prefix> allowedServers,
    List<Ipv4Prefix> refusedServers,
    Set<Integer> requiredOptions) {

  /// The longest window: beyond it DISCOVER is repeated anyway.
  private static final Duration LONGEST_WINDOW = Duration.ofSeconds(60);

  /// The first acceptable offer of whatever server.
  public static final OfferPolicy FIRST =
      new OfferPolicy(Duration.ZERO, List.of(), List.of(), List.of(), Set.of());

  /// Throws [IllegalArgumentException] if the window is not 0 to 60 seconds or a code is not 1 to
  /// 254.
  public OfferPolicy {
    preferredServers = List.copyOf(preferredServers);
    allowedServers = List.copyOf(allowedServers);
    refusedServers = List.copyOf(refusedServers);
    requiredOptions = Set.copyOf(requiredOptions);
    if (window.isNegative() || window.compareTo(LONGEST_WINDOW) > 0) {
      throw new IllegalArgumentException("a window for offers is 0 to 60 s, not " + window);
    }
    for (int code : requiredOptions) {
      if (code < 1 || code > 254) {
        throw new IllegalArgumentException("required option out of range: " + code);
      }
    }
  }

  /// Whether replies of this server count.
  boolean accepts(Ipv4 server) {
    return (allowedServers.isEmpty() || allowedServers.stream().anyMatch(p -> p.contains(server)))
        && refusedServers.stream().noneMatch(prefix -> prefix.contains(server));
  }

  /// The lowest code that is required and not there.
  Optional<Integer> missing(Message message) {
    return requiredOptions.stream().sorted().filter(code -> !message.has(code)).findFirst();
  }

  /// Whether nothing better than an offer of this server can come.
  boolean isBest(Ipv4 server) {
    return !preferredServers.isEmpty() && preferredServers.getFirst().equals(server);
  }
}
