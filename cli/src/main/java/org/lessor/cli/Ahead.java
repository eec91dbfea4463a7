package org.lessor.cli;

import java.security.SecureRandom;
import java.util.Set;
import org.lessor.config.Dhcp4Reader;
import org.lessor.config.Loaded;
import org.lessor.linux.FirstCall;

/// What every start of a server or a client loads or makes anew in the virtual machine: done on a
/// thread beside, while the command line is read. Nothing waits for it, and whatever comes before
/// its end works all the same. It must not touch the log, which is set up meanwhile.
final class Ahead {
  private static final Set<String> ASKING =
      Set.of("status", "renew", "release", "wait", "--help", "-h", "--version", "-V");

  private Ahead() {}

  /// Begins, where these arguments call for it.
  static void of(String[] arguments) {
    switch (arguments.length > 0 ? arguments[0] : "") {
      case "serve" -> begin(Ahead::server);
      case "dhclient" -> begin(FirstCall::make);
      case "client" -> {
        if (arguments.length == 1 || !ASKING.contains(arguments[1])) {
          begin(FirstCall::make);
        }
      }
      default -> {}
    }
  }

  private static void server() {
    FirstCall.make();
    Loaded _ = Dhcp4Reader.readText("{}");
    new SecureRandom().nextLong();
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
