package org.lessor.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// `lessor serve` with a configuration file, from the command line to its end.
final class RehearsedServer implements AutoCloseable {
  private static final long STEP_NANOS = 5_000_000L;
  private static final long LIMIT_NANOS = 20_000_000_000L;

  private final Runnable stop;

  private RehearsedServer(Runnable stop) {
    this.stop = stop;
  }

  /// Starts it within this process, so that a rehearsal goes through all that a start goes through,
  /// and returns when it has opened its lease file, which it does last of all.
  ///
  /// @param configuration its file, in a directory that is also that of the file `leases.csv`
  /// @param flags more of its command line
  /// @throws IllegalStateException where it ends instead: standard error says why
  static RehearsedServer start(Path configuration, List<String> flags) throws IOException {
    Shutdown shutdown = Shutdown.ofPart();
    String[] commandLine = commandLine(configuration, flags).toArray(String[]::new);
    Thread thread =
        Thread.ofPlatform()
            .start(() -> Main.commandLine(shutdown, commandLine).execute(commandLine));
    RehearsedServer server =
        new RehearsedServer(() -> {
          shutdown.stop();
          join(thread);
        });
    server.await(configuration, () -> !thread.isAlive());
    return server;
  }

  /// The same in a process of its own, of which this one learns nothing.
  static RehearsedServer startProcess(Path configuration) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=org.lessor.linux", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-p", System.getProperty("jdk.module.path", "")));
    command.addAll(List.of("-m", "org.lessor.cli/org.lessor.cli.Main"));
    command.addAll(commandLine(configuration, List.of()));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.INHERIT)
            .start();
    RehearsedServer server =
        new RehearsedServer(() -> {
          process.destroy();
          process.onExit().join();
        });
    server.await(configuration, () -> !process.isAlive());
    return server;
  }

  private static List<String> commandLine(Path configuration, List<String> flags) {
    List<String> arguments = new ArrayList<>(List.of("serve", "-c", configuration.toString()));
    arguments.addAll(flags);
    return arguments;
  }

  private void await(Path configuration, BooleanSupplier ended) {
    Path leases = configuration.resolveSibling("leases.csv");
    long begin = System.nanoTime();
    while (Files.notExists(leases)) {
      if (ended.getAsBoolean() || System.nanoTime() - begin > LIMIT_NANOS) {
        close();
        throw new IllegalStateException("cannot rehearse: its server did not start");
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Stops it as a signal would, and waits for its end.
  @Override
  public void close() {
    stop.run();
  }
}
