package org.lessor.lab.peer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The program under test, `lessor`, as a command that runs it from the classes of this build: no
/// launcher, no packaging, so it is never out of date.
final class LessorProgram {
  /// The Java runtime that the tests run on.
  static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private LessorProgram() {}

  /// The command line of `lessor ARGUMENTS`. The options only make a short-lived JVM start sooner,
  /// and without a file in `/tmp` that goes by its process id, which hosts do not share.
  static List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(JAVA, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("org.lessor.cli.Main");
    command.addAll(arguments);
    return command;
  }
}
