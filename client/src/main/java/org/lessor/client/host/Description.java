package org.lessor.client.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Configurations in words.
final class Description {
  private Description() {}

  /// Everything in `configuration`.
  static List<String> all(LinkConfiguration configuration) {
    return differences(Optional.empty(), configuration);
  }

  /// What changes where `old` was in place and `wanted` is to be. Lifetimes always count as
  /// changed.
  static List<String> differences(Optional<LinkConfiguration> old, LinkConfiguration wanted) {
    List<String> words = new ArrayList<>();
    words.add(address(wanted));
    List<HostRoute> before = old.map(LinkConfiguration::routes).orElse(List.of());
    boolean moved =
        old.filter(configuration -> configuration.address().equals(wanted.address())).isEmpty();
    for (HostRoute route : wanted.routes()) {
      if (moved || !before.contains(route)) {
        words.add("route " + route);
      }
    }
    if (wanted.mtu() != old.map(LinkConfiguration::mtu).orElse(0)) {
      words.add(wanted.mtu() == 0 ? "MTU as before" : "MTU " + wanted.mtu());
    }
    NameServers names = old.map(LinkConfiguration::nameServers).orElse(NameServers.NONE);
    if (!wanted.nameServers().equals(names)) {
      words.add(
          wanted.nameServers().isEmpty()
              ? "name servers as before"
              : "name servers " + wanted.nameServers());
    }
    old.ifPresent(configuration -> addRemovals(words, configuration, wanted, moved));
    return words;
  }

  private static void addRemovals(
      List<String> words, LinkConfiguration old, LinkConfiguration wanted, boolean moved) {
    for (HostRoute route : old.routes()) {
      if (!moved && !wanted.routes().contains(route)) {
        words.add("no route " + route);
      }
    }
    if (moved) {
      words.add("no address " + old.address() + "/" + old.prefixLength());
    }
  }

  /// What goes where `old` is taken away.
  static List<String> removals(LinkConfiguration old) {
    List<String> words = new ArrayList<>();
    if (!old.nameServers().isEmpty()) {
      words.add("name servers as before");
    }
    for (HostRoute route : old.routes().reversed()) {
      words.add("no route " + route);
    }
    words.add("no address " + old.address() + "/" + old.prefixLength());
    if (old.mtu() != 0) {
      words.add("MTU as before");
    }
    return words;
  }

  static String address(LinkConfiguration configuration) {
    return "address "
        + configuration.address()
        + "/"
        + configuration.prefixLength()
        + (configuration.validSeconds() == LinkConfiguration.FOREVER_SECONDS
            ? " for ever"
            : " for " + configuration.validSeconds() + " s");
  }
}
