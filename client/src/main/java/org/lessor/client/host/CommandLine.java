package org.lessor.client.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Runs another program and waits for its end. No shell is involved, so nothing that a server sent
/// can become a command.
final class CommandLine {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MOST_OUTPUT = 400;

  private final List<String> words;

  CommandLine(List<String> words) {
    this.words = List.copyOf(words);
  }

  /// Where a program is, by the directories of PATH.
  static Optional<Path> find(String program) {
    String path = System.getenv().getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    for (String directory : path.split(":", -1)) {
      Path candidate = Path.of(directory.isEmpty() ? "." : directory, program);
      if (Files.isExecutable(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /// Runs the program with `input` on its standard input.
  ///
  /// @throws IOException where it could not be started, took too long, or ended with another status
  ///   than 0; says what it wrote
  void run(String input) throws IOException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    try {
      try (OutputStream stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException(this + ": did not end within " + PATIENCE.toSeconds() + " s");
      }
      if (process.exitValue() != 0) {
        throw new IOException(this + ": status " + process.exitValue() + ": " + output(process));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException(this + ": interrupted", stopped);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String output(Process process) throws IOException {
    try (InputStream stdout = process.getInputStream()) {
      byte[] text = stdout.readNBytes(MOST_OUTPUT);
      return new String(text, StandardCharsets.UTF_8).strip().replace('\n', ' ');
    }
  }

  @Override
  public String toString() {
    return String.join(" ", words);
  }
}
