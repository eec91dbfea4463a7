package org.lessor.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.lessor.load.ExchangeKind;
import org.lessor.load.LoadReport;
import org.lessor.load.Mix;
import org.lessor.load.Population;

/// What an exhausted pool costs those who have an address: every address is leased, its clients
/// renew as fast as they can, and then, while they do, unknown clients flood in through another
/// relay agent with DISCOVERs that nobody can serve.
final class ExhaustedScenario {
  private static final Mix RENEW = Mix.only(ExchangeKind.RENEW);
  private static final Mix DISCOVER = Mix.only(ExchangeKind.DISCOVER);
  private static final int POOL = 1 << 16;

  /// Far from those who hold the addresses.
  private static final long STRANGERS = 0x0a_00_00_00_00_00L;

  private static final double FLOOD_PER_SECOND = 5000;

  private final Bench.Setup setup;
  private final PrintStream out;

  ExhaustedScenario(Bench.Setup setup, PrintStream out) {
    this.setup = setup;
    this.out = out;
  }

  void run() throws Exception {
    out.printf(
        Locale.ROOT,
        "%n| server | CPU us/DISCOVER, free pool | exhausted | renewals/s alone"
            + " | with %,.0f DISCOVERs/s | ratio |%n",
        FLOOD_PER_SECOND);
    out.println("|---|---|---|---|---|---|");
    for (ServerProgram program : setup.programs()) {
      if (program.keepsLeases()) {
        setup.withServer(
            program, ServerProgram.Pool.SMALL, (network, server) -> measure(network, server));
      }
    }
  }

  private void measure(BenchNetwork network, RunningServer server) throws Exception {
    Population strangers = new Population(1_000_000, STRANGERS, List.of());
    try (LoadSide holders = LoadSide.open(network, server, 0, Population.of(POOL));
        LoadSide flood = LoadSide.open(network, server, 1, strangers)) {
      holders.awaitFirstOffer();
      // Few enough that their offers leave room: offers hold addresses for a while.
      double cpuFree =
          cpuPerDiscover(flood.open(DISCOVER, FLOOD_PER_SECOND, setup.warmUpSeconds()));
      LoadReport bound = holders.bindAll(setup.inFlight().getFirst());
      double cpuExhausted = cpuPerDiscover(flood.open(DISCOVER, FLOOD_PER_SECOND, setup.seconds()));
      int inFlight = setup.inFlight().getFirst();
      double alone = holders.closed(RENEW, inFlight, setup.seconds()).rate();
      double together = renewInFlood(holders, flood, inFlight);
      out.printf(
          Locale.ROOT,
          "| %s | %.1f | %.1f | %,.0f | %,.0f | %.2f |%n",
          server.program(),
          cpuFree,
          cpuExhausted,
          alone,
          together,
          together / alone);
      if (bound.bound() < POOL) {
        out.printf(Locale.ROOT, "  (%,d of %,d addresses were leased)%n", bound.bound(), POOL);
      }
    }
  }

  private static double cpuPerDiscover(LoadSide.Trial trial) {
    return trial.serverNanos() / 1e3 / Math.max(1, trial.report().begun());
  }

  private double renewInFlood(LoadSide holders, LoadSide flood, int inFlight)
      throws IOException, InterruptedException {
    FutureTask<LoadSide.Trial> strangers =
        new FutureTask<>(() -> flood.open(DISCOVER, FLOOD_PER_SECOND, 2 * setup.seconds()));
    Thread.ofPlatform().name("flood").start(strangers);
    // The flood is under way when the counting begins.
    holders.closed(RENEW, inFlight, setup.seconds() / 2);
    double rate = holders.closed(RENEW, inFlight, setup.seconds()).rate();
    flood.stop();
    try {
      strangers.get();
    } catch (ExecutionException failure) {
      throw new IOException("the flood failed: " + failure.getCause(), failure);
    }
    return rate;
  }
}
