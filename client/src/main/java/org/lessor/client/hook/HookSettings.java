package org.lessor.client.hook;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Which programs run when something happens to a lease.
///
/// @param programs the programs, in the order in which they run; each is executed as it is, without
///   arguments and without a shell
/// @param limit how long one run of one program may take; then it is killed
/// @param variables what else stands in their environment, by name
/// @param options how options are called and written
/// @param output where their output goes
public record HookSettings(
    List<Path> programs,
    Duration limit,
    Map<String, String> variables,
    IscOptions options,
    Output output) {
  /// Where the output of a program goes.
  public enum Output {
    /// To that of the client.
    INHERITED,
    /// Nowhere.
    DISCARDED
  }

  /// No program at all.
  public static final HookSettings NONE =
      new HookSettings(
          List.of(), Duration.ofSeconds(60), Map.of(), IscOptions.STANDARD, Output.INHERITED);

  /// Throws [IllegalArgumentException] if the limit is not positive or a variable has no usable
  /// name.
  public HookSettings {
    programs = List.copyOf(programs);
    variables = Map.copyOf(variables);
    if (!limit.isPositive()) {
      throw new IllegalArgumentException("a hook's time limit must be longer than nothing");
    }
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      if (!variable.getKey().matches("[A-Za-z_][A-Za-z0-9_]*")
          || variable.getValue().indexOf('\0') >= 0) {
        throw new IllegalArgumentException(
            "not an environment variable: \"" + variable.getKey() + "\"");
      }
    }
  }

  /// Programs whose output goes to that of the client.
  public HookSettings(
      List<Path> programs, Duration limit, Map<String, String> variables, IscOptions options) {
    this(programs, limit, variables, options, Output.INHERITED);
  }

  /// These programs with a minute each.
  public static HookSettings of(List<Path> programs) {
    return new HookSettings(programs, NONE.limit, Map.of(), IscOptions.STANDARD);
  }
}
