package org.lessor.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.lessor.load.ExchangeKind;
import org.lessor.load.Limits;
import org.lessor.load.LoadReport;
import org.lessor.load.LoadRun;
import org.lessor.load.Mix;
import org.lessor.load.Pace;
import org.lessor.load.Population;
import org.lessor.load.Target;
import org.lessor.load.Workload;
import org.lessor.transport.Endpoint;
import org.lessor.wire.Ipv4;

/// The load's end of the cable: clients behind one relay agent. It runs in this process, so that
/// its code is compiled once for all servers.
final class LoadSide implements AutoCloseable {
  static final long NANOS = 1_000_000_000L;

  private static final int BIND_AGAIN = 20;
  private static final long DROP_NANOS = NANOS;
  private static final long FIRST_ANSWER_NANOS = 120 * NANOS;
  private static final long FIRST_ANSWER_PATIENCE_NANOS = NANOS / 100;

  /// What a run costs the server and what it brings.
  ///
  /// @param serverNanos processor time of the server meanwhile
  /// @param loadNanos that of the load, which is this process
  /// @param machineNanos that of everything on the machine, these two as well
  /// @param hostNanos the part of it that the host of a virtual machine took
  record Trial(
      LoadReport report, long serverNanos, long loadNanos, long machineNanos, long hostNanos) {
    double rate() {
      return report.rate();
    }

    /// Processor time of the server for each exchange completed, in microseconds.
    double cpuMicros() {
      return micros(serverNanos);
    }

    /// Processor time of the load for each exchange completed, in microseconds.
    double loadMicros() {
      return micros(loadNanos);
    }

    private double micros(long nanos) {
      return nanos / 1e3 / Math.max(1, report.completed());
    }

    /// How many processors other programs kept busy: near 0 on a quiet machine.
    double othersBusy() {
      long others = machineNanos - hostNanos - serverNanos - loadNanos;
      return Math.max(0, others) / (double) report.elapsedNanos();
    }

    /// How many processors the host of a virtual machine kept from it: near 0 on a quiet host.
    double takenByHost() {
      return hostNanos / (double) report.elapsedNanos();
    }
  }

  private final LoadRun run;
  private final RunningServer server;
  private final Population population;
  private long begun;
  private boolean confined = true;

  private LoadSide(LoadRun run, RunningServer server, Population population) {
    this.run = run;
    this.server = server;
    this.population = population;
  }

  /// Clients behind relay agent `relay` (0 or 1); `firstMac` keeps those of two agents apart.
  static LoadSide open(BenchNetwork network, RunningServer server, int relay, Population population)
      throws Exception {
    Target target =
        new Target.Relayed(
            List.of(Ipv4.of(BenchNetwork.RELAYS.get(relay))),
            67,
            new Endpoint(Ipv4.of(BenchNetwork.SERVER), 67));
    LoadRun run =
        network.client().inside(() -> LoadRun.open(population, target, System.nanoTime()));
    return new LoadSide(run, server, population);
  }

  /// Lets it run on any processor from now on: where one cannot bring all that is wanted, the load
  /// would be what is measured.
  LoadSide onAnyProcessor() {
    confined = false;
    return this;
  }

  private OwnProcessor processor() throws IOException {
    return confined ? OwnProcessor.take() : OwnProcessor.none();
  }

  /// Asks for offers until the first comes. Returns when that was, by [System#nanoTime], to a
  /// hundredth of a second.
  long awaitFirstOffer() throws IOException, InterruptedException {
    Workload one =
        new Workload(
            Mix.only(ExchangeKind.DISCOVER), new Pace.InFlight(1), 1, FIRST_ANSWER_PATIENCE_NANOS);
    long deadlineNanos = System.nanoTime() + FIRST_ANSWER_NANOS;
    while (System.nanoTime() - deadlineNanos < 0) {
      server.requireAlive();
      if (run.perform(one, Limits.NONE, NANOS, LoadRun.Listener.NOBODY).report().completed() > 0) {
        return System.nanoTime();
      }
    }
    throw new IOException(server.program() + " answers nothing");
  }

  /// Keeps `inFlight` exchanges under way for so long.
  Trial closed(Mix mix, int inFlight, double seconds) throws IOException, InterruptedException {
    return perform(workload(mix, new Pace.InFlight(inFlight)), seconds);
  }

  /// Begins exchanges at this rate for so long.
  Trial open(Mix mix, double perSecond, double seconds) throws IOException, InterruptedException {
    return perform(workload(mix, Pace.Rate.of(perSecond, DROP_NANOS)), seconds);
  }

  /// The same rate, all that are due in a thousandth of a second at once: for those who are no more
  /// than in the way of others, and whose sender should take little from them.
  Trial flood(Mix mix, double perSecond, double seconds) throws IOException, InterruptedException {
    Pace.Rate pace = Pace.Rate.of(perSecond, DROP_NANOS);
    int atOnce = Math.max(1, (int) (perSecond / 1000));
    return perform(workload(mix, pace.withAtOnce(atOnce)), seconds);
  }

  private static Workload workload(Mix mix, Pace pace) {
    return new Workload(mix, pace, Workload.UNLIMITED, DROP_NANOS);
  }

  private Trial perform(Workload workload, double seconds)
      throws IOException, InterruptedException {
    server.requireAlive();
    try (OwnProcessor _ = processor()) {
      return performThere(workload, seconds);
    }
  }

  private Trial performThere(Workload workload, double seconds)
      throws IOException, InterruptedException {
    long serverBefore = server.cpuNanos();
    long loadBefore = ProcessorTime.ofThisProcess();
    long machineBefore = ProcessorTime.ofMachine();
    long hostBefore = ProcessorTime.takenByHost();
    LoadReport report =
        run.perform(
                workload, Limits.period((long) (seconds * NANOS)), NANOS, LoadRun.Listener.NOBODY)
            .report();
    server.requireAlive();
    begun += report.begun();
    return new Trial(
        report,
        server.cpuNanos() - serverBefore,
        ProcessorTime.ofThisProcess() - loadBefore,
        ProcessorTime.ofMachine() - machineBefore,
        ProcessorTime.takenByHost() - hostBefore);
  }

  /// Says so where there were more exchanges than clients: whoever comes again costs a server less
  /// than a new client.
  void tellOfReturns(PrintStream out) {
    if (begun > population.count()) {
      out.printf(
          Locale.ROOT,
          "  (%,d exchanges, but %,d clients: some came again; take fewer --seconds)%n",
          begun,
          population.count());
    }
  }

  /// Lets every client obtain a lease; those that get none, say as addresses are held by offers to
  /// others, ask again a limited number of times. Returns what came of the last attempt.
  LoadReport bindAll(int inFlight) throws IOException, InterruptedException {
    Workload binding = Workload.binding(population, new Pace.InFlight(inFlight), DROP_NANOS);
    LoadReport report = bindOnce(binding);
    for (int again = 0; again < BIND_AGAIN && report.bound() < population.count(); again++) {
      report = bindOnce(binding);
    }
    return report;
  }

  private LoadReport bindOnce(Workload binding) throws IOException, InterruptedException {
    try (OwnProcessor _ = processor()) {
      return run.perform(binding, Limits.NONE, NANOS, LoadRun.Listener.NOBODY).report();
    }
  }

  /// Ends what runs in another thread.
  void stop() {
    run.stop();
  }

  @Override
  public void close() {
    run.close();
  }
}
