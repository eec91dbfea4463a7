package org.lessor.cli;

import java.lang.module.ModuleDescriptor;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The `lessor` command: reads the command line and runs the program that it names.
@Command(
    name = "lessor",
    description = "DHCPv4 server, client, relay and load tester.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  private Main() {}

  /// Runs the command and ends the process with its exit code: 0 done, 1 failed, 2 the command line
  /// is wrong.
  public static void main(String[] arguments) {
    Shutdown shutdown = new Shutdown();
    // dhclient's flags are not those that a reader of POSIX command lines understands.
    shutdown.exit(
        arguments.length > 0 && arguments[0].equals("dhclient")
            ? DhclientProgram.run(List.of(arguments).subList(1, arguments.length), shutdown)
            : commandLine(shutdown).execute(arguments));
  }

  static CommandLine commandLine(Shutdown shutdown) {
    return new CommandLine(new Main())
        .addSubcommand(new DemoCommand(shutdown))
        .addSubcommand(new ServeCommand(shutdown))
        .addSubcommand(new CheckCommand())
        .addSubcommand(new ExplainCommand())
        .addSubcommand(new ClientCommand(shutdown))
        .addSubcommand(LoadCommand.commandLine(shutdown))
        .addSubcommand(new RehearseCommand());
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }

  /// What `--version` prints: enough to say in a report what was running.
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version =
          Optional.ofNullable(Main.class.getModule().getDescriptor())
              .flatMap(ModuleDescriptor::rawVersion)
              .orElse("(not packaged)");
      return new String[] {
        "lessor %s (Java %s, %s %s)"
            .formatted(
                version,
                Runtime.version(),
                System.getProperty("os.name"),
                System.getProperty("os.version"))
      };
    }
  }
}
