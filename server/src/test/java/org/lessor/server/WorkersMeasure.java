package org.lessor.server;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.lessor.engine.Settings;
import org.lessor.store.CommitThread;
import org.lessor.store.LeaseFileOptions;
import org.lessor.store.LeaseFileStore;
import org.lessor.store.NioDisk;
import org.lessor.transport.ClientsPort;

/// A program that measures what several workers do together that share one lease table, one lease
/// file and the thread that commits: everything of a server but the kernel's network. Each worker
/// has clients of its own in its own thread. It prints what it finds; nothing is asserted.
///
/// Arguments: a directory for the lease file; the number of workers; seconds; exchanges under way
/// at each.
final class WorkersMeasure {
  private static final int CLIENTS_APART = 100_000_000;
  private static final long IDLE_NANOS = 20_000;

  private WorkersMeasure() {}

  /// One worker with its clients.
  private static final class Bench implements Runnable {
    private final Queue<Runnable> departures = new ConcurrentLinkedQueue<>();
    private final ClientsPort port;
    private final ServerCore core;
    private volatile long acks;
    private volatile boolean stopped;

    Bench(int number, int inFlight, LeaseFileStore leases, Settings settings, Statistics counts) {
      port =
          new ClientsPort(
              inFlight,
              RelayedSite.SERVER.bits(),
              RelayedSite.RELAY.bits(),
              number * CLIENTS_APART);
      core =
          RelayedSite.core(
              port,
              leases,
              settings,
              InstantSource.system(),
              System::nanoTime,
              counts,
              departures::add);
    }

    @Override
    public void run() {
      while (!stopped) {
        int done = core.worker().doWork(System.nanoTime());
        for (Runnable next = departures.poll(); next != null; next = departures.poll()) {
          next.run();
          done++;
        }
        acks = port.acks();
        if (done == 0) {
          LockSupport.parkNanos(IDLE_NANOS);
        }
      }
    }
  }

  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createDirectories(Path.of(arguments[0]));
    int workers = Integer.parseInt(arguments[1]);
    int seconds = Integer.parseInt(arguments[2]);
    int inFlight = Integer.parseInt(arguments[3]);
    Files.deleteIfExists(directory.resolve("workers.csv"));
    Settings settings = RelayedSite.settings();
    Statistics statistics = new Statistics();
    LeaseFileStore leases =
        LeaseFileStore.open(
            new LeaseFileOptions(new NioDisk(directory), "workers.csv", 0, System.out::println),
            settings,
            1,
            System.currentTimeMillis() / 1000);
    List<Bench> benches = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      Bench bench = new Bench(i, inFlight, leases, settings, statistics);
      benches.add(bench);
      threads.add(Thread.ofPlatform().name("worker-" + i).unstarted(bench));
    }
    try (CommitThread _ = CommitThread.start(leases)) {
      threads.forEach(Thread::start);
      for (int second = 1; second <= seconds; second++) {
        tell(benches, statistics);
      }
      benches.forEach(bench -> bench.stopped = true);
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  private static void tell(List<Bench> benches, Statistics statistics) {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long acks = acks(benches);
    long races = statistics.value(Statistic.LEASE_RACES);
    long cpu = system.getProcessCpuTime();
    long began = System.nanoTime();
    while (System.nanoTime() - began < 1_000_000_000L) {
      LockSupport.parkNanos(10_000_000);
    }
    double done = acks(benches) - acks;
    System.out.printf(
        Locale.ROOT,
        "%d workers: %,.0f exchanges a second, %.2f us each, %.4f races each%n",
        benches.size(),
        done / ((System.nanoTime() - began) / 1e9),
        (system.getProcessCpuTime() - cpu) / 1e3 / done,
        (statistics.value(Statistic.LEASE_RACES) - races) / done);
  }

  private static long acks(List<Bench> benches) {
    return benches.stream().mapToLong(bench -> bench.acks).sum();
  }
}
