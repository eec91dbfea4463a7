package org.lessor.bench.micro;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.lessor.engine.Lease;
import org.lessor.store.Commit;
import org.lessor.store.LeaseFileException;
import org.lessor.store.LeaseFileStore;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Durable changes: renewals, each added to the lease file, and one fdatasync for all of a group.
/// The time is that of a group; `leases` counts the changes in a second.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class JournalBenchmark {
  private static final int LEASES = 100_000;

  /// How many changes one fdatasync serves.
  @Param({"1", "16", "64", "256"})
  private int group;

  private final SplittableRandom random = new SplittableRandom(1);
  private BenchmarkFile file;
  private OnePool site;
  private LeaseFileStore store;
  private long now = Clients.NOW;

  /// A benchmark for JMH to fill in.
  public JournalBenchmark() {}

  /// What JMH prints besides.
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Durable implements Commit {
    /// Changes that are on stable storage.
    public long leases;

    /// Nothing counted yet.
    public Durable() {}

    @Override
    public void durable() {
      leases++;
    }

    @Override
    public void lost() {
      throw new AssertionError("storage has failed");
    }
  }

  /// Begins a lease file with leases.
  @Setup(Level.Iteration)
  public void begin() throws IOException, LeaseFileException {
    file = new BenchmarkFile("journal.csv");
    file.delete();
    site = new OnePool(LEASES, OnePool.DEFAULT);
    store = file.open(site.settings());
    for (int n = 0; n < LEASES; n++) {
      store.apply(Clients.created(site.lease(n)));
    }
    store.commitOnce();
  }

  /// Removes it.
  @TearDown(Level.Iteration)
  public void end() throws IOException {
    store.close();
    file.delete();
  }

  /// One group.
  @Benchmark
  public int commit(Durable counted) {
    for (int i = 0; i < group; i++) {
      Lease lease = store.lease(site.address(random.nextInt(LEASES))).orElseThrow();
      store.apply(Clients.changed(lease, Clients.renewed(lease, now++)));
      store.commit(counted);
    }
    return store.commitOnce();
  }
}
