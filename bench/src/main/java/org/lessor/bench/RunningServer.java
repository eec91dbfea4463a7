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
  private final Path directory;
  private final Path log;
  private final long startedNanos;
  private final Thread killer;

  private RunningServer(ServerProgram program, Process process, Path directory, long startedNanos) {
    this.program = program;
    this.process = process;
    this.directory = directory;
    this.log = log(directory);
    this.startedNanos = startedNanos;
    this.killer = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(killer);
  }

  static RunningServer start(ServerProgram program, List<String> command, Path directory)
      throws IOException {
    long nowNanos = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log(directory).toFile())
            .start();
    return new RunningServer(program, process, directory, nowNanos);
  }

  private static Path log(Path directory) {
    return directory.resolve("output");
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

  /// The size of its lease file in bytes.
  long leaseFileBytes() throws IOException {
    return Files.size(directory.resolve(ServerProgram.LEASES));
  }

  /// Replaces a part of its configuration, which must be there, and has it read that again.
  void reconfigure(String part, String replacement) throws IOException, InterruptedException {
    Path file = directory.resolve(ServerProgram.KEA_CONFIGURATION);
    String before = Files.readString(file);
    if (!before.contains(part)) {
      throw new IOException("no " + part + " in the configuration of " + program);
    }
    Files.writeString(file, before.replace(part, replacement));
    int failed = new ProcessBuilder("kill", "-HUP", "" + process.pid()).start().waitFor();
    if (failed != 0) {
      throw new IOException("cannot have " + program + " read its configuration again");
    }
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
