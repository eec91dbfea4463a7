package org.lessor.server;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import org.lessor.engine.LeaseTable;
import org.lessor.engine.Settings;
import org.lessor.store.DurableLeaseStore;
import org.lessor.store.LeaseFileOptions;
import org.lessor.store.LeaseFileStore;
import org.lessor.store.MemoryLeaseStore;
import org.lessor.store.NioDisk;
import org.lessor.transport.ClientsPort;

/// A program that measures what an exchange of four messages costs a server apart from the kernel
/// and its network: processor time and bytes of garbage, with the clients in the same thread. It
/// prints what it finds; nothing is asserted.
///
/// Arguments: the number of rounds of 100,000 exchanges; a directory for the lease file, or `-` for
/// none.
final class PacketPathMeasure {
  private static final int ROUND = 100_000;

  private PacketPathMeasure() {}

  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
    String directory = arguments.length > 1 ? arguments[1] : "-";
    Settings settings = RelayedSite.settings();
    DurableLeaseStore leases;
    if (directory.equals("-")) {
      leases = new MemoryLeaseStore(new LeaseTable(settings, 1));
    } else {
      Path made = Files.createDirectories(Path.of(directory));
      Files.deleteIfExists(made.resolve("path.csv"));
      leases =
          LeaseFileStore.open(
              new LeaseFileOptions(new NioDisk(made), "path.csv", 0, System.out::println),
              settings,
              1,
              System.currentTimeMillis() / 1000);
    }
    ClientsPort port = new ClientsPort(128, RelayedSite.SERVER.bits(), RelayedSite.RELAY.bits());
    Statistics statistics = new Statistics();
    ServerCore core =
        RelayedSite.core(
            port, leases, settings, InstantSource.system(), System::nanoTime, statistics);
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int round = 1; round <= rounds; round++) {
      long cpu = thread.getCurrentThreadCpuTime();
      long bytes = thread.getCurrentThreadAllocatedBytes();
      long end = port.acks() + ROUND;
      while (port.acks() < end) {
        core.worker().doWork(System.nanoTime());
        leases.commitOnce();
      }
      System.out.printf(
          Locale.ROOT,
          "%3d: %.2f us and %.0f bytes an exchange%n",
          round,
          (thread.getCurrentThreadCpuTime() - cpu) / 1e3 / ROUND,
          (double) (thread.getCurrentThreadAllocatedBytes() - bytes) / ROUND);
    }
    System.out.println(statistics.summary());
    leases.close();
  }
}
