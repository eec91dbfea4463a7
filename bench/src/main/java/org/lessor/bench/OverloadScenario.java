package org.lessor.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lessor.load.ExchangeKind;
import org.lessor.load.Mix;
import org.lessor.load.Population;

/// What is left of a server's peak when clients begin twice as many exchanges as it can complete.
final class OverloadScenario {
  private static final Mix FOUR = Mix.only(ExchangeKind.FOUR_MESSAGES);
  private static final int CLIENTS = 5_000_000;
  private static final double TIMES = 2;

  /// What one round told.
  private record Round(double peak, LoadSide.Trial over) {}

  private final Bench.Setup setup;
  private final PrintStream out;

  OverloadScenario(Bench.Setup setup, PrintStream out) {
    this.setup = setup;
    this.out = out;
  }

  void run() throws Exception {
    out.println(
        "\n| server | peak/s | begun/s | completed/s at twice the peak | of the peak"
            + " | p99 ms of those | lost |");
    out.println("|---|---|---|---|---|---|---|");
    for (ServerProgram program : setup.programs()) {
      List<Round> rounds = new ArrayList<>();
      for (int round = 0; round < setup.rounds(); round++) {
        setup.withServer(
            program,
            ServerProgram.Pool.FIVE_MILLION,
            (network, server) -> {
              try (LoadSide load = LoadSide.open(network, server, 0, Population.of(CLIENTS))) {
                load.onAnyProcessor().awaitFirstOffer();
                rounds.add(measure(load));
                load.tellOfReturns(out);
              }
            });
      }
      print(program, rounds);
    }
  }

  private Round measure(LoadSide load) throws IOException, InterruptedException {
    int inFlight = setup.inFlight().getLast();
    load.closed(FOUR, inFlight, setup.warmUpSeconds());
    double peak = load.closed(FOUR, inFlight, setup.seconds()).rate();
    return new Round(peak, load.open(FOUR, TIMES * peak, setup.seconds()));
  }

  private void print(ServerProgram program, List<Round> rounds) {
    Spread peak = Spread.of(rounds, Round::peak);
    Spread over = Spread.of(rounds, each -> each.over.rate());
    out.printf(
        Locale.ROOT,
        "| %s | %s | %s | %s | %.2f | %s | %s |%n",
        program,
        peak.toText(0),
        Spread.of(rounds, each -> each.over.report().begun() / setup.seconds()).toText(0),
        over.toText(0),
        over.median() / peak.median(),
        Spread.of(rounds, each -> each.over.report().latency().percentileNanos(99) / 1e6).toText(1),
        Spread.of(rounds, each -> each.over.report().lost()).toText(0));
  }
}
