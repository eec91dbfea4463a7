package org.lessor.linux;

import java.time.Duration;
import java.util.function.IntSupplier;

/// Waits for sockets in tests: with a limit that only a failing test reaches.
public final class Waiting {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private Waiting() {}

  /// Calls `receive` until it returns something other than 0, waiting for `socket` between; throws
  /// an `AssertionError` when the limit is over.
  public static int until(Pollable socket, IntSupplier receive) throws ErrnoException {
    long start = System.nanoTime();
    try (Poller poller = Poller.open()) {
      poller.add(socket, Poller.Interest.READ);
      while (true) {
        int received = receive.getAsInt();
        if (received != 0) {
          return received;
        }
        long left = LIMIT.toNanos() - (System.nanoTime() - start);
        if (left <= 0) {
          throw new AssertionError("nothing came within " + LIMIT);
        }
        poller.await(left);
      }
    }
  }
}
