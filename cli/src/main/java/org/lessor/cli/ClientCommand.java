package org.lessor.cli;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.lessor.cli.Flags.Form;
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

/// `lessor client`: obtains a lease for an interface, applies it and keeps it until SIGTERM or
/// SIGINT.
final class ClientCommand extends Subcommand {
  static final int WRONG_COMMAND_LINE = 64;

  private static final int NO_LEASE = 2;

  private static final Logger LOGGER = LoggerFactory.getLogger("org.lessor.client");

  private final Supplier<Optional<String>> interfaceName;
  private final DaemonOptions daemon;
  private final Supplier<Boolean> once;
  private final Supplier<Optional<Seconds>> timeout;
  private final Supplier<Boolean> dryRun;
  private final Supplier<Optional<String>> probe;
  private final Supplier<Optional<String>> timing;
  private final Supplier<String> clientId;
  private final Supplier<Boolean> fast;
  private final AskingOptions asking;
  private final Supplier<Optional<String>> hostname;
  private final Supplier<Path> leaseDirectory;
  private final HostOptions host;
  private final Supplier<Boolean> verbose;
  private final Shutdown shutdown;

  ClientCommand(Shutdown shutdown) {
    super(
        "client",
        "Obtains a lease for an interface, asks by ARP whether the address is free, configures the"
            + " interface and keeps the lease. SIGTERM gives the lease back and undoes the"
            + " configuration.");
    exitCodes(
        "0:bound (--once, --dry-run; also where --ipv6-only has it do without), or stopped as it"
            + " was told",
        "1:this machine refused something: standard error says what and why",
        "2:no lease within --timeout",
        "64:the command line is wrong");
    spec().exitCodeOnInvalidInput(WRONG_COMMAND_LINE);
    for (ClientControl each : ClientControl.all()) {
      spec().addSubcommand(each.spec().name(), each.commandLine());
    }
    Flags flags = flags();
    interfaceName = flags.word("INTERFACE", "The interface to configure, such as eth0.");
    daemon = new DaemonOptions(flags);
    once = flags.toggle("--once", "Exit when bound; what was configured stays.");
    timeout =
        flags.value(
            "--timeout",
            "SPAN",
            Seconds.FORM,
            "Give up when there is no lease after this time: 30s, 5m. Default: with --once and"
                + " --dry-run 60s, otherwise never.");
    dryRun =
        flags.toggle(
            "--dry-run",
            "Obtain a lease, print what would be configured, change nothing and give the lease"
                + " back.");
    probe =
        flags.value(
            "--probe",
            "HOW",
            Form.TEXT,
            "How to ask by ARP whether the address is free (RFC 5227): full (4 to 7 seconds), fast"
                + " (under a second), off (default full).");
    timing =
        flags.value(
            "--timing",
            "HOW",
            Form.TEXT,
            "When to send what: usual (begins at once, repeats as RFC 2131 section 4.1 says), fast"
                + " (repeats the first messages after half a second), rfc (begins after a random 1"
                + " to 10 seconds, RFC 2131 section 4.4.1) (default usual).");
    clientId =
        flags.value(
            "--client-id",
            "ID",
            Form.TEXT,
            "mac",
            "Client identifier: mac, duid (RFC 4361), none, or hexadecimal digits (default"
                + " ${DEFAULT-VALUE}).");
    fast =
        flags.toggle(
            "--fast",
            "Get a lease in a hurry: --timing fast and --probe fast, where not said otherwise.");
    asking = new AskingOptions(flags);
    hostname = flags.value("--hostname", "NAME", Form.TEXT, "Host name told to the server.");
    leaseDirectory =
        flags.value(
            "--lease-dir",
            "DIR",
            Form.PATH,
            "/var/lib/lessor",
            "Where leases are remembered (default ${DEFAULT-VALUE}).");
    host = new HostOptions(flags);
    verbose = flags.toggle("-v,--verbose", "Log also each message.");
    this.shutdown = shutdown;
  }

  @Override
  public Integer call() {
    Instant commandLineRead = Instant.now();
    if (daemon.several() == interfaceName.get().isPresent()) {
      throw wrong(
          interfaceName
              .get()
              .map(name -> "Either " + name + " or --all and --include, not both")
              .orElse("Which interface? Name one, or write --all or --include PATTERN"));
    }
    if (!daemon.several() && daemon.needSeveral()) {
      throw wrong("--exclude, --netns and --control only mean something with --all or --include");
    }
    if (daemon.several() && (once.get() || dryRun.get() || timeout.get().isPresent())) {
      throw wrong("--once, --dry-run and --timeout are for one interface");
    }
    try (LogOutput _ = LogOutput.toStandardError(verbose.get() ? Level.DEBUG : Level.INFO)) {
      LOGGER.debug("command-line-read at={}", commandLineRead);
      return daemon.several() ? runMany() : runOne(interfaceName.get().orElseThrow());
    } catch (IOException failure) {
      err().println("lessor: " + failure.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  private int runOne(String interfaceName) throws IOException {
    ClientSettings settings = settings(interfaceName);
    PrintWriter out = out();
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
      case BOUND, IPV6_ONLY, STOPPED -> CommandLine.ExitCode.OK;
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
                .leaseDirectory(leaseDirectory.get().resolve(namespace))
                .host(usual ->
                    usual.withResolvConf(ManyClients.resolvConf(namespace, usual.resolvConf()))));
  }

  private ClientSettings settings(String name) {
    return settings(name, builder -> builder);
  }

  private ClientSettings settings(String name, UnaryOperator<ClientSettings.Builder> more) {
    ClientIdentity identity =
        ClientIdentity.parse(clientId.get())
            .orElseThrow(() ->
                wrong(
                    "--client-id "
                        + clientId.get()
                        + ": write mac, duid, none or 2 to 255 bytes in hexadecimal digits"));
    try {
      return ClientSettings.of(
          name,
          builder -> {
            if (once.get() || dryRun.get()) {
              builder.stay(ClientSettings.Stay.UNTIL_BOUND).timeout(Duration.ofSeconds(60));
            }
            timeout.get().ifPresent(span -> builder.timeout(Duration.ofSeconds(span.value())));
            host.addTo(builder);
            if (dryRun.get()) {
              builder.hostChanges(ClientSettings.HostChanges.PRINT);
            }
            asking.addTo(builder);
            hostname.get().ifPresent(builder::hostName);
            builder
                .identity(identity)
                .probing(probing())
                .timing(timing())
                .leaseDirectory(leaseDirectory.get());
            return more.apply(builder);
          });
    } catch (IllegalArgumentException refused) {
      throw wrong(String.valueOf(refused.getMessage()));
    }
  }

  private ProbeTiming probing() {
    String how = probe.get().orElse(fast.get() ? "fast" : "full");
    return switch (how) {
      case "full" -> ProbeTiming.FULL;
      case "fast" -> ProbeTiming.FAST;
      case "off" -> ProbeTiming.OFF;
      default -> throw wrong("--probe " + how + ": write full, fast or off");
    };
  }

  private Timing timing() {
    String how = timing.get().orElse(fast.get() ? "fast" : "usual");
    return switch (how) {
      case "usual" -> Timing.USUAL;
      case "fast" -> Timing.FAST;
      case "rfc" -> Timing.RFC;
      default -> throw wrong("--timing " + how + ": write usual, fast or rfc");
    };
  }
}
