package org.lessor.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lessor.wire.Ipv4;

/// The records of one client on the link that it is on, whatever their state: its lease first, then
/// what it is offered, then what it had, the latest first.
///
/// @param here the subnet that the client is on
/// @param client the client
/// @param nowSeconds now, since 1970
record OwnLeases(Place here, Client client, long nowSeconds) {
  /// How many records of addresses that a client had on a link are kept for it.
  static final int MAX_FORMER = 16;

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

  /// Adds what frees the addresses that the very client with this identity is offered, but for
  /// `kept`. What others have that merely share its hardware address stays theirs.
  ///
  /// @param own what [#in] found
  static void takeBackOffers(
      List<Lease> own, ClientIdentity identity, Ipv4 kept, List<LeaseChange> changes) {
    for (Lease lease : own) {
      if (lease.state() == LeaseState.OFFERED) {
        takeBack(lease, identity, kept, changes);
      }
    }
  }

  /// The same of what it is offered and has, and of what it had longest ago where it had many: a
  /// client that gives back one address after the other has each of its messages looked up among
  /// few records all the same.
  ///
  /// @param own what [#in] found
  static void takeBackAll(
      List<Lease> own, ClientIdentity identity, Ipv4 kept, List<LeaseChange> changes) {
    int former = 0;
    for (Lease lease : own) {
      boolean lasts = lease.state() == LeaseState.OFFERED || lease.state() == LeaseState.ASSIGNED;
      if (lasts || (lease.client().isCertainly(identity) && ++former > MAX_FORMER)) {
        takeBack(lease, identity, kept, changes);
      }
    }
  }

  private static void takeBack(
      Lease lease, ClientIdentity identity, Ipv4 kept, List<LeaseChange> changes) {
    if (lease.client().isCertainly(identity) && !lease.address().equals(kept)) {
      changes.add(new LeaseChange(lease.address(), Optional.of(lease), Optional.empty()));
    }
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
