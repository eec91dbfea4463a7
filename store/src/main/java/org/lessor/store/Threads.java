package org.lessor.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// How threads of this package work together, and are ended.
final class Threads {
  private Threads() {}

  /// Runs all parts at the same time, the last of them in the calling thread.
  static void runAll(List<Runnable> parts) {
    List<FutureTask<@Nullable Void>> tasks =
        parts.stream().map(part -> new FutureTask<@Nullable Void>(part, null)).toList();
    List<Thread> helpers = new ArrayList<>();
    for (FutureTask<@Nullable Void> task : tasks.subList(0, tasks.size() - 1)) {
      helpers.add(Thread.ofPlatform().name("lessor-load").start(task));
    }
    tasks.getLast().run();
    helpers.forEach(Threads::join);
    for (FutureTask<@Nullable Void> task : tasks) {
      if (task.state() == Future.State.FAILED) {
        throw new AssertionError("a part of the work failed", task.exceptionNow());
      }
    }
  }

  /// Waits for the end of `thread`, whatever happens; an interrupt is kept for later.
  static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
