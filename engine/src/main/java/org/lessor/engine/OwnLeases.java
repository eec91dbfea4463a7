package org.lessor.engine;

import java.util.ArrayList;
import java.util.List;

/// The records of one client on the link that it is on, whatever their state: its lease first, then
/// what it is offered, then what it had, the latest first.
///
/// @param here the subnet that the client is on
/// @param client the client
/// @param nowSeconds now, since 1970
record OwnLeases(Place here, Client client, long nowSeconds) {
  /// Whether the record is that client's, as far as leases of that subnet tell clients apart.
  static boolean isOf(Client client, Lease lease, Place place) {
    return lease.state() != LeaseState.DECLINED && lease.client().matches(client.identityIn(place));
  }

  /// Those that `leases` have.
  List<Lease> in(LeaseView leases) {
    ClientIdentity identity = client.identityIn(here);
    List<Lease> found = new ArrayList<>(2);
    if (identity.clientId().isPresent()) {
      for (Lease lease : leases.ofClientId(identity.clientId().get())) {
        if (isOf(client, lease, here) && here.link().holds(lease.subnetId())) {
          found.add(lease);
        }
      }
    }
    if (!identity.chaddr().isEmpty()) {
      for (Lease lease : leases.ofHardwareAddress(identity.chaddr())) {
        boolean seen = identity.clientId().isPresent() && lease.client().clientId().isPresent();
        if (!seen && isOf(client, lease, here) && here.link().holds(lease.subnetId())) {
          found.add(lease);
        }
      }
    }
    if (found.size() > 1) {
      found.sort(this::byWorth);
    }
    return found;
  }

  private int byWorth(Lease one, Lease other) {
    int byRank = Integer.compare(rank(one), rank(other));
    if (byRank != 0) {
      return byRank;
    }
    int byTime = Long.compare(other.clttSeconds(), one.clttSeconds());
    return byTime != 0 ? byTime : one.address().compareTo(other.address());
  }

  private int rank(Lease lease) {
    if (!lease.isHeldAt(nowSeconds)) {
      return 2;
    }
    return lease.state() == LeaseState.ASSIGNED ? 0 : 1;
  }
}
