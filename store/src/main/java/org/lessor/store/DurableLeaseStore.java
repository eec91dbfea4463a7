package org.lessor.store;

import org.lessor.engine.LeaseStore;

/// A lease store that outlives the process, and tells when it would.
///
/// Whoever applies changes and wants to speak of them hands in a [Commit] afterwards, also where it
/// applied none itself: what it read may have been applied by somebody else a moment ago. Any
/// thread may call this, except where a method says otherwise.
public interface DurableLeaseStore extends LeaseStore, AutoCloseable {
  /// Whether there is room for more changes. If not, the caller drops what would need one, and
  /// counts it: storage is full, too slow or broken. Changes of offers need no room.
  boolean accepting();

  /// Whether storage does what it is asked, so far: false from when it refuses until it takes
  /// changes again, or for good. Who could be served by others should not be kept waiting
  /// meanwhile.
  boolean working();

  /// Hands in what waits for all changes that were applied before, in the order of the calls.
  ///
  /// @return false if there is no room for it or storage has failed for good; then nothing of it is
  ///   called
  boolean commit(Commit commit);

  /// Puts all changes that have gathered on stable storage at once and calls their commits. For one
  /// thread: the only one that waits for storage.
  ///
  /// @return the number of commits called; 0 where nothing was to do or storage refuses at the time
  int commitOnce();

  /// Waits until there is something to commit, for at most `nanos` nanoseconds. For the thread that
  /// commits.
  void awaitWork(long nanos);

  /// Looks whether leases still go to where the next start looks for them, as somebody else may
  /// have removed a file. For the thread that commits, now and then.
  void inspect();

  /// Commits what has gathered, if storage lets it, and lets go of everything. Commits that are
  /// left are lost. The thread that commits must have ended.
  @Override
  void close();
}
