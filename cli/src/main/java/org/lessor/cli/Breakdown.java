package org.lessor.cli;

import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicBoolean;

/// Ends the program when one of its threads ends by a fault that nobody caught, such as a lack of
/// memory. Without that thread it would look alive and serve nobody; who supervises it can start it
/// again. Any thread may call.
final class Breakdown implements Thread.UncaughtExceptionHandler {
  private final PrintWriter err;
  private final Runnable stop;
  private final AtomicBoolean happened = new AtomicBoolean();

  /// @param err where the fault is told
  /// @param stop makes the program end soon
  Breakdown(PrintWriter err, Runnable stop) {
    this.err = err;
    this.stop = stop;
  }

  @Override
  public void uncaughtException(Thread thread, Throwable fault) {
    happened.set(true);
    stop.run(); // first: telling may fail as well
    synchronized (err) {
      err.println(
          "lessor: a fault ended the thread "
              + thread.getName()
              + ": "
              + fault
              + "; the program ends. Please report it with the lines that follow");
      fault.printStackTrace(err);
      err.flush();
    }
  }

  /// Whether a thread has ended in this way.
  boolean happened() {
    return happened.get();
  }
}
