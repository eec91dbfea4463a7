package org.lessor.lab.simulation;

import java.util.function.LongSupplier;
import org.lessor.transport.SimulatedNetwork;

/// A thread of a simulated machine: does its step some time after it was woken, and again when the
/// step's deadline has come.
final class Strand {
  /// What a step returns that has nothing to wait for.
  static final long NEVER = Long.MAX_VALUE;

  private final SimulatedNetwork network;
  private final LongSupplier delayNanos;
  private final LongSupplier step;
  private long dueNanos = NEVER;
  private long generation;
  private boolean ended;

  /// @param delayNanos how long after a call it runs
  /// @param step what it does; returns when to do it again without a call
  Strand(SimulatedNetwork network, LongSupplier delayNanos, LongSupplier step) {
    this.network = network;
    this.delayNanos = delayNanos;
    this.step = step;
  }

  /// Has it run soon.
  void wake() {
    runAt(network.nanoTime() + delayNanos.getAsLong());
  }

  private void runAt(long timeNanos) {
    if (ended || timeNanos >= dueNanos) {
      return;
    }
    dueNanos = timeNanos;
    long current = ++generation;
    network.at(timeNanos, () -> run(current));
  }

  private void run(long expected) {
    if (ended || generation != expected) {
      return;
    }
    dueNanos = NEVER;
    long next = step.getAsLong();
    if (next != NEVER) {
      runAt(Math.max(next, network.nanoTime()));
    }
  }

  /// Never runs again.
  void end() {
    ended = true;
  }
}
