package org.lessor.server;

import java.util.List;
import org.lessor.engine.LeaseChange;

/// Takes lease changes to stable storage, and then lets the replies go that tell of them.
interface Commits {
  /// Takes changes that the lease table has already, and replies that must not leave before these
  /// and all earlier changes are on stable storage. Owns both from then on; the group comes back by
  /// [#emptyGroup()] when it has been sent or dropped.
  void submit(List<LeaseChange> changes, ReplyGroup replies);

  /// Takes changes that no reply waits for.
  void submit(List<LeaseChange> changes);

  /// An empty group to fill, or null while all are on their way: then the disk is behind, and the
  /// worker does well to wait.
  @org.jspecify.annotations.Nullable
  ReplyGroup emptyGroup();
}
