package org.lessor.server;

import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/// The groups of replies that circulate between the worker, which fills them, and the thread that
/// commits, which empties them: as many batches as there are groups can wait for the disk. Any
/// thread may call.
final class ReplyGroups {
  private final ArrayBlockingQueue<ReplyGroup> empty;
  private final Runnable wakeWorker;

  /// @param wakeWorker ends the worker's wait when a group has become empty
  ReplyGroups(int count, Runnable wakeWorker) {
    this.empty = new ArrayBlockingQueue<>(count);
    this.wakeWorker = wakeWorker;
  }

  /// An empty group to fill, or null while all are on their way: then the disk is behind, and the
  /// worker does well to wait.
  @Nullable ReplyGroup take() {
    return empty.poll();
  }

  /// Takes a group that has become empty.
  void giveBack(ReplyGroup group) {
    boolean starved = empty.isEmpty();
    empty.add(group);
    if (starved) {
      wakeWorker.run();
    }
  }
}
