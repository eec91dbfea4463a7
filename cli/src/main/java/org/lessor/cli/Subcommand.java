package org.lessor.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;

/// A command of the program: its name, its help and its flags, and what it does. Made for one
/// command line, which picocli reads; [#call] runs once that is done and returns the exit code.
abstract class Subcommand implements Callable<Integer> {
  private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
  private final Flags flags = new Flags(spec);

  Subcommand(String name, String description) {
    spec.name(name).versionProvider(new Main.Version());
    spec.usageMessage().description(description).sortOptions(false);
  }

  /// To declare flags of this command.
  final Flags flags() {
    return flags;
  }

  /// Lists exit codes in the help, each with a colon before what it means.
  final void exitCodes(String... codes) {
    spec.usageMessage()
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(UsageMessageSpec.keyValuesMap(codes));
  }

  /// As picocli knows it. To be called once, when all flags are declared.
  final CommandLine commandLine() {
    spec.addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help message and exit.")
                .build())
        .addOption(
            OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Print version information and exit.")
                .build());
    return new CommandLine(spec);
  }

  final CommandSpec spec() {
    return spec;
  }

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /// To be thrown where the command line cannot be what is meant; `message` says what is wrong.
  final ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
