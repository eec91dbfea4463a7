package org.lessor.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Who uses a lease file, in words. Any thread may call it.
final class Processes {
  private Processes() {}

  /// What [#name] knows this process by: its number and its host's name, as a number means another
  /// process in another container.
  static String self() {
    return (ProcessHandle.current().pid() + " " + host()).strip();
  }

  /// A process as an operator can find it.
  ///
  /// @param owner a number and perhaps a host, or nothing where that is not known
  static String name(String owner) {
    String[] words = owner.split(" ", 2);
    if (!words[0].matches("[1-9][0-9]{0,8}")) {
      return "process of unknown number";
    }
    String number = "process " + words[0];
    if (words.length > 1 && !words[1].equals(host())) {
      return number + " on " + words[1];
    }
    return command(words[0]).map(command -> number + " (" + command + ")").orElse(number);
  }

  /// Whether the process `pid` runs and has `part` in its name, as far as that can be seen.
  static boolean mayBe(String pid, String part) {
    boolean runs =
        pid.matches("[1-9][0-9]{0,8}") && ProcessHandle.of(Long.parseLong(pid)).isPresent();
    return runs && command(pid).map(command -> command.contains(part)).orElse(true);
  }

  // The path of another user's program may not be seen, its name always.
  private static Optional<String> command(String pid) {
    return ProcessHandle.of(Long.parseLong(pid))
        .flatMap(process -> process.info().command())
        .or(() -> read(Path.of("/proc", pid, "comm")));
  }

  private static String host() {
    return read(Path.of("/proc/sys/kernel/hostname")).orElse("");
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
