package org.lessor.store;

/// Compaction of a lease file, done in steps so that nobody else is kept waiting. For one thread.
public interface Compaction {
  /// What to do after a step.
  enum Progress {
    /// Call [#step] again.
    MORE,
    /// Call [#step] again after the next [DurableLeaseStore#commitOnce].
    AFTER_COMMIT,
    /// It is over.
    DONE
  }

  /// Does a bounded part of the work. A failure ends it and is told as an event; whatever it leaves
  /// loads right, and another compaction clears it up.
  Progress step();
}
