package org.lessor.store;

/// How threads of this package are ended.
final class Threads {
  private Threads() {}

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
