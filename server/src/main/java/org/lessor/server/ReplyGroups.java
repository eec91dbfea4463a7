package org.lessor.server;

import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/// The groups of replies that circulate between the worker, which fills them, and the thread that
/// commits, which empties them. Any thread may call.
final class ReplyGroups {
  private final ArrayBlockingQueue<ReplyGroup> empty;
  private final int few;
  private final Runnable wakeWorker;
  private volatile boolean awaited;

  /// @param wakeWorker ends the worker's wait when there are [#few] no longer
  ReplyGroups(int count, Runnable wakeWorker) {
    this.empty = new ArrayBlockingQueue<>(count);
    this.few = count / 2;
    this.wakeWorker = wakeWorker;
  }

  /// An empty group to fill, or null while all are on their way: then the disk is behind.
  @Nullable ReplyGroup take() {
    return empty.poll();
  }

  /// Whether the disk is so far behind that groups should be filled before they are handed in.
  /// Where it says so, the worker is woken when that has changed.
  boolean few() {
    if (empty.size() >= few) {
      return false;
    }
    awaited = true;
    // One may have come back before it could know.
    return empty.size() < few;
  }

  /// Takes a group that has become empty.
  void giveBack(ReplyGroup group) {
    empty.add(group);
    if (awaited && empty.size() >= few) {
      awaited = false;
      wakeWorker.run();
    }
  }
}
