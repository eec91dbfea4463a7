package org.lessor.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lessor.load.ExchangeKind;
import org.lessor.load.Mix;
import org.lessor.load.Population;

/// Whether a packet costs the same among many leases as among a thousand: all clients obtain a
/// lease, and then they renew, in no order; as fast as they are answered, and then all numbers of
/// leases at one rate, half of what the server did among the fewest: who is less busy wakes up more
/// often, and a packet then costs more for that alone.
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
        "\n| server | leases | renewals/s | us of the server's each | bytes written each "
            + "| at the one rate of | us of the server's each |");
    out.println("|---|---|---|---|---|---|---|");
    for (ServerProgram program : setup.programs()) {
      if (program.keepsLeases()) {
        Series written = new Series(program.toString());
        Series toldAgain = new Series(program + ", told again");
        for (int size : SIZES) {
          if (size <= MILLION || isLessor(program)) {
            measure(program, size, written, toldAgain);
            written.tell(size);
            toldAgain.tell(size);
          }
        }
      }
    }
  }

  private static boolean isLessor(ServerProgram program) {
    return program == ServerProgram.LESSOR || program == ServerProgram.LESSOR_ONE_BY_ONE;
  }

  private void measure(ServerProgram program, int size, Series written, Series toldAgain)
      throws Exception {
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
              written.measure(server, load);
              if (isLessor(program)) {
                server.reconfigure(ServerProgram.WRITE_EACH, ServerProgram.TELL_AGAIN);
                toldAgain.measure(server, load);
              }
            }
          });
    }
  }

  /// Renewals under load, as fast as they are answered and at a rate that others have too.
  private record Renewals(LoadSide.Trial fast, long writtenBytes, LoadSide.Trial atOneRate) {
    double bytesEach() {
      return (double) writtenBytes / Math.max(1, fast.report().completed());
    }
  }

  /// What is measured of one server in one way, among more and more leases.
  private final class Series {
    private final String name;
    private final List<Renewals> rounds = new ArrayList<>();
    private double perSecond;

    Series(String name) {
      this.name = name;
    }

    void measure(RunningServer server, LoadSide load) throws Exception {
      int inFlight = setup.inFlight().getFirst();
      load.closed(RENEW, inFlight, setup.warmUpSeconds());
      long before = server.leaseFileBytes();
      LoadSide.Trial fast = load.closed(RENEW, inFlight, setup.seconds());
      long writtenBytes = server.leaseFileBytes() - before;
      if (perSecond == 0) {
        perSecond = Math.rint(fast.rate() / 2);
      }
      load.open(RENEW, perSecond, setup.warmUpSeconds() / 2);
      rounds.add(new Renewals(fast, writtenBytes, load.open(RENEW, perSecond, setup.seconds())));
    }

    void tell(int leases) {
      if (rounds.isEmpty()) {
        return;
      }
      out.printf(
          Locale.ROOT,
          "| %s | %,d | %s | %s | %s | %,.0f | %s |%n",
          name,
          leases,
          Spread.of(rounds, each -> each.fast().rate()).toText(0),
          Spread.of(rounds, each -> each.fast().cpuMicros()).toText(2),
          Spread.of(rounds, Renewals::bytesEach).toText(1),
          perSecond,
          Spread.of(rounds, each -> each.atOneRate().cpuMicros()).toText(2));
      rounds.clear();
    }
  }
}
