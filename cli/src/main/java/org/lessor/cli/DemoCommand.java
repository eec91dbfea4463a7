package org.lessor.cli;

import ch.qos.logback.classic.Level;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.lessor.cli.Flags.Form;
import org.lessor.cli.demo.Demo;
import org.lessor.cli.log.LogOutput;
import org.lessor.server.StartFailure;
import picocli.CommandLine;

/// `lessor demo`: one whole exchange between server and client, shown as it happens.
final class DemoCommand extends Subcommand {
  private final Supplier<Boolean> full;
  private final Supplier<Boolean> loopback;
  private final Supplier<Optional<Path>> pcap;
  private final Supplier<Boolean> verbose;
  private final Shutdown shutdown;

  DemoCommand(Shutdown shutdown) {
    super(
        "demo",
        "Makes two hosts and a cable, runs the server on one and the client on the other, and shows"
            + " the DHCP exchange between them as it happens: the four steps, a renewal, a release."
            + " Nothing outside is touched; everything is gone when it ends.");
    exitCodes(
        "0:the whole exchange was seen",
        "1:something was not seen, or could not be made: the last lines say what",
        "2:the command line is wrong");
    Flags flags = flags();
    full =
        flags.toggle(
            "--full",
            "Ask by ARP for as long as RFC 5227 says (4 to 7 seconds) before the address is used,"
                + " instead of for less than a second.");
    loopback =
        flags.toggle("--loopback", "Do without hosts of their own: use the loopback interface.");
    pcap =
        flags.value(
            "--pcap", "FILE", Form.PATH, "Write the packets to this file, in the pcapng format.");
    verbose = flags.toggle("-v,--verbose", "Let the server's log lines appear on standard error.");
    this.shutdown = shutdown;
  }

  @Override
  public Integer call() throws Exception {
    Demo demo =
        new Demo(
            new Demo.Settings(
                loopback.get() ? Demo.Place.LOOPBACK : Demo.Place.HOSTS_OR_LOOPBACK,
                full.get() ? Demo.Patience.FULL : Demo.Patience.SHORT,
                colours(),
                pcap.get()),
            out());
    shutdown.onSignal(demo::stop);
    try (LogOutput _ = LogOutput.toStandardError(verbose.get() ? Level.DEBUG : Level.WARN)) {
      List<String> missing = demo.run();
      return missing.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    } catch (IOException | StartFailure failure) {
      out().flush();
      err().println("lessor: " + failure.getMessage());
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
