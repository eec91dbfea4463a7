package org.lessor.cli;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lessor.cli.log.LogOutput;
import org.lessor.client.ClientIdentity;
import org.lessor.client.ClientListener;
import org.lessor.client.ClientLog;
import org.lessor.client.ClientNews;
import org.lessor.client.ClientRunner;
import org.lessor.client.ClientSettings;
import org.lessor.client.host.LinkConfiguration;
import org.lessor.client.machine.ProbeTiming;
import org.lessor.client.machine.Timing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `lessor client`: obtains a lease for an interface, applies it and keeps it until SIGTERM or
/// SIGINT.
@Command(
    name = "client",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    sortOptions = false,
    description =
        "Obtains a lease for an interface, asks by ARP whether the address is free, configures the"
            + " interface and keeps the lease. SIGTERM gives the lease back and undoes the"
            + " configuration.",
    subcommands = {
      ClientControl.Status.class,
      ClientControl.Renew.class,
      ClientControl.Release.class,
      ClientControl.Wait.class
    },
    exitCodeOnInvalidInput = ClientCommand.WRONG_COMMAND_LINE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:bound (--once, --dry-run), or stopped as it was told",
      "1:this machine refused something: standard error says what and why",
      "2:no lease within --timeout",
      "64:the command line is wrong"
    })
final class ClientCommand implements Callable<Integer> {
  static final int WRONG_COMMAND_LINE = 64;

  private static final int NO_LEASE = 2;

  private static final Logger LOGGER = LoggerFactory.getLogger("org.lessor.client");

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "INTERFACE",
      arity = "0..1",
      description = "The interface to configure, such as eth0.")
  private String interfaceName = "";

  @Mixin private DaemonOptions daemon = new DaemonOptions();

  @Option(names = "--once", description = "Exit when bound; what was configured stays.")
  private boolean once;

  @Option(
      names = "--timeout",
      paramLabel = "SPAN",
      converter = Seconds.Converter.class,
      description =
          "Give up when there is no lease after this time: 30s, 5m. Default: with --once and"
              + " --dry-run 60s, otherwise never.")
  private @Nullable Seconds timeout;

  @Option(
      names = "--dry-run",
      description =
          "Obtain a lease, print what would be configured, change nothing and give the lease back.")
  private boolean dryRun;

  @Option(
      names = "--probe",
      paramLabel = "HOW",
      description =
          "How to ask by ARP whether the address is free (RFC 5227): full (4 to 7 seconds), fast"
              + " (under a second), off (default full).")
  private @Nullable String probe;

  @Option(
      names = "--timing",
      paramLabel = "HOW",
      description =
          "When to send what: usual (begins at once, repeats as RFC 2131 section 4.1 says), fast"
              + " (repeats the first messages after half a second), rfc (begins after a random 1 to"
              + " 10 seconds, RFC 2131 section 4.4.1) (default usual).")
  private @Nullable String timing;

  @Option(
      names = "--client-id",
      paramLabel = "ID",
      defaultValue = "mac",
      description =
          "Client identifier: mac, duid (RFC 4361), none, or hexadecimal digits (default"
              + " ${DEFAULT-VALUE}).")
  private String clientId = "mac";

  @Option(
      names = "--fast",
      description =
          "Get a lease in a hurry: --timing fast and --probe fast, where not said otherwise.")
  private boolean fast;

  @Mixin private AskingOptions asking = new AskingOptions();

  @Option(names = "--hostname", paramLabel = "NAME", description = "Host name told to the server.")
  private @Nullable String hostname;

  @Option(
      names = "--lease-dir",
      paramLabel = "DIR",
      defaultValue = "/var/lib/lessor",
      description = "Where leases are remembered (default ${DEFAULT-VALUE}).")
  private Path leaseDirectory = ClientSettings.DEFAULT_LEASE_DIRECTORY;

  @Mixin private HostOptions host = new HostOptions();

  @Option(
      names = {"-v", "--verbose"},
      description = "Log also each message.")
  private boolean verbose;

  private final Shutdown shutdown;

  ClientCommand(Shutdown shutdown) {
    this.shutdown = shutdown;
  }

  @Override
  public Integer call() {
    Instant commandLineRead = Instant.now();
    if (daemon.several() == !interfaceName.isEmpty()) {
      throw wrong(
          interfaceName.isEmpty()
              ? "Which interface? Name one, or write --all or --include PATTERN"
              : "Either " + interfaceName + " or --all and --include, not both");
    }
    if (!daemon.several() && daemon.needSeveral()) {
      throw wrong("--exclude, --netns and --control only mean something with --all or --include");
    }
    if (daemon.several() && (once || dryRun || timeout != null)) {
      throw wrong("--once, --dry-run and --timeout are for one interface");
    }
    try (LogOutput _ = LogOutput.toStandardError(verbose ? Level.DEBUG : Level.INFO)) {
      LOGGER.debug("command-line-read at={}", commandLineRead);
      return daemon.several() ? runMany() : runOne();
    } catch (IOException failure) {
      commandLine().getErr().println("lessor: " + failure.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  private int runOne() throws IOException {
    ClientSettings settings = settings(interfaceName);
    PrintWriter out = commandLine().getOut();
    SystemdNotices manager = SystemdNotices.ofEnvironment();
    ClientListener log = new ClientLog(LOGGER, interfaceName);
    ClientRunner runner =
        new ClientRunner(
            settings,
            new ClientRunner.Audience(
                log.then(news -> report(manager, news)),
                event -> {},
                line -> {
                  out.println(line);
                  out.flush();
                }));
    shutdown.onSignal(() -> {
      manager.stopping();
      runner.stop(ClientRunner.Farewell.RELEASE);
    });
    return switch (runner.run()) {
      case BOUND, STOPPED -> CommandLine.ExitCode.OK;
      case NO_LEASE -> NO_LEASE;
    };
  }

  private static void report(SystemdNotices manager, ClientNews news) {
    switch (news) {
      case ClientNews.Configured(var _, LinkConfiguration configuration, var _) -> {
        manager.status("has " + configuration.address() + "/" + configuration.prefixLength());
        manager.ready();
      }
      case ClientNews.Deconfigured _ -> manager.status("has no address");
      case ClientNews.Told _, ClientNews.Moved _ -> {}
    }
  }

  private int runMany() throws IOException {
    // What is wrong with the flags is said before anything is begun.
    settings("eth0", "");
    ManyClients clients;
    try {
      clients = new ManyClients(daemon.choice(), daemon.namespaces(), this::settings);
    } catch (IllegalArgumentException refused) {
      throw wrong(String.valueOf(refused.getMessage()));
    }
    shutdown.onSignal(() -> clients.stop(ClientRunner.Farewell.RELEASE));
    clients.run(daemon.control());
    return CommandLine.ExitCode.OK;
  }

  /// Each network namespace has its own leases and its own resolvers.
  private ClientSettings settings(String name, String namespace) {
    if (namespace.isEmpty()) {
      return settings(name);
    }
    return settings(
        name,
        builder ->
            builder
                .leaseDirectory(leaseDirectory.resolve(namespace))
                .host(usual ->
                    usual.withResolvConf(ManyClients.resolvConf(namespace, usual.resolvConf()))));
  }

  private ClientSettings settings(String name) {
    return settings(name, builder -> builder);
  }

  private ClientSettings settings(String name, UnaryOperator<ClientSettings.Builder> more) {
    ClientIdentity identity =
        ClientIdentity.parse(clientId)
            .orElseThrow(() ->
                wrong(
                    "--client-id "
                        + clientId
                        + ": write mac, duid, none or 2 to 255 bytes in hexadecimal digits"));
    try {
      return ClientSettings.of(
          name,
          builder -> {
            if (once || dryRun) {
              builder.stay(ClientSettings.Stay.UNTIL_BOUND).timeout(Duration.ofSeconds(60));
            }
            if (timeout != null) {
              builder.timeout(Duration.ofSeconds(timeout.value()));
            }
            host.addTo(builder);
            if (dryRun) {
              builder.hostChanges(ClientSettings.HostChanges.PRINT);
            }
            asking.addTo(builder);
            Optional.ofNullable(hostname).ifPresent(builder::hostName);
            builder
                .identity(identity)
                .probing(probing())
                .timing(timing())
                .leaseDirectory(leaseDirectory);
            return more.apply(builder);
          });
    } catch (IllegalArgumentException refused) {
      throw wrong(String.valueOf(refused.getMessage()));
    }
  }

  private ProbeTiming probing() {
    String how = probe == null ? fast ? "fast" : "full" : probe;
    return switch (how) {
      case "full" -> ProbeTiming.FULL;
      case "fast" -> ProbeTiming.FAST;
      case "off" -> ProbeTiming.OFF;
      default -> throw wrong("--probe " + how + ": write full, fast or off");
    };
  }

  private Timing timing() {
    String how = timing == null ? fast ? "fast" : "usual" : timing;
    return switch (how) {
      case "usual" -> Timing.USUAL;
      case "fast" -> Timing.FAST;
      case "rfc" -> Timing.RFC;
      default -> throw wrong("--timing " + how + ": write usual, fast or rfc");
    };
  }

  private ParameterException wrong(String message) {
    return new ParameterException(commandLine(), message);
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new AssertionError("the command line was not read");
    }
    return spec.commandLine();
  }
}
