package org.lessor.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.lessor.load.ExchangeKind;
import org.lessor.load.LatencyHistogram;
import org.lessor.load.Mix;
import org.lessor.load.Population;

/// How many four-message exchanges a second each server completes, what each costs it, and how long
/// clients wait at half that rate: servers alternate, several rounds.
final class RateScenario {
  private static final Mix FOUR = Mix.only(ExchangeKind.FOUR_MESSAGES);
  private static final int CLIENTS = 5_000_000;

  /// What one round told of one server.
  private record Round(LoadSide.Trial peak, LoadSide.Trial half) {
    LatencyHistogram atHalf() {
      return half.report().latency();
    }
  }

  private final Bench.Setup setup;
  private final PrintStream out;
  private final Map<ServerProgram, Integer> inFlight = new EnumMap<>(ServerProgram.class);
  private final Map<ServerProgram, List<Round>> rounds = new EnumMap<>(ServerProgram.class);

  RateScenario(Bench.Setup setup, PrintStream out) {
    this.setup = setup;
    this.out = out;
  }

  void run() throws Exception {
    for (int round = 1; round <= setup.rounds(); round++) {
      for (ServerProgram program : setup.programs()) {
        setup.withServer(
            program,
            ServerProgram.Pool.FIVE_MILLION,
            (network, server) -> {
              try (LoadSide load = LoadSide.open(network, server, 0, Population.of(CLIENTS))) {
                load.awaitFirstOffer();
                rounds.computeIfAbsent(program, _ -> new ArrayList<>()).add(measure(program, load));
                load.tellOfReturns(out);
              }
            });
        tell(round, program);
      }
    }
    print();
  }

  private void tell(int round, ServerProgram program) {
    Round last = rounds.getOrDefault(program, List.of()).getLast();
    LoadSide.Trial peak = last.peak;
    out.printf(
        Locale.ROOT,
        "round %d, %s: %,.0f a second, %.1f us (the load: %.1f), %d in flight, others used %.2f"
            + " processors, the host took %.2f, at half the rate %.2f (p99 %.2f ms)%n",
        round,
        program,
        peak.rate(),
        peak.cpuMicros(),
        peak.loadMicros(),
        inFlight.get(program),
        peak.othersBusy(),
        peak.takenByHost(),
        last.half.takenByHost(),
        last.atHalf().percentileNanos(99) / 1e6);
  }

  private Round measure(ServerProgram program, LoadSide load)
      throws IOException, InterruptedException {
    load.closed(FOUR, setup.inFlight().getFirst(), setup.warmUpSeconds());
    Integer best = inFlight.get(program);
    if (best == null) {
      best = bestInFlight(load);
      inFlight.put(program, best);
    }
    LoadSide.Trial peak = load.closed(FOUR, best, setup.seconds());
    double rate = Math.max(1, peak.rate() / 2);
    load.open(FOUR, rate, setup.warmUpSeconds() / 2);
    LoadSide.Trial half = load.open(FOUR, rate, setup.seconds());
    return new Round(peak, half);
  }

  private int bestInFlight(LoadSide load) throws IOException, InterruptedException {
    int best = setup.inFlight().getFirst();
    double bestRate = 0;
    for (int candidate : setup.inFlight()) {
      double rate = load.closed(FOUR, candidate, setup.seconds() / 2).rate();
      if (rate > bestRate) {
        bestRate = rate;
        best = candidate;
      }
    }
    return best;
  }

  private void print() {
    out.println();
    out.println(
        "| server | in flight | exchanges/s | of Kea | of the bare loop | CPU us/exchange"
            + " | of the bare loop's | p50 / p99 / p99.9 / max ms at half rate | lost"
            + " | a lease is safe |");
    out.println("|---|---|---|---|---|---|---|---|---|---|");
    for (ServerProgram program : setup.programs()) {
      List<Round> done = rounds.getOrDefault(program, List.of());
      LatencyHistogram latency = new LatencyHistogram();
      done.forEach(each -> latency.add(each.atHalf()));
      long lost =
          done.stream()
              .mapToLong(each -> each.peak.report().lost() + each.half.report().lost())
              .sum();
      out.printf(
          Locale.ROOT,
          "| %s | %d | %s | %s | %s | %s | %s | %.2f / %.2f / %.2f / %.2f | %,d | %s |%n",
          program,
          inFlight.get(program),
          Spread.of(done, each -> each.peak.rate()).toText(0),
          ratio(program, ServerProgram.KEA, LoadSide.Trial::rate),
          ratio(program, ServerProgram.BARE_LOOP, LoadSide.Trial::rate),
          Spread.of(done, each -> each.peak.cpuMicros()).toText(1),
          ratio(program, ServerProgram.BARE_LOOP, LoadSide.Trial::cpuMicros),
          latency.percentileNanos(50) / 1e6,
          latency.percentileNanos(99) / 1e6,
          latency.percentileNanos(99.9) / 1e6,
          latency.maxNanos() / 1e6,
          lost,
          program.durability());
    }
    out.println();
  }

  /// The ratios of the rounds, each to the other server's value in the same round.
  private String ratio(
      ServerProgram program, ServerProgram base, ToDoubleFunction<LoadSide.Trial> value) {
    List<Round> ours = rounds.getOrDefault(program, List.of());
    List<Round> theirs = rounds.getOrDefault(base, List.of());
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < Math.min(ours.size(), theirs.size()); round++) {
      ratios.add(
          value.applyAsDouble(ours.get(round).peak) / value.applyAsDouble(theirs.get(round).peak));
    }
    return ratios.isEmpty() ? "" : Spread.of(ratios, Double::doubleValue).toText(2);
  }
}
