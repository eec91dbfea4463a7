package org.lessor.store;

/// What waits until leases are on stable storage. Made once and used again, if its owner likes.
///
/// Exactly one of the two methods is called for each time it was handed to
/// [DurableLeaseStore#commit], on the thread that commits; it must be quick and must not fail.
public interface Commit {
  /// All changes that were applied before it was handed over are on stable storage.
  void durable();

  /// It will never be known to be so: nothing may be acknowledged.
  void lost();
}
