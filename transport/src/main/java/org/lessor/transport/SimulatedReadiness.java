package org.lessor.transport;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Waiting at virtual time, as all simulated ports do it.
final class SimulatedReadiness implements Readiness {
  private final SimulatedNetwork network;
  private final BooleanSupplier ready;
  private @Nullable Runnable whenReady;
  private boolean called;
  private boolean woken;

  SimulatedReadiness(SimulatedNetwork network, BooleanSupplier ready) {
    this.network = network;
    this.ready = ready;
  }

  /// To be called by the port when something arrived for it.
  void arrived() {
    if (whenReady != null && !called) {
      called = true;
      network.at(network.nanoTime(), this::runWhenReady);
    }
  }

  private void runWhenReady() {
    called = false;
    if (whenReady != null) {
      whenReady.run();
    }
  }

  void whenReady(Runnable action) {
    whenReady = action;
    if (ready.getAsBoolean()) {
      arrived();
    }
  }

  @Override
  public void wakeUp() {
    woken = true;
    arrived();
  }

  @Override
  public boolean await(long timeoutNanos) {
    if (timeoutNanos > 0 && network.running()) {
      throw new IllegalStateException(
          "waits inside an event: a step of a simulation may look, but not wait");
    }
    if (timeoutNanos > 0) {
      long deadlineNanos = deadlineNanos(timeoutNanos);
      while (!ready.getAsBoolean() && !woken && stepBefore(deadlineNanos)) {}
    }
    woken = false;
    return ready.getAsBoolean();
  }

  private long deadlineNanos(long timeoutNanos) {
    long nowNanos = network.nanoTime();
    return timeoutNanos >= FOREVER_NANOS - nowNanos ? FOREVER_NANOS : nowNanos + timeoutNanos;
  }

  private boolean stepBefore(long deadlineNanos) {
    if (network.nextEventNanos().orElse(FOREVER_NANOS) <= deadlineNanos && network.step()) {
      return true;
    }
    if (deadlineNanos == FOREVER_NANOS) {
      throw new IllegalStateException("waits forever: nothing is to happen in this network");
    }
    network.runUntil(deadlineNanos);
    return false;
  }
}
