package org.lessor.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lessor.load.ExchangeKind;
import org.lessor.load.Mix;
import org.lessor.load.Population;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Runs servers side by side on two hosts and a cable of their own, and prints tables. `bench/run`
/// starts it.
@Command(
    name = "bench/run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Measures DHCP servers side by side, on two network namespaces and a cable. Needs root,"
            + " and the servers to be installed. Everything else on the machine should be quiet.")
public final class Bench implements Callable<Integer> {
  /// What can be measured.
  enum Scenario {
    /// Exchanges a second, cost, and latency at half the rate.
    rate,
    /// Latency at half the rate with a million leases in memory.
    latency,
    /// The rate in a pool of a million addresses of which 99 % are taken, against an empty one.
    fill,
    /// Renewals while clients that cannot be served flood in.
    exhausted,
    /// Twice the rate that it can do.
    overload,
    /// From the command to the first offer, and the first second.
    start,
    /// What a renewal costs among a thousand leases, a million and, of Lessor, ten million.
    size
  }

  /// What to measure with.
  ///
  /// @param lessorCommand how Lessor is started, without the arguments
  /// @param directory where lease files are
  record Setup(
      List<ServerProgram> programs,
      int rounds,
      double seconds,
      double warmUpSeconds,
      List<Integer> inFlight,
      List<String> lessorCommand,
      Path directory) {
    /// What is done with a server that runs.
    interface Use {
      void with(BenchNetwork network, RunningServer server) throws Exception;
    }

    /// What is done to a server's directory before it starts.
    interface Preparation {
      void prepare(Path directory) throws IOException;
    }

    void withServer(ServerProgram program, ServerProgram.Pool pool, Use use) throws Exception {
      withServer(program, pool, _ -> {}, use);
    }

    /// Starts a server on a network of its own, in an empty directory that `preparation` may fill.
    void withServer(
        ServerProgram program, ServerProgram.Pool pool, Preparation preparation, Use use)
        throws Exception {
      Path own = directory.resolve(program.toString());
      deleteAll(own);
      Files.createDirectories(own);
      preparation.prepare(own);
      try (BenchNetwork network = BenchNetwork.create();
          RunningServer server =
              RunningServer.start(
                  program, network.onServer(program.command(this, pool, own)), own)) {
        use.with(network, server);
      }
    }

    private static void deleteAll(Path folder) throws IOException {
      if (Files.exists(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        }
      }
    }
  }

  private static final Mix FOUR = Mix.only(ExchangeKind.FOUR_MESSAGES);
  private static final int CLIENTS = 1_000_000;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--servers",
      split = ",",
      defaultValue = "lessor,lessor-one-by-one,kea,dnsmasq,bare-loop",
      description =
          "lessor, lessor-one-by-one, kea, dnsmasq, dhcpd, bare-loop (default ${DEFAULT-VALUE}).")
  private List<String> servers = List.of();

  @Option(
      names = "--scenario",
      split = ",",
      defaultValue = "rate",
      description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private List<Scenario> scenarios = List.of();

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "How often each server is measured (default ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "5",
      description = "How long each measurement takes (default ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "10",
      description = "Load that is not counted first, in seconds (default ${DEFAULT-VALUE}).")
  private double warmUp;

  @Option(
      names = "--in-flight",
      split = ",",
      defaultValue = "64,128,256",
      description =
          "Exchanges under way: each server gets the number that suits it best (default"
              + " ${DEFAULT-VALUE}).")
  private List<Integer> inFlight = List.of();

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      required = true,
      description = "Where lease files are; on the disk that leases would be on.")
  private Path directory = Path.of("");

  @Option(
      names = "--lessor",
      paramLabel = "COMMAND",
      required = true,
      description = "How Lessor is started: words separated by spaces.")
  private String lessor = "";

  /// Runs the bench, and ends the process with 0, or 1 where something failed.
  public static void main(String[] arguments) {
    // bench/run gives defaults first.
    System.exit(new CommandLine(new Bench()).setOverwrittenOptionsAllowed(true).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    PrintStream out = System.out;
    try {
      Setup setup = setup();
      out.printf(
          Locale.ROOT,
          "%d processors, %s %s, lease files on %s (%s)%n",
          Runtime.getRuntime().availableProcessors(),
          System.getProperty("os.name"),
          System.getProperty("os.version"),
          Files.getFileStore(setup.directory()).type(),
          Files.getFileStore(setup.directory()).name());
      rehearse(setup);
      for (Scenario scenario : scenarios) {
        switch (scenario) {
          case rate -> new RateScenario(setup, out).run();
          case latency -> new LatencyScenario(setup, out).run();
          case fill -> new FillScenario(setup, out).run();
          case exhausted -> new ExhaustedScenario(setup, out).run();
          case overload -> new OverloadScenario(setup, out).run();
          case start -> new StartScenario(setup, out).run();
          case size -> new SizeScenario(setup, out).run();
        }
      }
      return CommandLine.ExitCode.OK;
    } catch (IOException failure) {
      System.err.println("bench: " + failure.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  /// Has the load's own code compiled before anything is measured: what the load has to wait for
  /// its compiler would count as the first server's latency.
  private static void rehearse(Setup setup) throws Exception {
    setup.withServer(
        ServerProgram.BARE_LOOP,
        ServerProgram.Pool.MILLION,
        (network, server) -> {
          try (LoadSide load = LoadSide.open(network, server, 0, Population.of(CLIENTS))) {
            load.awaitFirstOffer();
            double rate =
                load.closed(FOUR, setup.inFlight().getFirst(), setup.warmUpSeconds()).rate();
            load.open(FOUR, Math.max(1, rate / 2), setup.warmUpSeconds() / 2);
          }
        });
  }

  private Setup setup() throws IOException {
    List<ServerProgram> programs = new ArrayList<>();
    for (String name : servers) {
      programs.add(
          ServerProgram.of(name)
              .orElseThrow(
                  () -> new ParameterException(commandLine(), "--servers: there is no " + name)));
    }
    if (rounds < 1 || !(seconds > 0) || !(warmUp > 0) || inFlight.isEmpty()) {
      throw new ParameterException(
          commandLine(), "--rounds, --seconds, --warm-up and --in-flight are above 0");
    }
    Path folder = Files.createDirectories(directory).toRealPath();
    return new Setup(
        programs, rounds, seconds, warmUp, inFlight, List.of(lessor.split(" ")), folder);
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new AssertionError("the command line was not read");
    }
    return spec.commandLine();
  }
}
