package org.lessor.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lessor.config.Checked;
import org.lessor.config.Configuration;
import org.lessor.config.Dhcp4Reader;
import org.lessor.config.EffectiveConfiguration;
import org.lessor.config.Loaded;
import org.lessor.engine.Policy;
import org.lessor.server.ConfigurationSummary;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `lessor check`: says whether the server would start with a configuration, without starting it.
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Says all that is wrong with a Kea configuration, without starting anything: needs no"
            + " privilege and none of the interfaces. Complaints go to standard error, one line"
            + " each: file:line:column: severity: path: what is wrong; what to do.",
    exitCodeOnInvalidInput = CheckCommand.WRONG_COMMAND_LINE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the server would start with it",
      "1:the server would refuse it",
      "64:the command line is wrong"
    })
final class CheckCommand implements Callable<Integer> {
  static final int WRONG_COMMAND_LINE = 64;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"-c", "--config"},
      required = true,
      paramLabel = "FILE",
      description = "Kea Dhcp4 configuration (JSON).")
  private Path config = Path.of("");

  @Option(
      names = "--print",
      description =
          "Print the configuration as it takes effect, with what is inherited and with defaults;"
              + " a comment says where each value comes from. What is printed can be read again.")
  private boolean print;

  @Option(
      names = "--json",
      description =
          "Print one line of JSON for tools, on standard output: the problems and, with --print,"
              + " the configuration and the origin of each value.")
  private boolean json;

  @Override
  public Integer call() {
    Checked checked =
        print
            ? Dhcp4Reader.checkFile(config)
            : new Checked(Dhcp4Reader.readFile(config), Optional.empty());
    if (json) {
      out().println(print ? checked.jsonWithConfiguration() : checked.json());
    } else {
      checked.problems().forEach(err()::println);
    }
    int code =
        switch (checked.loaded()) {
          case Loaded.Ok(Configuration configuration) -> {
            // What the server makes of it at its start; a fault there is one of ours.
            Policy.of(configuration.settings());
            if (!json && !print) {
              out().println(config + ": good: " + ConfigurationSummary.of(configuration));
            }
            yield CommandLine.ExitCode.OK;
          }
          case Loaded.Refused _ -> CommandLine.ExitCode.SOFTWARE;
        };
    if (print && !json) {
      checked.effective().map(EffectiveConfiguration::annotated).ifPresent(out()::print);
    }
    out().flush();
    return code;
  }

  private PrintWriter out() {
    return commandLine().getOut();
  }

  private PrintWriter err() {
    return commandLine().getErr();
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new AssertionError("the command line was not read");
    }
    return spec.commandLine();
  }
}
