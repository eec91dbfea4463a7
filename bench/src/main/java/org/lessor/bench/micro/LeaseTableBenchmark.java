package org.lessor.bench.micro;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.lessor.engine.ExpectedClients;
import org.lessor.engine.Lease;
import org.lessor.engine.LeaseTable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/// Looks into a table of leases, and renewals in it. Ten million leases take `-p leases=10000000
/// -jvmArgsAppend -Xmx2g`.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class LeaseTableBenchmark {
  @Param({"1000", "1000000"})
  private int leases;

  private static final int RENEWALS_A_SECOND = 50_000;
  private static final int TOGETHER = 64;

  private final SplittableRandom random = new SplittableRandom(1);
  private OnePool site;
  private LeaseTable table;
  private final ExpectedClients expected = new ExpectedClients(TOGETHER);
  private final int[] clients = new int[TOGETHER];
  private long renewals;

  /// A benchmark for JMH to fill in.
  public LeaseTableBenchmark() {}

  /// Fills the table.
  @Setup
  public void fill() {
    site = new OnePool(leases, OnePool.DEFAULT);
    site.fill();
    table = site.table();
  }

  private int anyClient() {
    return random.nextInt(leases);
  }

  /// The lease of an address.
  @Benchmark
  public Optional<Lease> byAddress() {
    return table.lease(site.address(anyClient()));
  }

  /// The leases of a client identifier.
  @Benchmark
  public List<Lease> byClientId() {
    return table.ofClientId(Clients.identity(anyClient()).clientId().orElseThrow());
  }

  /// The leases of a hardware address.
  @Benchmark
  public List<Lease> byHardwareAddress() {
    return table.ofHardwareAddress(Clients.hardware(anyClient()));
  }

  /// The leases of one of 64 clients whose packets came together.
  @Benchmark
  @OperationsPerInvocation(TOGETHER)
  public void together(Blackhole taken) {
    expected.clear();
    for (int i = 0; i < TOGETHER; i++) {
      clients[i] = anyClient();
      expected.add(Clients.ethernet(clients[i]));
    }
    table.expect(expected);
    for (int client : clients) {
      taken.consume(table.ofHardwareAddress(Clients.hardware(client)));
    }
  }

  /// The lease of a client, and the same with a later end in its place.
  @Benchmark
  public boolean renew() {
    Lease lease = table.ofClient(Clients.identity(anyClient())).getFirst();
    long now = Clients.NOW + 1 + renewals++ / RENEWALS_A_SECOND;
    return table.apply(Clients.changed(lease, Clients.renewed(lease, now)));
  }
}
