package org.lessor.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.lessor.wire.Ipv4;

/// Where leases belong by some settings.
///
/// @param subnets the subnets by id
/// @param reserved all addresses that are reserved for somebody
record LeaseHomes(Map<Long, Subnet> subnets, Set<Ipv4> reserved) {
  static LeaseHomes of(Settings settings) {
    Map<Long, Subnet> subnets = new HashMap<>();
    Set<Ipv4> reserved = new HashSet<>();
    settings.reservations().forEach(each -> each.address().ifPresent(reserved::add));
    for (Network network : settings.networks()) {
      for (Subnet subnet : network.subnets()) {
        subnets.put(subnet.id(), subnet);
        subnet.reservations().forEach(each -> each.address().ifPresent(reserved::add));
      }
    }
    return new LeaseHomes(subnets, reserved);
  }

  /// Whether there is a subnet with this id, and the address lies in there.
  boolean claim(long subnetId, Ipv4 address) {
    Subnet subnet = subnets.get(subnetId);
    return subnet != null && subnet.prefix().contains(address);
  }

  /// Whether that subnet claims the address, and a pool of it or a reservation has it.
  boolean give(long subnetId, Ipv4 address) {
    Subnet subnet = subnets.get(subnetId);
    return subnet != null
        && subnet.prefix().contains(address)
        && (reserved.contains(address) || subnet.poolOf(address).isPresent());
  }
}
