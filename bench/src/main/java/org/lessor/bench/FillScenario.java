package org.lessor.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lessor.load.ExchangeKind;
import org.lessor.load.Mix;
import org.lessor.load.Population;

/// What a full pool costs: clients that come and go in a pool of a million addresses, first empty,
/// then with 99 of 100 addresses taken, chosen at random.
final class FillScenario {
  private static final Mix COME_AND_GO =
      new Mix(Map.of(ExchangeKind.FOUR_MESSAGES, 1.0, ExchangeKind.RELEASE, 1.0));
  private static final int CLIENTS = 4_000_000;
  private static final double TAKEN = 0.99;

  private final Bench.Setup setup;
  private final PrintStream out;

  FillScenario(Bench.Setup setup, PrintStream out) {
    this.setup = setup;
    this.out = out;
  }

  void run() throws Exception {
    out.println(
        "\n| server | new leases/s, empty pool | 99 % taken | ratio"
            + " | s from start to first offer, 99 % taken | resident MiB |");
    out.println("|---|---|---|---|---|---|");
    for (ServerProgram program : setup.programs()) {
      if (program.readsKeaLeases()) {
        measure(program);
      }
    }
  }

  private void measure(ServerProgram program) throws Exception {
    List<LoadSide.Trial> empty = new ArrayList<>();
    List<LoadSide.Trial> full = new ArrayList<>();
    List<Double> starts = new ArrayList<>();
    List<Long> resident = new ArrayList<>();
    for (int round = 0; round < setup.rounds(); round++) {
      setup.withServer(
          program,
          ServerProgram.Pool.MILLION,
          (network, server) -> empty.add(comeAndGo(network, server, new ArrayList<>())));
      setup.withServer(
          program,
          ServerProgram.Pool.MILLION,
          StandingLeases.scattered(ServerProgram.Pool.MILLION, TAKEN)::write,
          (network, server) -> {
            full.add(comeAndGo(network, server, starts));
            resident.add(server.residentBytes());
          });
    }
    Spread emptyRate = Spread.of(empty, LoadSide.Trial::rate);
    Spread fullRate = Spread.of(full, LoadSide.Trial::rate);
    out.printf(
        Locale.ROOT,
        "| %s | %s | %s | %.2f | %s | %s |%n",
        program,
        emptyRate.toText(0),
        fullRate.toText(0),
        fullRate.median() / emptyRate.median(),
        Spread.of(starts, Double::doubleValue).toText(1),
        Spread.of(resident, bytes -> bytes / 1048576.0).toText(0));
  }

  private LoadSide.Trial comeAndGo(
      BenchNetwork network, RunningServer server, List<Double> startSeconds) throws Exception {
    try (LoadSide load = LoadSide.open(network, server, 0, Population.of(CLIENTS))) {
      long offeredNanos = load.awaitFirstOffer();
      startSeconds.add((offeredNanos - server.startedNanos()) / 1e9);
      int inFlight = setup.inFlight().getFirst();
      load.closed(COME_AND_GO, inFlight, setup.warmUpSeconds());
      return load.closed(COME_AND_GO, inFlight, setup.seconds());
    }
  }
}
