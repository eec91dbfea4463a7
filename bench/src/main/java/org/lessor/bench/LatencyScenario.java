package org.lessor.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lessor.load.ExchangeKind;
import org.lessor.load.LatencyHistogram;
import org.lessor.load.Mix;
import org.lessor.load.Population;

/// How long clients wait with a million leases of others in memory: new clients come at half of the
/// rate that the server bears, in an open loop.
final class LatencyScenario {
  private static final Mix FOUR = Mix.only(ExchangeKind.FOUR_MESSAGES);
  private static final int CLIENTS = 4_000_000;

  /// What one round told.
  private record Round(double peak, LoadSide.Trial half) {}

  private final Bench.Setup setup;
  private final PrintStream out;

  LatencyScenario(Bench.Setup setup, PrintStream out) {
    this.setup = setup;
    this.out = out;
  }

  void run() throws Exception {
    out.println(
        "\n| server, a million leases in memory | peak/s | offered/s | p50 ms | p99 ms | p99.9 ms"
            + " | max ms, each round | lost |");
    out.println("|---|---|---|---|---|---|---|---|");
    for (ServerProgram program : setup.programs()) {
      if (!program.keepsLeases() || program.readsKeaLeases()) {
        measure(program);
      }
    }
  }

  private void measure(ServerProgram program) throws Exception {
    List<Round> rounds = new ArrayList<>();
    for (int round = 0; round < setup.rounds(); round++) {
      setup.withServer(
          program,
          ServerProgram.Pool.FIVE_MILLION,
          StandingLeases.full(ServerProgram.Pool.MILLION)::write,
          (network, server) -> {
            try (LoadSide load = LoadSide.open(network, server, 0, Population.of(CLIENTS))) {
              load.awaitFirstOffer();
              int inFlight = setup.inFlight().getLast();
              load.closed(FOUR, inFlight, setup.warmUpSeconds());
              double peak = load.closed(FOUR, inFlight, setup.seconds()).rate();
              load.open(FOUR, peak / 2, setup.warmUpSeconds() / 2);
              rounds.add(new Round(peak, load.open(FOUR, peak / 2, setup.seconds())));
              load.tellOfReturns(out);
            }
          });
    }
    LatencyHistogram latency = new LatencyHistogram();
    rounds.forEach(each -> latency.add(each.half.report().latency()));
    List<String> worst =
        rounds.stream()
            .map(each -> each.half.report().latency().maxNanos() / 1e6)
            .map(millis -> String.format(Locale.ROOT, "%.1f", millis))
            .toList();
    out.printf(
        Locale.ROOT,
        "| %s | %s | %s | %.2f | %.2f | %.2f | %s | %,d |%n",
        program,
        Spread.of(rounds, Round::peak).toText(0),
        Spread.of(rounds, each -> each.peak / 2).toText(0),
        latency.percentileNanos(50) / 1e6,
        latency.percentileNanos(99) / 1e6,
        latency.percentileNanos(99.9) / 1e6,
        String.join(", ", worst),
        rounds.stream().mapToLong(each -> each.half.report().lost()).sum());
  }
}
