package org.lessor.transport;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// What arrived at a simulated port and was not received yet. Like a socket's buffer it has an end,
/// and counts what did not fit.
final class SimulatedQueue<T> {
  static final int CAPACITY = 1024;

  private final Queue<T> waiting = new ArrayDeque<>();
  private long dropped;

  void put(T item) {
    if (waiting.size() == CAPACITY) {
      dropped++;
    } else {
      waiting.add(item);
    }
  }

  @Nullable T poll() {
    return waiting.poll();
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  void clear() {
    waiting.clear();
  }

  long dropped() {
    return dropped;
  }
}
