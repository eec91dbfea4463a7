package org.lessor.bench.micro;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.lessor.engine.Allocator;
import org.lessor.engine.Lease;
import org.lessor.engine.LeaseTable;
import org.lessor.wire.Ipv4;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Finding a free address in a pool of a million, by each allocator and at several fills.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class AllocationBenchmark {
  private static final int SIZE = 1_000_000;

  /// How many addresses of a hundred are taken.
  @Param({"0", "99", "100"})
  private int fillPercent;

  @Param private Allocator allocator;

  private final SplittableRandom random = new SplittableRandom(1);
  private OnePool site;
  private LeaseTable table;

  /// A benchmark for JMH to fill in.
  public AllocationBenchmark() {}

  /// Fills the pool, in fragments.
  @Setup
  public void fill() {
    site = new OnePool(SIZE, allocator);
    table = site.table();
    if (fillPercent > 0) {
      site.fill();
      site.freeSome(SIZE / 100 * (100 - fillPercent), random);
    }
  }

  /// An address that could be given; in the exhausted pool, that there is none.
  @Benchmark
  public Optional<Ipv4> find() {
    return table.available(site.pool(), Clients.NOW);
  }

  /// The same, and where there is one it is given, and taken back.
  @Benchmark
  public Optional<Ipv4> findGiveAndTakeBack() {
    Optional<Ipv4> found = table.available(site.pool(), Clients.NOW);
    if (found.isPresent()) {
      Lease lease = Clients.lease(found.get(), SIZE + random.nextInt(SIZE), Clients.NOW, 1);
      table.apply(Clients.created(lease));
      table.apply(Clients.removed(lease));
    }
    return found;
  }
}
