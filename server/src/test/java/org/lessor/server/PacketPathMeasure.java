package org.lessor.server;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lessor.engine.ConfiguredOption;
import org.lessor.engine.LeaseTable;
import org.lessor.engine.Lifetimes;
import org.lessor.engine.Network;
import org.lessor.engine.Parameters;
import org.lessor.engine.Pool;
import org.lessor.engine.Reception;
import org.lessor.engine.Settings;
import org.lessor.engine.Subnet;
import org.lessor.store.DurableLeaseStore;
import org.lessor.store.LeaseFileOptions;
import org.lessor.store.LeaseFileStore;
import org.lessor.store.MemoryLeaseStore;
import org.lessor.store.NioDisk;
import org.lessor.transport.ClientsPort;
import org.lessor.transport.SimulatedNetwork;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;
import org.lessor.wire.Option;

/// A program that measures what an exchange of four messages costs a server apart from the kernel
/// and its network: processor time and bytes of garbage, with the clients in the same thread. It
/// prints what it finds; nothing is asserted.
///
/// Arguments: the number of rounds of 100,000 exchanges; a directory for the lease file, or `-`
/// for none.
final class PacketPathMeasure {
  private static final Ipv4 SERVER = Ipv4.of("10.0.0.1");
  private static final Ipv4 RELAY = Ipv4.of("10.0.0.2");
  private static final int ROUND = 100_000;

  private PacketPathMeasure() {}

  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
    String directory = arguments.length > 1 ? arguments[1] : "-";
    Settings settings = settings();
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
    ClientsPort port = new ClientsPort(128, SERVER.bits(), RELAY.bits());
    Statistics statistics = new Statistics();
    SimulatedNetwork nowhere = new SimulatedNetwork(1);
    ServerCore core =
        ServerCore.of(
            new ServerCore.World(
                port,
                nowhere.host("server").echoProbe(),
                nowhere.host("server").neighbours(),
                new OneInlet(),
                leases,
                InstantSource.system(),
                System::nanoTime,
                Ports.STANDARD),
            () -> {},
            settings,
            new Reclaiming(1, 100),
            statistics);
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

  private static Settings settings() {
    List<ConfiguredOption> options = new ArrayList<>();
    options.add(option(3, Bytes.ofUnsigned(10, 0, 0, 1)));
    options.add(option(6, Bytes.ofUnsigned(10, 0, 0, 1, 10, 0, 0, 3)));
    options.add(option(15, Bytes.ofText("example.org")));
    Subnet subnet =
        new Subnet(
            1,
            Ipv4Prefix.of("10.0.0.0/8"),
            List.of(new Pool(Ipv4.of("10.16.0.0"), Ipv4.of("10.63.255.255"), 0, List.of())),
            List.of(),
            Parameters.of(Lifetimes.fixed(7200)),
            options,
            List.of(),
            Optional.empty());
    return Settings.of(List.of(Network.of(subnet)));
  }

  private static ConfiguredOption option(int code, Bytes value) {
    return new ConfiguredOption(new Option(code, value), ConfiguredOption.Sending.ON_REQUEST);
  }

  private record OneInlet() implements Inlets {
    private static final Optional<Reception.Inlet> INLET =
        Optional.of(new Reception.Inlet("eth0", SERVER, List.of(SERVER)));

    @Override
    public Optional<Reception.Inlet> inlet(int interfaceIndex) {
      return INLET;
    }

    @Override
    public Reach reach(int interfaceIndex, Ipv4 address) {
      return Reach.ROUTE;
    }
  }
}
