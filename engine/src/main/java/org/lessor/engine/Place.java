package org.lessor.engine;

import java.util.Optional;

/// Where an address can come from: a pool, or a subnet outside its pools, with all that is known of
/// it from the settings alone.
final class Place {
  private final Link link;
  private final Subnet subnet;
  private final Optional<Pool> pool;
  private final OptionSet options;
  private final int order;

  /// @param link the network it belongs to
  /// @param subnet the subnet
  /// @param pool the pool; empty for the subnet as such
  /// @param options what clients there are told
  /// @param order the subnet's number in the order of the configuration
  Place(Link link, Subnet subnet, Optional<Pool> pool, OptionSet options, int order) {
    this.link = link;
    this.subnet = subnet;
    this.pool = pool;
    this.options = options;
    this.order = order;
  }

  Link link() {
    return link;
  }

  Subnet subnet() {
    return subnet;
  }

  Optional<Pool> pool() {
    return pool;
  }

  /// The pool's id in lease records.
  long poolId() {
    return pool.isPresent() ? pool.get().id() : 0;
  }

  OptionSet options() {
    return options;
  }

  int order() {
    return order;
  }

  Parameters parameters() {
    return subnet.parameters();
  }
}
