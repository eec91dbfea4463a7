package org.lessor.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;

/// What a decision may know of leases. Reading changes nothing. Each answer holds at the time of
/// the call only; that it still held is checked when a [LeaseChange] is applied.
public interface LeaseView {
  /// The record of this address, whatever its state.
  Optional<Lease> lease(Ipv4 address);

  /// All records, whatever their state, whose client has this client identifier, in any subnet.
  List<Lease> ofClientId(Bytes clientId);

  /// All records, whatever their state, whose client has this hardware address, whatever its type,
  /// in any subnet. Of those that have client identifiers as well, some may be left out where they
  /// are many (more than 64, in [LeaseTable]): one client can make up any number of identifiers,
  /// and others must not wait for it.
  List<Lease> ofHardwareAddress(HardwareAddress chaddr);

  /// All records, whatever their state, that are this client's ([ClientIdentity#matches]), in any
  /// subnet: what decisions ask for. For a client without identifier it leaves out what
  /// [#ofHardwareAddress] does.
  default List<Lease> ofClient(ClientIdentity client) {
    List<Lease> found = new ArrayList<>();
    client.clientId().ifPresent(clientId -> found.addAll(ofClientId(clientId)));
    for (Lease lease : ofHardwareAddress(client.chaddr())) {
      if (!found.contains(lease) && lease.client().matches(client)) {
        found.add(lease);
      }
    }
    return found;
  }

  /// An address of this pool that nobody holds at `nowSeconds` (since 1970) and that is reserved to
  /// nobody: first one without a record, then one whose record has ended; which of them, the
  /// [Allocator] of its subnet says. In constant time, whether the pool is empty, full or
  /// exhausted. Empty where there is none.
  Optional<Ipv4> available(Pool pool, long nowSeconds);

  /// The number of records of addresses of this pool that are reserved to nobody, by state, and of
  /// free ones. All are 0 for a pool that the settings do not have.
  LeaseCounts counts(Pool pool);

  /// A limit of addresses ([Limits]) that these changes would pass; empty where there is room for
  /// them. Changes that would pass one are not taken ([LeaseStore#apply]).
  Optional<Limit.Reached> reached(List<LeaseChange> changes);
}
