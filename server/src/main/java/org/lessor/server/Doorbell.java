package org.lessor.server;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Wakes a thread that has nothing to do. A ring while nobody waits ends the next wait.
final class Doorbell {
  private final Semaphore rings = new Semaphore(0);

  /// Ends the wait, or the next one. Any thread may call.
  void ring() {
    if (rings.availablePermits() == 0) {
      rings.release();
    }
  }

  /// Waits for a ring, at most `timeoutNanos`. One thread may call.
  void await(long timeoutNanos) throws InterruptedException {
    if (rings.tryAcquire(timeoutNanos, TimeUnit.NANOSECONDS)) {
      rings.drainPermits();
    }
  }
}
