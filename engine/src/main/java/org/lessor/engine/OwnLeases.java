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
    List<Lease> all = leases.ofClient(client.identityIn(here));
    if (all.isEmpty() || (all.size() == 1 && counts(all.getFirst()))) {
      return all;
    }
    List<Lease> found = new ArrayList<>(all);
    found.removeIf(lease -> !counts(lease));
    found.sort(this::byWorth);
    return found;
  }

  private boolean counts(Lease lease) {
    return lease.state() != LeaseState.DECLINED && here.isOnNetworkOf(lease.subnetId());
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
