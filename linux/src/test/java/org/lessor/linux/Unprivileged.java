package org.lessor.linux;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.lessor.linux.internal.CapabilityCalls;

/// Runs code on a thread that has given up all capabilities, so that refusals can be tested also
/// where the tests run as root.
final class Unprivileged {
  private Unprivileged() {}

  static <T> T run(Callable<T> task) throws Exception {
    FutureTask<T> unprivileged =
        new FutureTask<>(() -> {
          CapabilityCalls.dropAll();
          return task.call();
        });
    Thread.ofPlatform().start(unprivileged).join();
    return switch (unprivileged.state()) {
      case SUCCESS -> unprivileged.resultNow();
      case FAILED -> {
        if (unprivileged.exceptionNow() instanceof Exception exception) {
          throw exception;
        }
        throw new AssertionError(unprivileged.exceptionNow());
      }
      case CANCELLED, RUNNING -> throw new AssertionError("neither is possible");
    };
  }
}
