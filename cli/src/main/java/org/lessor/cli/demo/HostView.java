package org.lessor.cli.demo;

import java.util.List;
import org.lessor.linux.Ip4;

/// What a host has, as its kernel and its files say.
///
/// @param addresses of its interface, such as `192.0.2.100/24`
/// @param routes of its interface, such as `default via 192.0.2.1`
/// @param resolver the lines of its resolv.conf that mean something
record HostView(List<String> addresses, List<String> routes, List<String> resolver) {
  HostView {
    addresses = List.copyOf(addresses);
    routes = List.copyOf(routes);
    resolver = List.copyOf(resolver);
  }

  /// Whether one of its addresses is this.
  boolean has(Ip4 address) {
    return addresses.stream().anyMatch(each -> each.startsWith(address + "/"));
  }
}
