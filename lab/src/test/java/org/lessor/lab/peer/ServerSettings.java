package org.lessor.lab.peer;

import java.time.Duration;
import java.util.List;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;

/// What a server has to give: one subnet with one range of addresses. Every server reads the rest
/// (its own address) off the link that it is started on.
///
/// @param subnet the subnet of the clients; the server's own one unless a relay stands between
/// @param first the first address of the range
/// @param last the last address of the range
/// @param routers the routers to tell the clients
/// @param dns the name servers to tell the clients
/// @param leaseTime the lifetime of a lease, whatever a client asks for
public record ServerSettings(
    Ipv4Prefix subnet,
    Ipv4 first,
    Ipv4 last,
    List<Ipv4> routers,
    List<Ipv4> dns,
    Duration leaseTime) {
  /// Checks that the range lies in the subnet.
  public ServerSettings {
    if (!subnet.contains(first) || !subnet.contains(last) || first.compareTo(last) > 0) {
      throw new IllegalArgumentException(first + "-" + last + " is no range of " + subnet);
    }
    routers = List.copyOf(routers);
    dns = List.copyOf(dns);
  }

  /// Settings for a subnet such as `192.0.2.0/24`: the range .100 to .199, the router .1, the name
  /// server .53, leases of an hour.
  public static ServerSettings of(String subnet) {
    Ipv4Prefix prefix = Ipv4Prefix.of(subnet);
    Ipv4 network = prefix.network();
    return new ServerSettings(
        prefix,
        network.plus(100),
        network.plus(199),
        List.of(network.plus(1)),
        List.of(network.plus(53)),
        Duration.ofHours(1));
  }

  /// The same with another range.
  public ServerSettings range(String firstAddress, String lastAddress) {
    return new ServerSettings(
        subnet, Ipv4.of(firstAddress), Ipv4.of(lastAddress), routers, dns, leaseTime);
  }

  /// The same with another lease time.
  public ServerSettings leaseTime(Duration time) {
    return new ServerSettings(subnet, first, last, routers, dns, time);
  }

  /// Whether `address` is in the range.
  public boolean offers(Ipv4 address) {
    return first.compareTo(address) <= 0 && address.compareTo(last) <= 0;
  }

  /// Addresses as most configuration files list them.
  static String list(List<Ipv4> addresses, String separator) {
    return String.join(separator, addresses.stream().map(Ipv4::toString).toList());
  }
}
