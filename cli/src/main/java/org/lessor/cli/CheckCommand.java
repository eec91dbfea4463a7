package org.lessor.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.lessor.cli.Flags.Form;
import org.lessor.config.Checked;
import org.lessor.config.Configuration;
import org.lessor.config.Dhcp4Reader;
import org.lessor.config.EffectiveConfiguration;
import org.lessor.config.Loaded;
import org.lessor.engine.Policy;
import org.lessor.server.ConfigurationSummary;
import picocli.CommandLine;

/// `lessor check`: says whether the server would start with a configuration, without starting it.
final class CheckCommand extends Subcommand {
  static final int WRONG_COMMAND_LINE = 64;

  private final Supplier<Path> config;
  private final Supplier<Boolean> print;
  private final Supplier<Boolean> json;

  CheckCommand() {
    super(
        "check",
        "Says all that is wrong with a Kea configuration, without starting anything: needs no"
            + " privilege and none of the interfaces. Complaints go to standard error, one line"
            + " each: file:line:column: severity: path: what is wrong; what to do.");
    exitCodes(
        "0:the server would start with it",
        "1:the server would refuse it",
        "64:the command line is wrong");
    spec().exitCodeOnInvalidInput(WRONG_COMMAND_LINE);
    Flags flags = flags();
    config = flags.required("-c,--config", "FILE", Form.PATH, "Kea Dhcp4 configuration (JSON).");
    print =
        flags.toggle(
            "--print",
            "Print the configuration as it takes effect, with what is inherited and with defaults;"
                + " a comment says where each value comes from. What is printed can be read"
                + " again.");
    json =
        flags.toggle(
            "--json",
            "Print one line of JSON for tools, on standard output: the problems and, with --print,"
                + " the configuration and the origin of each value.");
  }

  @Override
  public Integer call() {
    Checked checked =
        print.get()
            ? Dhcp4Reader.checkFile(config.get())
            : new Checked(Dhcp4Reader.readFile(config.get()), Optional.empty());
    if (json.get()) {
      out().println(print.get() ? checked.jsonWithConfiguration() : checked.json());
    } else {
      checked.problems().forEach(err()::println);
    }
    int code =
        switch (checked.loaded()) {
          case Loaded.Ok(Configuration configuration) -> {
            // What the server makes of it at its start; a fault there is one of ours.
            Policy.of(configuration.settings());
            if (!json.get() && !print.get()) {
              out().println(config.get() + ": good: " + ConfigurationSummary.of(configuration));
            }
            yield CommandLine.ExitCode.OK;
          }
          case Loaded.Refused _ -> CommandLine.ExitCode.SOFTWARE;
        };
    if (print.get() && !json.get()) {
      checked.effective().map(EffectiveConfiguration::annotated).ifPresent(out()::print);
    }
    out().flush();
    return code;
  }
}
