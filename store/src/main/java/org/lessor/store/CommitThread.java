package org.lessor.store;

import java.util.concurrent.TimeUnit;

/// The thread that commits what others change in a store. It must not be interrupted.
public final class CommitThread implements AutoCloseable {
  // While storage refuses, this is also how often it is tried.
  private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private static final long INSPECT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final DurableLeaseStore store;
  private final Thread thread;
  private volatile boolean closing;

  private CommitThread(DurableLeaseStore store) {
    this.store = store;
    this.thread = Thread.ofPlatform().name("lessor-commit").unstarted(this::run);
  }

  /// Starts to commit. Nobody else may.
  public static CommitThread start(DurableLeaseStore store) {
    CommitThread commits = new CommitThread(store);
    commits.thread.start();
    return commits;
  }

  private void run() {
    long inspected = System.nanoTime();
    while (!closing) {
      store.awaitWork(WAIT_NANOS);
      long now = System.nanoTime();
      if (now - inspected >= INSPECT_NANOS) {
        store.inspect();
        inspected = now;
      }
      store.commitOnce();
    }
  }

  /// Ends the thread and closes the store, which commits what is left. Returns when that is done.
  @Override
  public void close() {
    closing = true;
    Threads.join(thread);
    store.close();
  }
}
