package org.lessor.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.lessor.client.Rehearsal;
import org.lessor.linux.FirstCall;
import org.lessor.wire.Ipv4;

/// What every start of a server or a client loads or makes anew in the virtual machine: done on a
/// thread beside, while the command line is read. Nothing waits for it, and whatever comes before
/// its end works all the same. It must not touch the log, which is set up meanwhile.
final class Ahead {
  private static final Set<String> ASKING =
      Set.of("status", "renew", "release", "wait", "--help", "-h", "--version", "-V");

  private Ahead() {}

  /// Begins, where these arguments call for it.
  static void of(String... arguments) {
    switch (arguments.length > 0 ? arguments[0] : "") {
      case "serve" -> begin(Ahead::server);
      case "dhclient" -> begin(Ahead::client);
      case "client" -> {
        if (arguments.length == 1 || !ASKING.contains(arguments[1])) {
          begin(Ahead::client);
        }
      }
      default -> {}
    }
  }

  private static void server() {
    FirstCall.make();
    SecondCompiler.giveWay();
    Optional<Ipv4> _ = ServerRehearsal.perform();
  }

  private static void client() {
    FirstCall.make();
    try {
      Rehearsal.perform();
    } catch (IOException refused) {
      // The client itself meets it next, and says what and why.
      return;
    }
  }

  private static void begin(Runnable work) {
    Thread.ofPlatform()
        .daemon()
        .name("lessor-ahead")
        // What is wrong is said where it is needed.
        .uncaughtExceptionHandler((_, _) -> {})
        .start(work);
  }
}
