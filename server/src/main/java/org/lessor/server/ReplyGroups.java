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
  private final int hardlyAny;
  private final Runnable wakeWorker;
  private boolean awaited;

  /// How many groups there are to fill: the fewer, the further the disk is behind.
  enum Supply {
    AMPLE,
    /// Fewer than half of all.
    FEW,
    /// Fewer than a quarter.
    HARDLY_ANY
  }

  /// @param wakeWorker ends the worker's wait when the supply is ample again
  ReplyGroups(int count, Runnable wakeWorker) {
    this.empty = new ArrayDeque<>(count);
    this.few = count / 2;
    this.hardlyAny = count / 4;
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

  /// How many there are now. Where that is not ample, the worker is woken when it has become so.
  Supply supply() {
    lock.lock();
    try {
      awaited = empty.size() < few;
      if (!awaited) {
        return Supply.AMPLE;
      }
      return empty.size() < hardlyAny ? Supply.HARDLY_ANY : Supply.FEW;
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
