package org.lessor.server;

import org.lessor.config.Configuration;
import org.lessor.engine.Network;
import org.lessor.engine.Pool;
import org.lessor.engine.Subnet;

/// A configuration in one line: how many subnets, addresses in pools, reservations, interfaces.
public final class ConfigurationSummary {
  private ConfigurationSummary() {}

  /// That line, `subnets=1 pool-addresses=101 reservations=0 interfaces=1`.
  public static String of(Configuration configuration) {
    long subnets = 0;
    long addresses = 0;
    long reservations = configuration.settings().reservations().size();
    for (Network network : configuration.settings().networks()) {
      for (Subnet subnet : network.subnets()) {
        subnets++;
        reservations += subnet.reservations().size();
        for (Pool pool : subnet.pools()) {
          addresses += pool.size();
        }
      }
    }
    return "subnets="
        + subnets
        + " pool-addresses="
        + addresses
        + " reservations="
        + reservations
        + " interfaces="
        + configuration.interfaces().listening().size();
  }
}
