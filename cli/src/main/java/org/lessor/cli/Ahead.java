package org.lessor.cli;

import java.security.SecureRandom;
import org.lessor.config.Dhcp4Reader;
import org.lessor.config.Loaded;
import org.lessor.linux.FirstCall;

/// What every start of a server or a client makes anew in the virtual machine, whatever the command
/// line says: made on a thread beside, while the command line is read. Nothing waits for it, and
/// whatever comes before its end works all the same.
final class Ahead {
  private Ahead() {}

  /// Begins, for a command that talks with the kernel soon.
  static void ofCalls() {
    begin(FirstCall::make);
  }

  /// Begins, for a server, which reads a configuration as well, and draws random numbers.
  static void ofServer() {
    begin(() -> {
      FirstCall.make();
      Loaded _ = Dhcp4Reader.readText("{}");
      new SecureRandom().nextLong();
    });
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
