package org.lessor.lab.net;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Runs set-up commands to their end. Any thread may call it.
public final class Commands {
  /// Where programs are looked for.
  public static final String SEARCH_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private static final Map<String, String> ENVIRONMENT = Map.of("PATH", SEARCH_PATH, "LC_ALL", "C");

  private Commands() {}

  /// A process builder whose environment is the same on every machine: the standard search path,
  /// the C locale and nothing else.
  public static ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(ENVIRONMENT);
    return builder;
  }

  /// The file of a program, given by its name on the search path or by its path; empty if it is not
  /// installed.
  public static Optional<Path> find(String program) {
    return Stream.of(SEARCH_PATH.split(":"))
        .map(directory -> Path.of(directory).resolve(program)) // an absolute path stays as it is
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Runs a command and returns what it printed. Throws [LabException] when it fails.
  public static String run(List<String> command) {
    try {
      Process process = builder(command).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.waitFor();
      if (exit != 0) {
        throw new LabException(
            "'%s' ended with exit code %d: %s"
                .formatted(String.join(" ", command), exit, output.strip()));
      }
      return output;
    } catch (IOException failure) {
      throw new LabException("could not run '" + String.join(" ", command) + "'", failure);
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while '" + String.join(" ", command) + "' ran", failure);
    }
  }

  static String run(String... command) {
    return run(List.of(command));
  }
}
