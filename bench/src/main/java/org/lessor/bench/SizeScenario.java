package org.lessor.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lessor.load.ExchangeKind;
import org.lessor.load.Mix;
import org.lessor.load.Population;

/// Whether a packet costs the same among many leases as among a thousand: all clients obtain a
/// lease, and then they renew, in no order. Ten million leases are for Lessor alone.
final class SizeScenario {
  private static final Mix RENEW = Mix.only(ExchangeKind.RENEW);
  private static final List<Integer> SIZES = List.of(1_000, 1_000_000, 10_000_000);
  private static final int MILLION = 1_000_000;

  private final Bench.Setup setup;
  private final PrintStream out;

  SizeScenario(Bench.Setup setup, PrintStream out) {
    this.setup = setup;
    this.out = out;
  }

  void run() throws Exception {
    out.println("\n| server | leases | renewals/s | us of the server's each |");
    out.println("|---|---|---|---|");
    for (ServerProgram program : setup.programs()) {
      if (program.keepsLeases()) {
        for (int size : SIZES) {
          if (size <= MILLION || isLessor(program)) {
            measure(program, size);
          }
        }
      }
    }
  }

  private static boolean isLessor(ServerProgram program) {
    return program == ServerProgram.LESSOR || program == ServerProgram.LESSOR_ONE_BY_ONE;
  }

  private void measure(ServerProgram program, int size) throws Exception {
    List<LoadSide.Trial> trials = new ArrayList<>();
    for (int round = 0; round < setup.rounds(); round++) {
      setup.withServer(
          program,
          size <= MILLION ? ServerProgram.Pool.MILLION : ServerProgram.Pool.TEN_MILLION,
          (network, server) -> {
            try (LoadSide load = LoadSide.open(network, server, 0, Population.of(size))) {
              load.awaitFirstOffer();
              int inFlight = setup.inFlight().getFirst();
              int bound = load.bindAll(inFlight).bound();
              if (bound < size) {
                out.printf(Locale.ROOT, "  (%,d of %,d clients have a lease)%n", bound, size);
              }
              load.closed(RENEW, inFlight, setup.warmUpSeconds());
              trials.add(load.closed(RENEW, inFlight, setup.seconds()));
            }
          });
    }
    out.printf(
        Locale.ROOT,
        "| %s | %,d | %s | %s |%n",
        program,
        size,
        Spread.of(trials, LoadSide.Trial::rate).toText(0),
        Spread.of(trials, LoadSide.Trial::cpuMicros).toText(2));
  }
}
