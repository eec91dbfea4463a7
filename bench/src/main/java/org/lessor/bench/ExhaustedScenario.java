package org.lessor.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
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
/// relay agent with DISCOVERs that nobody can serve. Renewals with and without such a flood take
/// turns. In the end the addresses are given back, and the same flood tells what a DISCOVER costs
/// that can be served.
final class ExhaustedScenario {
  private static final Mix RENEW = Mix.only(ExchangeKind.RENEW);
  private static final Mix DISCOVER = Mix.only(ExchangeKind.DISCOVER);
  private static final Mix RELEASE = Mix.only(ExchangeKind.RELEASE);
  private static final double RELEASE_SECONDS = 10;
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
        "%n| server | CPU us/DISCOVER, exhausted | free pool | renewals/s alone"
            + " | with %,.0f DISCOVERs/s | ratio | the server's us for each alone | with these |%n",
        FLOOD_PER_SECOND);
    out.println("|---|---|---|---|---|---|---|---|");
    for (ServerProgram program : setup.programs()) {
      if (program.keepsLeases()) {
        setup.withServer(
            program, ServerProgram.Pool.SMALL, (network, server) -> measure(network, server));
      }
    }
  }

  /// Renewals alone and in the flood, which counts for them: processor time of the server for each
  /// of these has that for the flood in it.
  private record Turn(LoadSide.Trial alone, LoadSide.Trial together) {
    double ratio() {
      return together.rate() / alone.rate();
    }
  }

  private void measure(BenchNetwork network, RunningServer server) throws Exception {
    try (LoadSide holders = LoadSide.open(network, server, 0, Population.of(POOL))) {
      holders.onAnyProcessor().awaitFirstOffer();
      int inFlight = setup.inFlight().getFirst();
      LoadReport bound = holders.bindAll(inFlight);
      holders.closed(RENEW, inFlight, setup.warmUpSeconds());
      double cpuExhausted = cpuPerDiscover(network, server);
      List<Turn> turns = new ArrayList<>();
      for (int round = 0; round < setup.rounds(); round++) {
        LoadSide.Trial alone = holders.closed(RENEW, inFlight, setup.seconds());
        turns.add(new Turn(alone, renewInFlood(network, server, holders)));
      }
      holders.open(RELEASE, POOL / RELEASE_SECONDS, RELEASE_SECONDS);
      double cpuFree = cpuPerDiscover(network, server);
      out.printf(
          Locale.ROOT,
          "| %s | %.1f | %.1f | %s | %s | %s | %s | %s |%n",
          server.program(),
          cpuExhausted,
          cpuFree,
          Spread.of(turns, each -> each.alone.rate()).toText(0),
          Spread.of(turns, each -> each.together.rate()).toText(0),
          Spread.of(turns, Turn::ratio).toText(2),
          Spread.of(turns, each -> each.alone.cpuMicros()).toText(2),
          Spread.of(turns, each -> each.together.cpuMicros()).toText(2));
      if (bound.bound() < POOL) {
        out.printf(Locale.ROOT, "  (%,d of %,d addresses were leased)%n", bound.bound(), POOL);
      }
    }
  }

  private static LoadSide strangers(BenchNetwork network, RunningServer server) throws Exception {
    return LoadSide.open(network, server, 1, new Population(1_000_000, STRANGERS, List.of()))
        .onAnyProcessor();
  }

  private double cpuPerDiscover(BenchNetwork network, RunningServer server) throws Exception {
    try (LoadSide flood = strangers(network, server)) {
      LoadSide.Trial trial = flood.flood(DISCOVER, FLOOD_PER_SECOND, setup.seconds());
      return trial.serverNanos() / 1e3 / Math.max(1, trial.report().begun());
    }
  }

  private LoadSide.Trial renewInFlood(BenchNetwork network, RunningServer server, LoadSide holders)
      throws Exception {
    int inFlight = setup.inFlight().getFirst();
    try (LoadSide flood = strangers(network, server)) {
      FutureTask<LoadSide.Trial> flooding =
          new FutureTask<>(() -> flood.flood(DISCOVER, FLOOD_PER_SECOND, 2 * setup.seconds()));
      Thread.ofPlatform().name("flood").start(flooding);
      // The flood is under way when the counting begins.
      holders.closed(RENEW, inFlight, setup.seconds() / 2);
      LoadSide.Trial renewals = holders.closed(RENEW, inFlight, setup.seconds());
      flood.stop();
      try {
        flooding.get();
      } catch (ExecutionException failure) {
        throw new IOException("the flood failed: " + failure.getCause(), failure);
      }
      return renewals;
    }
  }
}
