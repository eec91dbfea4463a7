package org.lessor.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lessor.load.ExchangeKind;
import org.lessor.load.Mix;
import org.lessor.load.Population;

/// Whether a packet costs the same among many leases as among a thousand: all clients obtain a
/// lease, and then they renew, in no order.
///
/// Among a thousand leases, renewals say nothing new most of the time: that lease was renewed in
/// the same second already, so that there is nothing to write. So the number of bytes that each
/// renewal adds to the lease file is told, and Lessor is measured a second time with leases that
/// are told again as they stand: then none is written, whatever their number. Ten million leases
/// are for Lessor alone.
final class SizeScenario {
  private static final Mix RENEW = Mix.only(ExchangeKind.RENEW);
  private static final List<Integer> SIZES = List.of(1_000, 100_000, 1_000_000, 10_000_000);
  private static final int MILLION = 1_000_000;

  private final Bench.Setup setup;
  private final PrintStream out;

  SizeScenario(Bench.Setup setup, PrintStream out) {
    this.setup = setup;
    this.out = out;
  }

  void run() throws Exception {
    out.println(
        "\n| server | leases | renewals/s | us of the server's each | bytes written each |");
    out.println("|---|---|---|---|---|");
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

  /// Renewals under load.
  private record Renewals(LoadSide.Trial trial, long writtenBytes) {
    double bytesEach() {
      return (double) writtenBytes / Math.max(1, trial.report().completed());
    }
  }

  private void measure(ServerProgram program, int size) throws Exception {
    List<Renewals> written = new ArrayList<>();
    List<Renewals> toldAgain = new ArrayList<>();
    for (int round = 0; round < setup.rounds(); round++) {
      setup.withServer(
          program,
          size <= MILLION ? ServerProgram.Pool.MILLION : ServerProgram.Pool.TEN_MILLION,
          (network, server) -> {
            try (LoadSide load = LoadSide.open(network, server, 0, Population.of(size))) {
              load.awaitFirstOffer();
              int bound = load.bindAll(setup.inFlight().getFirst()).bound();
              if (bound < size) {
                out.printf(Locale.ROOT, "  (%,d of %,d clients have a lease)%n", bound, size);
              }
              written.add(renewals(server, load));
              if (isLessor(program)) {
                server.reconfigure(ServerProgram.WRITE_EACH, ServerProgram.TELL_AGAIN);
                toldAgain.add(renewals(server, load));
              }
            }
          });
    }
    tell(program.toString(), size, written);
    if (!toldAgain.isEmpty()) {
      tell(program + ", told again", size, toldAgain);
    }
  }

  private Renewals renewals(RunningServer server, LoadSide load) throws Exception {
    int inFlight = setup.inFlight().getFirst();
    load.closed(RENEW, inFlight, setup.warmUpSeconds());
    long before = server.leaseFileBytes();
    LoadSide.Trial trial = load.closed(RENEW, inFlight, setup.seconds());
    return new Renewals(trial, server.leaseFileBytes() - before);
  }

  private void tell(String what, int size, List<Renewals> renewals) {
    out.printf(
        Locale.ROOT,
        "| %s | %,d | %s | %s | %s |%n",
        what,
        size,
        Spread.of(renewals, each -> each.trial().rate()).toText(0),
        Spread.of(renewals, each -> each.trial().cpuMicros()).toText(2),
        Spread.of(renewals, Renewals::bytesEach).toText(1));
  }
}
