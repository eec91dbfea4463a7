package org.lessor.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/// `lessor serve` with a configuration file, within this process, from the command line to its end:
/// so a rehearsal goes through all that a start goes through.
final class RehearsedServer implements AutoCloseable {
  private static final long STEP_NANOS = 5_000_000L;
  private static final long LIMIT_NANOS = 20_000_000_000L;

  private final Shutdown shutdown;
  private final Thread thread;

  private RehearsedServer(Shutdown shutdown, Thread thread) {
    this.shutdown = shutdown;
    this.thread = thread;
  }

  /// Starts it, and returns when it has opened its lease file, which it does last of all.
  ///
  /// @param threads starts a thread where the server should be
  /// @param configuration its file, in a directory that is also that of the file `leases.csv`
  /// @param flags more of its command line
  /// @throws IllegalStateException where it ends instead: standard error says why
  static RehearsedServer start(
      Function<Runnable, Thread> threads, Path configuration, List<String> flags)
      throws IOException {
    Shutdown shutdown = Shutdown.ofPart();
    List<String> arguments = new ArrayList<>(List.of("serve", "-c", configuration.toString()));
    arguments.addAll(flags);
    String[] commandLine = arguments.toArray(String[]::new);
    CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    Thread thread =
        threads.apply(
            () -> exitCode.complete(Main.commandLine(shutdown, commandLine).execute(commandLine)));
    Path leases = configuration.resolveSibling("leases.csv");
    long begin = System.nanoTime();
    while (Files.notExists(leases)) {
      if (exitCode.isDone() || System.nanoTime() - begin > LIMIT_NANOS) {
        shutdown.stop();
        throw new IllegalStateException("cannot rehearse: its server did not start");
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
    return new RehearsedServer(shutdown, thread);
  }

  /// Stops it as a signal would, and waits for its end.
  @Override
  public void close() {
    shutdown.stop();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
