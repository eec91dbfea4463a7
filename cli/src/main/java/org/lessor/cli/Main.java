package org.lessor.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.module.ModuleDescriptor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The `lessor` command: reads the command line and runs the program that it names.
public final class Main {
  private Main() {}

  /// Runs the command and ends the process with its exit code: 0 done, 1 failed, 2 the command line
  /// is wrong.
  public static void main(String[] arguments) {
    Ahead.of(arguments);
    Shutdown shutdown = new Shutdown();
    shutdown.exit(exitCode(() -> run(arguments, shutdown), System.err));
  }

  private static int run(String[] arguments, Shutdown shutdown) {
    // dhclient's flags are not those that a reader of POSIX command lines understands.
    return arguments.length > 0 && arguments[0].equals("dhclient")
        ? DhclientProgram.run(List.of(arguments).subList(1, arguments.length), shutdown)
        : commandLine(shutdown, arguments).execute(arguments);
  }

  /// The exit code of a program, also where a fault of its own ends it: a signal would wait for it
  /// for ever.
  static int exitCode(IntSupplier program, PrintStream err) {
    try {
      return program.getAsInt();
    } catch (RuntimeException | Error fault) {
      err.println(
          "lessor: a fault inside the program, please report it with these lines: " + fault);
      fault.printStackTrace(err);
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  /// The command line that understands `arguments`. To set up all commands takes a part of a start,
  /// so that only the one that is named is there, or all where none is.
  static CommandLine commandLine(Shutdown shutdown, String... arguments) {
    CommandLine lessor = new Program().commandLine();
    Map<String, Supplier<Subcommand>> commands = commands(shutdown);
    String first = arguments.length > 0 ? arguments[0] : "";
    commands.forEach((name, command) -> {
      if (name.equals(first) || !commands.containsKey(first)) {
        lessor.addSubcommand(name, command.get().commandLine());
      }
    });
    return lessor.setParameterExceptionHandler(Main::refuse);
  }

  /// Says what is wrong with a command line, last of all where it is seen: the help of a command is
  /// longer than a terminal.
  private static int refuse(ParameterException refusal, String[] arguments) {
    CommandLine command = refusal.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(refusal.getMessage());
    UnmatchedArgumentException.printSuggestions(refusal, err);
    CommandSpec wrong = command.getCommandSpec();
    if (wrong.parent() == null) {
      command.usage(err);
    } else {
      err.println("All flags: " + wrong.qualifiedName(" ") + " --help");
    }
    return wrong.exitCodeOnInvalidInput();
  }

  private static Map<String, Supplier<Subcommand>> commands(Shutdown shutdown) {
    Map<String, Supplier<Subcommand>> commands = new LinkedHashMap<>();
    commands.put("demo", () -> new DemoCommand(shutdown));
    commands.put("serve", () -> new ServeCommand(shutdown));
    commands.put("check", CheckCommand::new);
    commands.put("explain", ExplainCommand::new);
    commands.put("client", () -> new ClientCommand(shutdown));
    commands.put("load", () -> new LoadCommand(shutdown));
    commands.put("rehearse", () -> new RehearseCommand(shutdown));
    return commands;
  }

  /// What is there without a command.
  private static final class Program extends Subcommand {
    Program() {
      super("lessor", "DHCPv4 server, client and load tester.");
    }

    @Override
    public Integer call() {
      throw wrong("Which command?");
    }
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
