package org.lessor.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// How dhclient goes into the background. A Java process cannot fork, so the first process starts a
/// second one with the same command line, passes on what it says, and ends when that one says that
/// nobody need wait any longer.
final class DhclientBackground {
  /// In the environment of the second process.
  private static final String CHILD = "LESSOR_DHCLIENT_BACKGROUND";

  /// The second process's last word to the first.
  private static final String ENOUGH = "lessor-dhclient: that is all";

  private DhclientBackground() {}

  /// Whether this is the second process.
  static boolean isChild() {
    return System.getenv(CHILD) != null;
  }

  /// Starts the second process, and waits until it has said enough or has ended.
  ///
  /// @return the exit code for the first process
  /// @throws IOException where it cannot be started
  static int launch(Shutdown shutdown) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command());
    builder.environment().put(CHILD, "1");
    builder.redirectInput(new File("/dev/null"));
    Process child = builder.start();
    // What runs at a signal runs at the orderly end too, when the second process is to go on.
    AtomicBoolean waiting = new AtomicBoolean(true);
    shutdown.onSignal(() -> {
      if (waiting.get()) {
        child.destroy();
      }
    });
    Thread errors = Thread.ofPlatform().daemon().start(() -> pass(child.errorReader(), System.err));
    boolean enough = pass(child.inputReader(), System.out);
    try {
      if (enough) {
        waiting.set(false);
        errors.join(1000);
        return 0;
      }
      int exitCode = child.waitFor();
      errors.join(1000);
      return exitCode;
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  /// This process's own command line.
  private static List<String> command() throws IOException {
    String line = Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.UTF_8);
    List<String> words = new ArrayList<>(List.of(line.split("\0", -1)));
    if (words.getLast().isEmpty()) {
      words.removeLast();
    }
    words.set(0, ProcessHandle.current().info().command().orElse(words.getFirst()));
    return words;
  }

  /// Whether the last word came.
  private static boolean pass(BufferedReader from, PrintStream to) {
    try (from) {
      for (String line = from.readLine(); line != null; line = from.readLine()) {
        if (line.equals(ENOUGH)) {
          return true;
        }
        to.println(line);
      }
    } catch (IOException ended) {
      return false;
    }
    return false;
  }

  /// In the second process: lets the first one end.
  static void sayEnough() {
    if (isChild()) {
      System.err.println(ENOUGH);
      System.out.println(ENOUGH);
      System.out.flush();
    }
  }
}
