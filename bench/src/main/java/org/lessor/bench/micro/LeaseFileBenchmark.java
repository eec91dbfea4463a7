package org.lessor.bench.micro;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lessor.store.Compaction;
import org.lessor.store.LeaseFileException;
import org.lessor.store.LeaseFileStore;
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

/// Loading and compacting a whole lease file, cold, as a server does that starts: each fork does it
/// once.
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(5)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class LeaseFileBenchmark {
  @Param("1000000")
  private int leases;

  private BenchmarkFile file;
  private OnePool site;
  private @Nullable LeaseFileStore store;

  /// A benchmark for JMH to fill in.
  public LeaseFileBenchmark() {}

  /// Writes the file where the last fork has not left one of that size.
  @Setup
  public void write() throws IOException, LeaseFileException {
    file = new BenchmarkFile("leases-" + leases + ".csv");
    site = new OnePool(leases, OnePool.DEFAULT);
    if (!file.exists()) {
      LeaseFileStore first = file.open(site.settings());
      for (int n = 0; n < leases; n++) {
        first.apply(Clients.created(site.lease(n)));
        if (!first.accepting()) {
          first.commitOnce();
        }
      }
      first.close();
    }
    System.gc();
  }

  /// Closes the file, which stays for the next fork.
  @TearDown(Level.Iteration)
  public void close() {
    if (store != null) {
      store.close();
    }
  }

  /// From the file to a table with all its indexes.
  @Benchmark
  public long load() throws IOException, LeaseFileException {
    return loaded().table().size();
  }

  /// The same, and one compaction.
  @Benchmark
  public long loadAndCompact() throws IOException, LeaseFileException {
    LeaseFileStore loaded = loaded();
    Compaction compaction = loaded.compaction();
    while (compaction.step() != Compaction.Progress.DONE) {
      loaded.commitOnce();
    }
    return loaded.table().size();
  }

  private LeaseFileStore loaded() throws IOException, LeaseFileException {
    LeaseFileStore opened = file.open(site.settings());
    store = opened;
    if (opened.table().size() != leases) {
      throw new AssertionError("loaded " + opened.table().size());
    }
    return opened;
  }
}
