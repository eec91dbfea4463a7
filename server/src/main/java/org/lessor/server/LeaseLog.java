package org.lessor.server;

import java.io.IOException;
import java.util.List;
import org.lessor.engine.LeaseChange;

/// Stable storage for lease changes, as the committer needs it. For one thread.
public interface LeaseLog {
  /// Takes changes that the next [#commit] writes.
  void append(List<LeaseChange> changes);

  /// Writes all that was taken and waits until it is on stable storage. After a failure nothing
  /// that was taken since the last success counts as stored; it is kept and written by the next
  /// call.
  ///
  /// @throws IOException with what failed, on what, why, and what to do
  void commit() throws IOException;

  /// Whether something was taken that is not stored yet.
  boolean isBehind();
}
