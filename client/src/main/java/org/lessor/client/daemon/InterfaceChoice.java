package org.lessor.client.daemon;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.lessor.linux.netlink.Link;

/// Which interfaces of a machine get a client.
///
/// Without a pattern these are its Ethernet interfaces, VLANs and bonds included, but not the ports
/// of bridges and bonds, and not what a machine makes for guests and containers: `bridge`, `veth`,
/// `tun`, `dummy`, `ifb`. A pattern that includes an interface takes it whatever its kind. One that
/// excludes it has the last word.
///
/// @param include patterns of names; empty for the rule above
/// @param exclude patterns of names
public record InterfaceChoice(List<String> include, List<String> exclude) {
  private static final Set<String> FOR_GUESTS = Set.of("bridge", "veth", "tun", "dummy", "ifb");
  private static final String VRF = "vrf";

  /// Keeps immutable copies. Throws [IllegalArgumentException] for a pattern that cannot match.
  public InterfaceChoice {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    include.forEach(InterfaceChoice::regex);
    exclude.forEach(InterfaceChoice::regex);
  }

  /// Whether this link gets a client.
  ///
  /// @param master what it is a port of
  public boolean takes(Link link, Optional<Link> master) {
    boolean port = master.filter(other -> !other.kind().equals(VRF)).isPresent();
    boolean possible =
        link.hardwareType() == Link.ARPHRD_ETHER && link.canBroadcast() && !link.isLoopback();
    if (!possible || port || link.kind().equals(VRF) || matches(exclude, link.name())) {
      return false;
    }
    return include.isEmpty() ? !FOR_GUESTS.contains(link.kind()) : matches(include, link.name());
  }

  private static boolean matches(List<String> patterns, String name) {
    return patterns.stream().anyMatch(pattern -> regex(pattern).matcher(name).matches());
  }

  /// `*` for any characters, `?` for one, as a shell has it.
  private static Pattern regex(String pattern) {
    if (pattern.isEmpty() || !pattern.matches("[!-~&&[^/:]]+")) {
      throw new IllegalArgumentException(
          "\"" + pattern + "\" is no pattern of interface names: write eth0, eth* or wlan?");
    }
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      switch (c) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString());
  }
}
