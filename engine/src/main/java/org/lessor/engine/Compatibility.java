package org.lessor.engine;

import java.util.Set;

/// Concessions to clients and relay agents that do not do as they should (Kea: compatibility).
///
/// @param concessions those that are made
public record Compatibility(Set<Concession> concessions) {
  /// None is made.
  public static final Compatibility NONE = new Compatibility(Set.of());

  /// Copies the set.
  public Compatibility {
    concessions = Set.copyOf(concessions);
  }

  /// Whether this one is made.
  public boolean makes(Concession concession) {
    return concessions.contains(concession);
  }

  /// Something that the server puts up with.
  public enum Concession {
    /// A message that names another server in option 54 is answered as if it named this one (Kea:
    /// ignore-dhcp-server-identifier).
    IGNORE_DHCP_SERVER_IDENTIFIER,
    /// The link selection sub-option of relay agents (RFC 3527) is not looked at (Kea:
    /// ignore-rai-link-selection).
    IGNORE_RAI_LINK_SELECTION,
    /// Addresses that end in .0 and .255 are not given from pools of subnets of 256 addresses and
    /// more: some clients take them for broadcast addresses (Kea: exclude-first-last-24).
    EXCLUDE_FIRST_LAST_24
  }
}
