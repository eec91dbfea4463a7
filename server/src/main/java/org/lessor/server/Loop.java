package org.lessor.server;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
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
  private static final long MILLI_NANOS = 1_000_000L;

  /// After so many faults in a row a pause is as long as it gets: a second.
  private static final int MOST_DOUBLINGS = 10;

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
    LockSupport.unpark(thread);
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
    int faults = 0;
    while (!stopping.get()) {
      try {
        if (steps.doWork(nanos.getAsLong()) == 0) {
          long deadline = steps.nextDeadlineNanos();
          long timeout = deadline == Long.MAX_VALUE ? Long.MAX_VALUE : deadline - nanos.getAsLong();
          wait.await(timeout);
        }
        faults = 0;
      } catch (IOException | RuntimeException | AssertionError fault) {
        log.limited(ServerEvent.LESSOR_WORKER_FAILED, () -> "thread=" + name, fault);
        pause(Math.min(faults, MOST_DOUBLINGS));
        faults++;
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  /// What fails again and again must not fill the log and take the processor from the others.
  private void pause(int doublings) {
    long untilNanos = nanos.getAsLong() + (MILLI_NANOS << doublings);
    long leftNanos = MILLI_NANOS << doublings;
    while (leftNanos > 0 && !stopping.get()) {
      LockSupport.parkNanos(this, leftNanos);
      leftNanos = untilNanos - nanos.getAsLong();
    }
  }
}
