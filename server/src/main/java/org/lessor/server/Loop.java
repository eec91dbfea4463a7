package org.lessor.server;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/// A thread that does steps of work and waits when there are none.
final class Loop {
  /// How to wait for work.
  interface Wait {
    /// Returns when there may be work, at the latest after `timeoutNanos`.
    void await(long timeoutNanos) throws IOException, InterruptedException;
  }

  private final String name;
  private final Steps steps;
  private final Wait wait;
  private final Runnable wakeUp;
  private final LongSupplier nanos;
  private final EventLog log;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final Thread thread;

  /// @param wakeUp ends the wait; called when the loop shall stop
  /// @param nanos a monotonic clock in nanoseconds
  Loop(String name, Steps steps, Wait wait, Runnable wakeUp, LongSupplier nanos, EventLog log) {
    this.name = name;
    this.steps = steps;
    this.wait = wait;
    this.wakeUp = wakeUp;
    this.nanos = nanos;
    this.log = log;
    this.thread = Thread.ofPlatform().name("lessor-" + name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Has the thread end after its current step, and waits until it has. What is left to do then is
  /// done by whoever calls.
  void stop() {
    stopping.set(true);
    wakeUp.run();
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

  private void run() {
    while (!stopping.get()) {
      try {
        if (steps.doWork(nanos.getAsLong()) == 0) {
          long deadline = steps.nextDeadlineNanos();
          long timeout = deadline == Long.MAX_VALUE ? Long.MAX_VALUE : deadline - nanos.getAsLong();
          wait.await(timeout);
        }
      } catch (IOException | RuntimeException | AssertionError fault) {
        log.write(ServerEvent.LESSOR_WORKER_FAILED, "thread=" + name, fault);
      } catch (InterruptedException _) {
        return;
      }
    }
  }
}
