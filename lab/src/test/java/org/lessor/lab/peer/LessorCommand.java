package org.lessor.lab.peer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.lessor.lab.net.Host;

/// `lessor` with any arguments, in a host of the lab.
public final class LessorCommand {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private LessorCommand() {}

  /// What a command that came to its end left.
  ///
  /// @param exitCode its exit code
  /// @param output all that it printed
  public record Outcome(int exitCode, String output) {}

  /// Starts it in `directory`.
  public static Peer start(Host host, Path directory, String... arguments) {
    return Peer.start(host, directory, LessorProgram.command(List.of(arguments)));
  }

  /// Starts it with one more variable in its environment, such as `NAME=value`.
  public static Peer startWith(Host host, Path directory, String variable, String... arguments) {
    List<String> command = new ArrayList<>(List.of("env", variable));
    command.addAll(LessorProgram.command(List.of(arguments)));
    return Peer.start(host, directory, command);
  }

  /// Runs it to its end.
  public static Outcome run(Host host, String... arguments) {
    Peer peer = start(host, host.lab().directory("lessor"), arguments);
    int exitCode = peer.awaitExit(LIMIT);
    return new Outcome(exitCode, peer.text());
  }
}
