package org.lessor.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A server that runs, and what it costs.
final class RunningServer implements AutoCloseable {
  private static final long STOP_SECONDS = 20;

  private final ServerProgram program;
  private final Process process;
  private final Path log;
  private final long startedNanos;
  private final Thread killer;

  private RunningServer(ServerProgram program, Process process, Path log, long startedNanos) {
    this.program = program;
    this.process = process;
    this.log = log;
    this.startedNanos = startedNanos;
    this.killer = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(killer);
  }

  static RunningServer start(ServerProgram program, List<String> command, Path directory)
      throws IOException {
    Path log = directory.resolve("output");
    long nowNanos = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new RunningServer(program, process, log, nowNanos);
  }

  ServerProgram program() {
    return program;
  }

  /// When the command was given, by [System#nanoTime].
  long startedNanos() {
    return startedNanos;
  }

  /// Processor time that it has used so far, in and out of the kernel, to 10 ms.
  long cpuNanos() throws IOException {
    return ProcessorTime.of(process.pid());
  }

  /// Its memory that is in use, in bytes.
  long residentBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
        .findFirst()
        .orElse(0);
  }

  /// Throws with what it said where it has ended by itself.
  void requireAlive() throws IOException {
    if (!process.isAlive()) {
      throw new IOException(
          program + " ended with exit code " + process.exitValue() + ":\n" + Files.readString(log));
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(killer);
  }
}
