package org.lessor.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lessor.engine.LeaseChange;
import org.lessor.engine.LeaseTable;
import org.lessor.engine.Reception;
import org.lessor.engine.Settings;
import org.lessor.transport.SimulatedEchoProbe;
import org.lessor.transport.SimulatedHost;
import org.lessor.transport.SimulatedInterface;
import org.lessor.transport.SimulatedNetwork;
import org.lessor.transport.SimulatedServerPort;
import org.lessor.wire.Ipv4;

/// The whole server on one interface of a simulated host, with a disk in memory that can be told to
/// fail.
final class SimulatedServer {
  final LeaseTable leases;
  final Disk disk = new Disk();
  final Statistics statistics = new Statistics();
  private final ServerCore core;
  private final SimulatedNetwork network;

  /// What was written and synced.
  static final class Disk implements LeaseLog {
    final List<LeaseChange> stored = new ArrayList<>();
    private final List<LeaseChange> taken = new ArrayList<>();
    boolean full;

    @Override
    public void append(List<LeaseChange> changes) {
      taken.addAll(changes);
    }

    @Override
    public void commit() throws IOException {
      if (full) {
        throw new IOException("no space left on device");
      }
      stored.addAll(taken);
      taken.clear();
    }

    @Override
    public boolean isBehind() {
      return !taken.isEmpty();
    }
  }

  SimulatedServer(
      SimulatedNetwork network, SimulatedHost host, SimulatedInterface on, Settings settings)
      throws IOException {
    this.network = network;
    this.leases = new LeaseTable(settings, 1);
    SimulatedServerPort port = host.serverPort(67);
    port.listen(on);
    SimulatedEchoProbe echo = host.echoProbe();
    Inlets inlets =
        new Inlets() {
          @Override
          public Optional<Reception.Inlet> inlet(int interfaceIndex) {
            return Optional.of(
                new Reception.Inlet(on.name(), on.addresses().getFirst(), on.addresses()));
          }

          @Override
          public Reach reach(int interfaceIndex, Ipv4 address) {
            return settings.networks().getFirst().subnets().getFirst().prefix().contains(address)
                ? Reach.ROUTE
                : Reach.NO_ROUTE;
          }
        };
    this.core =
        ServerCore.of(
            new ServerCore.World(
                port,
                echo,
                host.neighbours(),
                inlets,
                leases,
                disk,
                network.clock(),
                network::nanoTime,
                Ports.STANDARD),
            new ServerCore.Bells(() -> {}, () -> {}),
            settings,
            new Reclaiming(1, 100),
            statistics);
    port.whenReady(this::step);
    echo.whenReady(this::step);
  }

  /// Lets every part do what it has to, and comes back when a deadline of one of them passes.
  void step() {
    long now = network.nanoTime();
    int done;
    do {
      done =
          core.worker().doWork(now)
              + core.committer().doWork(now)
              + core.directReplies().doWork(now)
              + core.pingChecks().doWork(now);
    } while (done > 0);
    long next = core.pingChecks().nextDeadlineNanos();
    if (next != Long.MAX_VALUE) {
      network.at(next, this::step);
    }
  }
}
