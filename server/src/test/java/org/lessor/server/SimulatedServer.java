package org.lessor.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.lessor.engine.Reception;
import org.lessor.engine.Settings;
import org.lessor.store.FaultyDisk;
import org.lessor.store.LeaseFileException;
import org.lessor.store.LeaseFileOptions;
import org.lessor.store.LeaseFileStore;
import org.lessor.transport.SimulatedEchoProbe;
import org.lessor.transport.SimulatedHost;
import org.lessor.transport.SimulatedInterface;
import org.lessor.transport.SimulatedNetwork;
import org.lessor.transport.SimulatedServerPort;
import org.lessor.wire.Ipv4;

/// The whole server on one interface of a simulated host, with its lease file on a disk in memory
/// that can be told to fail.
final class SimulatedServer {
  final FaultyDisk disk = new FaultyDisk(new Random(1));
  final LeaseFileStore leases;
  final Statistics statistics = new Statistics();
  private final ServerCore core;
  private final SimulatedNetwork network;
  private Duration clockAhead = Duration.ZERO;

  SimulatedServer(
      SimulatedNetwork network, SimulatedHost host, SimulatedInterface on, Settings settings)
      throws IOException, LeaseFileException {
    this(network, host, on, settings, Scripts.NONE);
  }

  SimulatedServer(
      SimulatedNetwork network,
      SimulatedHost host,
      SimulatedInterface on,
      Settings settings,
      Scripts scripts)
      throws IOException, LeaseFileException {
    this.network = network;
    this.leases =
        LeaseFileStore.open(
            new LeaseFileOptions(disk, "leases.csv", 0, event -> {}),
            settings,
            1,
            network.clock().instant().getEpochSecond());
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
                this::wallClock,
                network::nanoTime,
                Ports.STANDARD,
                scripts,
                Runnable::run),
            () -> {},
            settings,
            new Reclaiming(1, 100),
            statistics);
    port.whenReady(this::step);
    echo.whenReady(this::step);
  }

  private Instant wallClock() {
    return network.clock().instant().plus(clockAhead);
  }

  /// Sets the wall clock, by a negative span back.
  void setClock(Duration by) {
    clockAhead = clockAhead.plus(by);
  }

  /// Has the server follow other settings, as a reload does.
  void follow(Settings settings) {
    core.replaceSettings(settings, leases.table()::settings);
  }

  /// The lease file as it is on the disk, without its header.
  List<String> leaseLines() {
    String content = new String(disk.content("leases.csv").orElseThrow(), UTF_8);
    return content.lines().skip(1).toList();
  }

  /// When the worker wants to be stepped without a packet.
  long workerDeadlineNanos() {
    return core.worker().nextDeadlineNanos();
  }

  /// Lets every part do what it has to, and comes back when a deadline of one of them passes.
  void step() {
    long now = network.nanoTime();
    int done;
    do {
      done =
          core.worker().doWork(now)
              + leases.commitOnce()
              + core.directReplies().doWork(now)
              + core.pingChecks().doWork(now);
    } while (done > 0);
    long next = core.pingChecks().nextDeadlineNanos();
    if (next != Long.MAX_VALUE) {
      network.at(next, this::step);
    }
  }
}
