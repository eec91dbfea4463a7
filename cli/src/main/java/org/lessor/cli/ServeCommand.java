package org.lessor.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.lessor.cli.Flags.Form;
import org.lessor.cli.log.LogOutput;
import org.lessor.config.Configuration;
import org.lessor.config.Dhcp4Reader;
import org.lessor.config.ExpiredLeases;
import org.lessor.config.Interfaces;
import org.lessor.config.LeaseChecks;
import org.lessor.config.LeaseDatabase;
import org.lessor.config.Loaded;
import org.lessor.config.Logging;
import org.lessor.config.Problem;
import org.lessor.linux.SystemRandom;
import org.lessor.server.DhcpServer;
import org.lessor.server.Ports;
import org.lessor.server.StartFailure;
import picocli.CommandLine;

/// `lessor serve`: runs the server in the foreground until SIGTERM or SIGINT.
final class ServeCommand extends Subcommand {
  private static final Path DEFAULT_LEASE_FILE = Path.of("/var/lib/lessor/kea-leases4.csv");
  private static final Path KEA_LEASE_FILE = Path.of("/var/lib/kea/kea-leases4.csv");

  private final Supplier<Optional<Path>> config;
  private final QuickSubnet quick;
  private final Supplier<Optional<Path>> leaseFile;
  private final Supplier<Boolean> verbose;
  private final Supplier<Integer> serverPort;
  private final Supplier<Integer> clientPort;
  private final Shutdown shutdown;

  ServeCommand(Shutdown shutdown) {
    super(
        "serve",
        "Runs the DHCP server in the foreground, by a Kea configuration file or by flags alone."
            + " SIGTERM stops it; SIGHUP has it read the file anew.");
    exitCodes(
        "0:stopped as it was told",
        "1:could not start, or failed: standard error says why",
        "2:the command line or the configuration is wrong");
    Flags flags = flags();
    config = flags.value("-c,--config", "FILE", Form.PATH, "Kea Dhcp4 configuration (JSON).");
    quick = new QuickSubnet(flags);
    leaseFile =
        flags.value(
            "--lease-file",
            "FILE",
            Form.PATH,
            "Where leases are kept, where the configuration names no file. Default: with --config"
                + " Kea's own file, /var/lib/kea/kea-leases4.csv; otherwise"
                + " /var/lib/lessor/kea-leases4.csv.");
    verbose = flags.toggle("-v,--verbose", "Log also what happens to each packet.");
    serverPort = flags.hidden("--server-port", Form.INTEGER, "67");
    clientPort = flags.hidden("--client-port", Form.INTEGER, "68");
    this.shutdown = shutdown;
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = err();
    Configuration configuration;
    if (config.get().isPresent()) {
      if (quick.given()) {
        throw wrong("--config and --interface, --subnet, --pool exclude each other");
      }
      switch (Dhcp4Reader.readFile(config.get().get())) {
        case Loaded.Ok(Configuration good) -> configuration = good;
        case Loaded.Refused(List<Problem> problems) -> {
          problems.forEach(err::println);
          err.println("lessor: the configuration is refused; nothing was started");
          return CommandLine.ExitCode.USAGE;
        }
      }
    } else {
      configuration = byFlags();
    }
    LogOutput.Verbosity verbosity =
        verbose.get() ? LogOutput.Verbosity.ALL : LogOutput.Verbosity.AS_CONFIGURED;
    try (LogOutput output = LogOutput.of(configuration.logging(), verbosity)) {
      return serve(configuration, output, err);
    } catch (IOException failure) {
      err.println("lessor: " + failure.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  private int serve(Configuration configuration, LogOutput output, PrintWriter err)
      throws InterruptedException {
    Path file =
        leaseFile.get().orElse(config.get().isEmpty() ? DEFAULT_LEASE_FILE : KEA_LEASE_FILE);
    CountDownLatch stop = new CountDownLatch(1);
    Breakdown breakdown = new Breakdown(err, stop::countDown);
    Thread.setDefaultUncaughtExceptionHandler(breakdown);
    CompletableFuture<DhcpServer> started = new CompletableFuture<>();
    shutdown.onSignal(() -> {
      stop.countDown();
      if (!started.isDone()) {
        // It has promised nothing yet, and may wait long for an interface.
        shutdown.waitForNothing(CommandLine.ExitCode.OK);
      }
    });
    // From before the start: whoever sees the server's first lines may signal at once.
    config.get().ifPresent(again -> Hangup.onSignal(() -> reload(started, again)));
    try (DhcpServer server =
        DhcpServer.start(
            new DhcpServer.Setup(
                configuration,
                file,
                new Ports(serverPort.get(), clientPort.get()),
                new SystemRandom(),
                logging -> follow(output, logging, err)))) {
      started.complete(server);
      stop.await();
    } catch (StartFailure failure) {
      err.println("lessor: " + failure.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
    return breakdown.happened() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
  }

  private static void reload(CompletableFuture<DhcpServer> started, Path file) {
    var _ = started.thenAccept(server -> server.reload(file));
  }

  private Configuration byFlags() {
    try {
      return new Configuration(
          quick.settings(),
          Interfaces.of(
              quick.interfaces().stream()
                  .map(name -> new Interfaces.Listening.Named(name, Optional.empty()))
                  .map(Interfaces.Listening.class::cast)
                  .toList()),
          LeaseDatabase.DEFAULT,
          LeaseChecks.WARN,
          ExpiredLeases.DEFAULT,
          Logging.DEFAULT,
          Optional.empty(),
          List.of());
    } catch (IllegalArgumentException wrong) {
      throw wrong(String.valueOf(wrong.getMessage()));
    }
  }

  private static void follow(LogOutput output, Logging logging, PrintWriter err) {
    try {
      output.follow(logging);
    } catch (IOException failure) {
      err.println("lessor: " + failure.getMessage());
      err.flush();
    }
  }
}
