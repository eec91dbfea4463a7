package org.lessor.engine;

import java.util.List;

/// The port to wherever leases are kept. Implementations say who may call them from which thread.
public interface LeaseStore extends LeaseView {
  /// Applies all changes or none.
  ///
  /// @return whether each believed record was still the record; if not, nothing has changed and the
  ///   caller decides again
  boolean apply(List<LeaseChange> changes);

  /// Records that have ended and are still offered, assigned or declined, the longest ended first,
  /// at most `limit`. In time that depends on `limit` only.
  List<Lease> ended(long nowSeconds, int limit);
}
