package org.lessor.store;

import static org.lessor.engine.LeaseFixtures.NOW;
import static org.lessor.engine.LeaseFixtures.client;
import static org.lessor.engine.LeaseFixtures.settings;
import static org.lessor.engine.LeaseFixtures.subnet;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.lessor.engine.Lease;
import org.lessor.engine.LeaseChange;
import org.lessor.engine.LeaseNames;
import org.lessor.engine.LeaseState;
import org.lessor.engine.Settings;
import org.lessor.wire.Ipv4;

/// A program that measures what a lease file costs: durable changes a second, compaction and
/// loading. It prints what it finds; nothing is asserted.
///
/// Arguments: a directory on the file system in question, which is filled, and the number of
/// leases.
final class LeaseFileMeasure {
  private static final String FILE = "measure.csv";

  private final NioDisk disk;
  private final int leases;
  private final Settings settings;

  private LeaseFileMeasure(Path directory, int leases) {
    this.disk = new NioDisk(directory);
    this.leases = leases;
    this.settings =
        settings(subnet(1, "10.0.0.0/8", "10.0.0.0-" + Ipv4.of("10.0.0.0").plus(leases - 1)));
  }

  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createDirectories(Path.of(arguments[0]));
    LeaseFileMeasure measure = new LeaseFileMeasure(directory, Integer.parseInt(arguments[1]));
    measure.write();
    measure.load();
    measure.load();
  }

  private LeaseFileStore open() throws LeaseFileException {
    return LeaseFileStore.open(
        new LeaseFileOptions(disk, FILE, 0, event -> System.out.println(event)), settings, 1, NOW);
  }

  private static void print(String what, double value) {
    System.out.printf(Locale.ROOT, "%-60s %12.2f%n", what, value);
  }

  private static double cpuSeconds() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e9;
  }

  private void write() throws Exception {
    LeaseFileStore store = open();
    CommitThread commits = CommitThread.start(store);
    try {
      for (int inFlight : new int[] {1, 16, 64, 256}) {
        writeSome(store, inFlight, inFlight == 256 ? leases : Math.min(leases, inFlight * 2000));
      }
      long start = System.nanoTime();
      double cpu = cpuSeconds();
      Compaction compaction = store.compaction();
      while (compaction.step() != Compaction.Progress.DONE) {
        Thread.onSpinWait();
      }
      print("compaction, s", (System.nanoTime() - start) / 1e9);
      print("compaction, s of processor time", cpuSeconds() - cpu);
    } finally {
      commits.close();
    }
  }

  private void writeSome(LeaseFileStore store, int inFlight, int changes) {
    Semaphore free = new Semaphore(inFlight);
    Commit commit =
        new Commit() {
          @Override
          public void durable() {
            free.release();
          }

          @Override
          public void lost() {
            throw new AssertionError("storage has failed");
          }
        };
    long start = System.nanoTime();
    double cpu = cpuSeconds();
    for (int n = 0; n < changes; n++) {
      free.acquireUninterruptibly();
      Ipv4 address = Ipv4.of("10.0.0.0").plus(n);
      Lease lease =
          new Lease(
              address,
              client(n),
              LeaseState.ASSIGNED,
              NOW + inFlight,
              3600,
              1,
              0,
              new LeaseNames("host" + (10_000_000 + n), false, false),
              "");
      store.apply(List.of(new LeaseChange(address, store.lease(address), Optional.of(lease))));
      store.commit(commit);
    }
    free.acquireUninterruptibly(inFlight);
    double seconds = (System.nanoTime() - start) / 1e9;
    print(inFlight + " in flight: durable changes a second", changes / seconds);
    print("   microseconds of processor time each", (cpuSeconds() - cpu) / changes * 1e6);
  }

  private void load() throws Exception {
    System.gc();
    long start = System.nanoTime();
    double cpu = cpuSeconds();
    LeaseFileStore store = open();
    print("load, s", (System.nanoTime() - start) / 1e9);
    print("load, s of processor time", cpuSeconds() - cpu);
    print("leases", store.table().size());
    store.close();
  }
}
