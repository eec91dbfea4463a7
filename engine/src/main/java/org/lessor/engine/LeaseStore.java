package org.lessor.engine;

import java.util.List;

/// The port to wherever leases are kept. Implementations say who may call them from which thread.
///
/// An offer lies over the record that it takes the place of: where a change removes the record of
/// an address in state [LeaseState#OFFERED], what lay under the offer (or under the offers, where
/// one took the place of another) is the record again, as it would be after a restart. Any other
/// change of an address forgets what lay under it.
public interface LeaseStore extends LeaseView {
  /// Applies all changes or none.
  ///
  /// @return whether each believed record was still the record and no limit would be passed
  ///   ([#reached]), both at the moment of the change; if not, nothing has changed and the caller
  ///   decides again
  boolean apply(List<LeaseChange> changes);

  /// Is told of clients that will be asked for soon, and may read what it has of them. Changes
  /// nothing: it is for speed only.
  default void expect(ExpectedClients clients) {}

  /// Records that have ended and are still offered, assigned or declined, the longest ended first,
  /// at most `limit`. In time that depends on `limit` only.
  List<Lease> ended(long nowSeconds, int limit);

  /// Records that are kept only so that the client may get the address again
  /// ([LeaseState#EXPIRED_RECLAIMED] and [LeaseState#RELEASED]) and that ended at `endedBySeconds`
  /// since 1970 or before, the longest ended first, at most `limit`. In time that depends on
  /// `limit` only.
  List<Lease> former(long endedBySeconds, int limit);
}
