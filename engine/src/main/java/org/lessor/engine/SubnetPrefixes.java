package org.lessor.engine;

import java.util.HashMap;
import java.util.Map;
import org.lessor.wire.Ipv4Prefix;

/// The prefix of each subnet id of some settings.
record SubnetPrefixes(Map<Long, Ipv4Prefix> byId) {
  static SubnetPrefixes of(Settings settings) {
    Map<Long, Ipv4Prefix> byId = new HashMap<>();
    for (Network network : settings.networks()) {
      network.subnets().forEach(subnet -> byId.put(subnet.id(), subnet.prefix()));
    }
    return new SubnetPrefixes(byId);
  }

  /// Whether there is a subnet with the id that the lease names, and its address lies in there.
  boolean claim(Lease lease) {
    Ipv4Prefix prefix = byId.get(lease.subnetId());
    return prefix != null && prefix.contains(lease.address());
  }
}
