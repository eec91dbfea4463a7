package org.lessor.cli;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Ends the process in good order, and with the program's own exit code also where a signal
/// (SIGTERM, SIGINT, SIGHUP) ends it: the Java runtime alone would end with 128 and the signal's
/// number, before the program has let go of anything.
final class Shutdown {
  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
  private final List<Runnable> stops = new CopyOnWriteArrayList<>();
  private final Consumer<Thread> hooks;

  /// That of the process: signals stop it.
  Shutdown() {
    this(Runtime.getRuntime()::addShutdownHook);
  }

  private Shutdown(Consumer<Thread> hooks) {
    this.hooks = hooks;
  }

  /// That of a command which another one runs within itself: only [#stop()] stops it.
  static Shutdown ofPart() {
    return new Shutdown(_ -> {});
  }

  /// Has `stop` called when a signal comes; it should make the program return soon.
  void onSignal(Runnable stop) {
    stops.add(stop);
    hooks.accept(
        Thread.ofPlatform()
            .name("lessor-shutdown")
            .unstarted(() -> {
              stop.run();
              Runtime.getRuntime().halt(exitCode.join());
            }));
  }

  /// Has the program return soon, as a signal would.
  void stop() {
    stops.forEach(Runnable::run);
  }

  /// Has the process end with `code` as soon as a signal's `stop` has returned, without waiting for
  /// the program.
  void waitForNothing(int code) {
    exitCode.complete(code);
  }

  /// Ends the process; the last thing that the program does.
  void exit(int code) {
    exitCode.complete(code);
    System.exit(code);
  }
}
