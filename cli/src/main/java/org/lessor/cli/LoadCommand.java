package org.lessor.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lessor.load.ExchangeKind;
import org.lessor.load.Limits;
import org.lessor.load.LoadReport;
import org.lessor.load.LoadRun;
import org.lessor.load.Mix;
import org.lessor.load.Pace;
import org.lessor.load.Population;
import org.lessor.load.ReportJson;
import org.lessor.load.ReportText;
import org.lessor.load.Target;
import org.lessor.load.Workload;
import org.lessor.transport.Endpoint;
import org.lessor.wire.Ipv4;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `lessor load`: lets many simulated clients loose on a server and tells how it bears them.
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Puts load on a DHCP server by many simulated clients.")
final class LoadCommand implements Callable<Integer> {
  private static final double NANOS = 1e9;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "SERVER", arity = "0..1", description = "The server's address.")
  private @Nullable String server;

  @Option(
      names = {"-l", "--local"},
      paramLabel = "ADDRESS|INTERFACE",
      required = true,
      split = ",",
      description = "Our relay address.")
  private List<String> local = List.of();

  @Option(
      names = {"-R", "--clients"},
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many clients (default ${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      defaultValue = "64",
      description = "Closed loop: how many exchanges are under way (default ${DEFAULT-VALUE}).")
  private int inFlight;

  @Option(
      names = {"-r", "--rate"},
      paramLabel = "RATE",
      description = "Open loop: exchanges begun in a second.")
  private @Nullable Double rate;

  @Option(
      names = {"-n", "--exchanges"},
      paramLabel = "N",
      description = "End after so many exchanges.")
  private @Nullable Long exchanges;

  @Option(
      names = {"-p", "--period"},
      paramLabel = "SECONDS",
      description = "End after this time.")
  private @Nullable Double period;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description = "Count nothing in the first seconds.")
  private double warmUp;

  @Option(
      names = {"-d", "--drop-time"},
      paramLabel = "SECONDS",
      defaultValue = "1",
      description = "An answer counts as lost after this time (default ${DEFAULT-VALUE}).")
  private double dropTime;

  @Option(
      names = "--mix",
      paramLabel = "KIND[=WEIGHT],...",
      defaultValue = "four",
      description = "four, discover, renew, reboot, release (default ${DEFAULT-VALUE}).")
  private String mix = "four";

  @Option(names = "-i", description = "DISCOVER and OFFER only.")
  private boolean discoverOnly;

  @Option(names = "--json", description = "Print the summary as JSON.")
  private boolean json;

  private final Shutdown shutdown;

  LoadCommand(Shutdown shutdown) {
    this.shutdown = shutdown;
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = commandLine().getOut();
    PrintWriter err = commandLine().getErr();
    long dropNanos = (long) (dropTime * NANOS);
    Mix wanted = discoverOnly ? Mix.only(ExchangeKind.DISCOVER) : Mix.parse(mix);
    Pace pace = rate == null ? new Pace.InFlight(inFlight) : Pace.Rate.of(rate, dropNanos);
    Workload workload =
        new Workload(wanted, pace, exchanges == null ? Workload.UNLIMITED : exchanges, dropNanos);
    Limits limits =
        new Limits(
            period == null ? Limits.UNLIMITED : (long) (period * NANOS),
            (long) (warmUp * NANOS),
            Limits.UNLIMITED,
            100,
            Limits.UNLIMITED);
    Target target =
        server == null
            ? new Target.Direct(local.getFirst(), 67)
            : new Target.Relayed(
                local.stream().map(Ipv4::of).toList(), 67, new Endpoint(Ipv4.of(server), 67));
    try (LoadRun run = LoadRun.open(Population.of(clients), target, System.nanoTime())) {
      shutdown.onSignal(run::stop);
      if (wanted.needsLeases()) {
        run.perform(
            new Workload(
                Mix.only(ExchangeKind.FOUR_MESSAGES), new Pace.InFlight(64), clients, dropNanos),
            Limits.NONE,
            (long) NANOS,
            report -> {});
      }
      LoadReport[] before = new LoadReport[1];
      LoadRun.Outcome outcome =
          run.perform(
              workload,
              limits,
              (long) NANOS,
              report -> {
                err.println(ReportText.progress(before[0] == null ? report : before[0], report));
                err.flush();
                before[0] = report;
              });
      out.print(
          json ? ReportJson.of(outcome.report()) + "\n" : ReportText.summary(outcome.report()));
      out.flush();
      return outcome.report().lost() + outcome.report().naks() == 0 ? 0 : 3;
    } catch (IOException failure) {
      err.println("lessor: " + failure.getMessage());
      return 1;
    }
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new AssertionError("the command line was not read");
    }
    return spec.commandLine();
  }
}
