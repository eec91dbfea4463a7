package org.lessor.server;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A thread that sends what stable storage has set free, so that the disk can work on what has
/// gathered meanwhile. Any thread may hand something in.
final class Departures implements Executor, AutoCloseable {
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("lessor-departures").factory());
  private final EventLog log;

  Departures(EventLog log) {
    this.log = log;
  }

  @Override
  public void execute(Runnable departure) {
    thread.execute(() -> {
      try {
        departure.run();
      } catch (RuntimeException | AssertionError fault) {
        log.write(ServerEvent.LESSOR_WORKER_FAILED, "thread=departures", fault);
      }
    });
  }

  /// Returns when all that was handed in has left.
  @Override
  public void close() {
    thread.close();
  }
}
