package org.lessor.store;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The thread that compacts a lease file again and again. It must not be interrupted.
public final class CompactionThread implements AutoCloseable {
  private static final long COMMIT_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  // How long to wait behind one compaction before another that writes anew what somebody removed.
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final LeaseFileStore store;
  private final long intervalNanos;
  private final Thread thread;
  private volatile boolean closing;

  private CompactionThread(LeaseFileStore store, Duration interval) {
    this.store = store;
    this.intervalNanos = interval.toNanos();
    this.thread = Thread.ofPlatform().name("lessor-compact").daemon().unstarted(this::run);
  }

  /// Starts to compact whenever `interval` has passed since the last time (Kea: lfc-interval), the
  /// first time then or, where `store` says that it is due, at once; with an interval of 0 never.
  /// Whatever the interval, it does so where the file went astray. Nobody else may compact.
  public static CompactionThread start(LeaseFileStore store, Duration interval) {
    CompactionThread compacts = new CompactionThread(store, interval);
    compacts.thread.start();
    return compacts;
  }

  private void run() {
    if (intervalNanos > 0 && store.compactionDue()) {
      compact();
    }
    long last = System.nanoTime();
    while (!closing) {
      long since = System.nanoTime() - last;
      boolean due = intervalNanos > 0 && since >= intervalNanos;
      if (due || (store.astray() && since >= RETRY_NANOS)) {
        compact();
        last = System.nanoTime();
      } else {
        LockSupport.parkNanos(
            this, intervalNanos > 0 ? Math.min(intervalNanos - since, LOOK_NANOS) : LOOK_NANOS);
      }
    }
  }

  private void compact() {
    Compaction compaction = store.compaction();
    while (!closing) {
      switch (compaction.step()) {
        case MORE -> {}
        case AFTER_COMMIT -> LockSupport.parkNanos(this, COMMIT_WAIT_NANOS);
        case DONE -> {
          return;
        }
      }
    }
  }

  /// Ends the thread, in the midst of a compaction if need be: the next start clears that up.
  /// Returns when it has ended. To be called before [CommitThread#close].
  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    Threads.join(thread);
  }
}
