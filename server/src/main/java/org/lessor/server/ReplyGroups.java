package org.lessor.server;

import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/// The groups of replies that circulate between the worker, which fills them, and the thread that
/// commits, which empties them: as many batches as there are groups can wait for the disk. Any
/// thread may call.
final class ReplyGroups {
  private final ArrayBlockingQueue<ReplyGroup> empty;

  ReplyGroups(int count) {
    this.empty = new ArrayBlockingQueue<>(count);
  }

  /// An empty group to fill, or null while all are on their way: then the disk is behind.
  @Nullable ReplyGroup take() {
    return empty.poll();
  }

  /// Takes a group that has become empty.
  void giveBack(ReplyGroup group) {
    empty.add(group);
  }
}
