package org.lessor.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lessor.engine.Lifetimes;
import org.lessor.engine.Network;
import org.lessor.engine.Parameters;
import org.lessor.engine.Pool;
import org.lessor.engine.Reception;
import org.lessor.engine.Settings;
import org.lessor.engine.Subnet;
import org.lessor.load.Addressing;
import org.lessor.load.LoadMachine;
import org.lessor.load.LoadReport;
import org.lessor.load.Mix;
import org.lessor.load.Pace;
import org.lessor.load.PacketSink;
import org.lessor.load.Population;
import org.lessor.load.Workload;
import org.lessor.server.Inlets;
import org.lessor.server.Ports;
import org.lessor.server.Reach;
import org.lessor.server.Reclaiming;
import org.lessor.server.ServerCore;
import org.lessor.server.Statistics;
import org.lessor.store.FaultyDisk;
import org.lessor.store.LeaseFileException;
import org.lessor.store.LeaseFileOptions;
import org.lessor.store.LeaseFileStore;
import org.lessor.transport.Conditions;
import org.lessor.transport.Endpoint;
import org.lessor.transport.InboundBatch;
import org.lessor.transport.InboundPacket;
import org.lessor.transport.OutboundBatch;
import org.lessor.transport.SimulatedHost;
import org.lessor.transport.SimulatedInterface;
import org.lessor.transport.SimulatedLink;
import org.lessor.transport.SimulatedNetwork;
import org.lessor.transport.SimulatedServerPort;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;
import org.slf4j.LoggerFactory;

/// The load tester's clients and the whole server at virtual time, on a link that loses, repeats
/// and reorders packets.
class LoadSimulationTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;
  private static final Ipv4 SERVER = Ipv4.of("10.0.0.1");
  private static final Ipv4 RELAY = Ipv4.of("10.0.0.2");
  private static final int CLIENTS = 2000;

  private static final Logger SERVER_LOG = (Logger) LoggerFactory.getLogger("kea-dhcp4");

  private final InboundBatch inbound = new InboundBatch(64);

  /// Thousands of leases: nobody reads these lines.
  @BeforeAll
  static void silence() {
    SERVER_LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    SERVER_LOG.setLevel(null);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void onABadLinkNoAddressIsGivenOutTwice(long seed) throws IOException, LeaseFileException {
    SimulatedNetwork network = new SimulatedNetwork(seed);
    SimulatedLink link = network.link("lan");
    link.conditions(new Conditions(0.02, 0.05, MILLI / 10, 5 * MILLI));
    startServer(network, link);
    SimulatedServerPort relay = port(network, link, "relay", RELAY);
    LoadMachine machine =
        new LoadMachine(
            Population.of(CLIENTS), new Addressing.Relayed(RELAY), new SplittableRandom(seed));
    RelaySink sink = new RelaySink(relay);

    machine.begin(
        new Workload(
            Mix.parse("four=5,renew=3,reboot=1,release=1"),
            new Pace.InFlight(50),
            20_000,
            SECOND / 10),
        network.nanoTime());
    while (!machine.finished()) {
      long nowNanos = network.nanoTime();
      int received = relay.receive(inbound);
      for (int i = 0; i < received; i++) {
        InboundPacket packet = inbound.packet(i);
        machine.received(packet.buffer(), packet.offset(), packet.length(), nowNanos, sink);
      }
      machine.expire(nowNanos);
      machine.start(nowNanos, sink);
      sink.flush();
      long dueNanos = machine.nextDueNanos(nowNanos);
      relay.await(dueNanos == LoadMachine.NEVER ? SECOND : Math.max(1, dueNanos - nowNanos));
    }

    LoadReport report = machine.report(network.nanoTime());
    assertThat(report.duplicates()).isZero();
    assertThat(report.oddities().malformed()).isZero();
    assertThat(report.oddities().unusable()).isZero();
    // Packets were lost and repeated, and the clients saw that.
    assertThat(report.lost()).isPositive();
    assertThat(report.oddities().orphans()).isPositive();
    assertThat(report.lossRatio()).isLessThan(0.15);
    assertThat(report.completed() + report.lost() + report.naks()).isEqualTo(report.begun());
  }

  private final class RelaySink implements PacketSink {
    private final SimulatedServerPort port;
    private final OutboundBatch batch = new OutboundBatch(64, 1500);

    RelaySink(SimulatedServerPort port) {
      this.port = port;
    }

    @Override
    public byte[] next() {
      if (batch.full()) {
        flush();
      }
      return batch.next().buffer();
    }

    @Override
    public int payloadOffset() {
      return 0;
    }

    @Override
    public void add(int sizeBytes, long mac) {
      batch.next().unicast(0, RELAY, new Endpoint(SERVER, 67));
      batch.add(sizeBytes);
    }

    void flush() {
      port.send(batch);
      batch.clear();
    }
  }

  private static SimulatedServerPort port(
      SimulatedNetwork network, SimulatedLink link, String name, Ipv4 address) throws IOException {
    SimulatedHost host = network.host(name);
    SimulatedInterface on =
        host.attach(
            link,
            HardwareAddress.ethernet("06:00:00:00:00:" + address.toBytes().slice(3, 4).toHex()));
    on.add(address);
    SimulatedServerPort port = host.serverPort(67);
    port.listen(on);
    return port;
  }

  private static void startServer(SimulatedNetwork network, SimulatedLink link)
      throws IOException, LeaseFileException {
    Settings settings = settings();
    SimulatedHost host = network.host("server");
    SimulatedInterface on = host.attach(link, HardwareAddress.ethernet("06:00:00:00:00:01"));
    on.add(SERVER);
    SimulatedServerPort port = host.serverPort(67);
    port.listen(on);
    LeaseFileStore leases =
        LeaseFileStore.open(
            new LeaseFileOptions(new FaultyDisk(new Random(1)), "leases.csv", 0, event -> {}),
            settings,
            1,
            network.clock().instant().getEpochSecond());
    ServerCore core =
        ServerCore.of(
            new ServerCore.World(
                port,
                host.echoProbe(),
                host.neighbours(),
                new OneInlet(on),
                leases,
                network.clock(),
                network::nanoTime,
                Ports.STANDARD),
            () -> {},
            settings,
            new Reclaiming(1, 100),
            new Statistics());
    port.whenReady(() -> {
      int done;
      do {
        done =
            core.worker().doWork(network.nanoTime())
                + leases.commitOnce()
                + core.directReplies().doWork(network.nanoTime());
      } while (done > 0);
    });
  }

  private record OneInlet(SimulatedInterface on) implements Inlets {
    @Override
    public Optional<Reception.Inlet> inlet(int interfaceIndex) {
      return Optional.of(new Reception.Inlet(on.name(), on.addresses().getFirst(), on.addresses()));
    }

    @Override
    public Reach reach(int interfaceIndex, Ipv4 address) {
      return Reach.ROUTE;
    }
  }

  private static Settings settings() {
    Pool pool = Pool.of(Ipv4.of("10.0.8.0"), Ipv4.of("10.0.15.255"));
    return Settings.of(
        List.of(
            Network.of(
                Subnet.of(
                    1,
                    Ipv4Prefix.of("10.0.0.0/16"),
                    List.of(pool),
                    Parameters.of(Lifetimes.fixed(3600))))));
  }
}
