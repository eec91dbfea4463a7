package org.lessor.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lessor.load.ExchangeKind;
import org.lessor.load.Mix;
import org.lessor.load.Population;

/// How soon a server is of use: from the command to the first offer with an empty lease file, and
/// how much of its steady rate it reaches in the first second of load.
final class StartScenario {
  private static final Mix FOUR = Mix.only(ExchangeKind.FOUR_MESSAGES);
  private static final int CLIENTS = 5_000_000;

  /// What one round told.
  private record Round(double offerSeconds, double firstSecond, double steady) {}

  private final Bench.Setup setup;
  private final PrintStream out;

  StartScenario(Bench.Setup setup, PrintStream out) {
    this.setup = setup;
    this.out = out;
  }

  void run() throws Exception {
    out.println(
        "\n| server | s from the command to the first offer | exchanges in the first second"
            + " | steady, a second | ratio |");
    out.println("|---|---|---|---|---|");
    for (ServerProgram program : setup.programs()) {
      List<Round> rounds = new ArrayList<>();
      for (int round = 0; round < setup.rounds(); round++) {
        setup.withServer(
            program,
            ServerProgram.Pool.FIVE_MILLION,
            (network, server) -> rounds.add(measure(network, server)));
      }
      Spread first = Spread.of(rounds, Round::firstSecond);
      Spread steady = Spread.of(rounds, Round::steady);
      out.printf(
          Locale.ROOT,
          "| %s | %s | %s | %s | %.2f |%n",
          program,
          Spread.of(rounds, Round::offerSeconds).toText(2),
          first.toText(0),
          steady.toText(0),
          first.median() / steady.median());
    }
  }

  private Round measure(BenchNetwork network, RunningServer server) throws Exception {
    try (LoadSide load = LoadSide.open(network, server, 0, Population.of(CLIENTS))) {
      double offerSeconds = (load.awaitFirstOffer() - server.startedNanos()) / 1e9;
      int inFlight = setup.inFlight().getFirst();
      double first = load.closed(FOUR, inFlight, 1).rate();
      load.closed(FOUR, inFlight, setup.warmUpSeconds());
      return new Round(offerSeconds, first, load.closed(FOUR, inFlight, setup.seconds()).rate());
    }
  }
}
