package org.lessor.server;

import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The groups of replies that circulate between the worker, which fills them, and the thread that
/// commits, which empties them. Any thread may call.
final class ReplyGroups {
  // The one that came back last goes first: its buffers are still in the processor's cache.
  private final ArrayDeque<ReplyGroup> empty;
  private final ReentrantLock lock = new ReentrantLock();
  private final int few;
  private final Runnable wakeWorker;
  private boolean awaited;

  /// @param wakeWorker ends the worker's wait when there are [#few] no longer
  ReplyGroups(int count, Runnable wakeWorker) {
    this.empty = new ArrayDeque<>(count);
    this.few = count / 2;
    this.wakeWorker = wakeWorker;
  }

  /// An empty group to fill, or null while all are on their way: then the disk is behind.
  @Nullable ReplyGroup take() {
    lock.lock();
    try {
      return empty.poll();
    } finally {
      lock.unlock();
    }
  }

  /// Whether the disk is so far behind that groups should be filled before they are handed in.
  /// Where it says so, the worker is woken when that has changed.
  boolean few() {
    lock.lock();
    try {
      awaited = empty.size() < few;
      return awaited;
    } finally {
      lock.unlock();
    }
  }

  /// Takes a group that has become empty.
  void giveBack(ReplyGroup group) {
    boolean wake;
    lock.lock();
    try {
      empty.push(group);
      wake = awaited && empty.size() >= few;
      awaited &= !wake;
    } finally {
      lock.unlock();
    }
    if (wake) {
      wakeWorker.run();
    }
  }
}
