package org.lessor.cli;

import ch.qos.logback.classic.Level;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lessor.cli.demo.Demo;
import org.lessor.cli.log.LogOutput;
import org.lessor.server.StartFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `lessor demo`: one whole exchange between server and client, shown as it happens.
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Makes two hosts and a cable, runs the server on one and the client on the other, and shows"
            + " the DHCP exchange between them as it happens: the four steps, a renewal, a release."
            + " Nothing outside is touched; everything is gone when it ends.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the whole exchange was seen",
      "1:something was not seen, or could not be made: the last lines say what",
      "2:the command line is wrong"
    })
final class DemoCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--full",
      description =
          "Ask by ARP for as long as RFC 5227 says (4 to 7 seconds) before the address is used,"
              + " instead of for less than a second.")
  private boolean full;

  @Option(
      names = "--loopback",
      description = "Do without hosts of their own: use the loopback interface.")
  private boolean loopback;

  @Option(
      names = "--pcap",
      paramLabel = "FILE",
      description = "Write the packets to this file, in the pcapng format.")
  private @Nullable Path pcap;

  @Option(
      names = {"-v", "--verbose"},
      description = "Let the server's log lines appear on standard error.")
  private boolean verbose;

  private final Shutdown shutdown;

  DemoCommand(Shutdown shutdown) {
    this.shutdown = shutdown;
  }

  @Override
  public Integer call() throws Exception {
    if (spec == null) {
      throw new AssertionError("the command line was not read");
    }
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Demo demo =
        new Demo(
            new Demo.Settings(
                loopback ? Demo.Place.LOOPBACK : Demo.Place.HOSTS_OR_LOOPBACK,
                full ? Demo.Patience.FULL : Demo.Patience.SHORT,
                colours(),
                Optional.ofNullable(pcap)),
            out);
    shutdown.onSignal(demo::stop);
    try (LogOutput _ = LogOutput.toStandardError(verbose ? Level.DEBUG : Level.WARN)) {
      List<String> missing = demo.run();
      return missing.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    } catch (IOException | StartFailure failure) {
      out.flush();
      err.println("lessor: " + failure.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  /// Colours are for terminals, and not for those who asked for none (NO_COLOR).
  private static Demo.Colours colours() {
    boolean wanted =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
            && System.getenv().getOrDefault("NO_COLOR", "").isEmpty()
            && !"dumb".equals(System.getenv("TERM"));
    return wanted ? Demo.Colours.TERMINAL : Demo.Colours.NONE;
  }
}
