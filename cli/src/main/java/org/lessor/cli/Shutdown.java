package org.lessor.cli;

import java.util.concurrent.CompletableFuture;

/// Ends the process in good order, and with the program's own exit code also where a signal
/// (SIGTERM, SIGINT, SIGHUP) ends it: the Java runtime alone would end with 128 and the signal's
/// number, before the program has let go of anything.
final class Shutdown {
  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();

  /// Has `stop` called when a signal comes; it should make the program return soon.
  void onSignal(Runnable stop) {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("lessor-shutdown")
                .unstarted(() -> {
                  stop.run();
                  Runtime.getRuntime().halt(exitCode.join());
                }));
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
